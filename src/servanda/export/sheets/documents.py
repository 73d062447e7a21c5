"""The tables of documents, and of what their words name."""

from __future__ import annotations

from rdflib.namespace import DCTERMS, SKOS

from servanda.export.csvw import Column, Sheet
from servanda.export.sheets.patterns import READ, SPAN, count, iri, iris, kind, label, names, paragraph
from servanda.vocab import OA, SV

DOCUMENTS = Sheet(
    "documents",
    "Documents",
    "One row for each document, by date, without its text.",
    ("document",),
    (
        iri("document", "The document."),
        Column(
            "date", "The day of the document.", "?document dcterms:date ?value", "date", says=DCTERMS.date
        ),
        names("kind", "Its narrowest classes.", f"?document a sv:Instrument . {kind('document')}"),
        Column(
            "title",
            "Its title.",
            label("document", naming="dcterms:title"),
            says=DCTERMS.title,
            loosely=True,
        ),
        Column(
            "language",
            "The language of its text, as a tag (BCP 47).",
            "?document dcterms:language ?value",
            says=DCTERMS.language,
        ),
        names(
            "parties",
            "The actors in whose name it makes its statements.",
            f"?document sv:party ?actor . {label('actor')}",
        ),
        iris("party_iris", "The IRIs of these actors.", "?document sv:party ?value", SV.party),
        names("hosts", "The actors who were host.", f"?document sv:host ?actor . {label('actor')}"),
        names(
            "signatories",
            "The actors whom the signature names.",
            f"?document sv:signatory ?actor . {label('actor')}",
        ),
        names("signed_at", "Where it was signed.", f"?document sv:signedAt ?place . {label('place')}"),
        Column(
            "publisher", "Who published it.", "?document dcterms:publisher ?value", says=DCTERMS.publisher
        ),
        Column(
            "source",
            "Where its text came from.",
            "?document dcterms:source ?value",
            says=DCTERMS.source,
            loosely=True,
        ),
        Column(
            "rights", "Who may use the text, and how.", "?document dcterms:rights ?value", says=DCTERMS.rights
        ),
        Column(
            "file", "The name of its file.", "?document dcterms:identifier ?value", says=DCTERMS.identifier
        ),
        Column(
            "sha256",
            "The SHA-256 of that file.",
            "?document prov:wasDerivedFrom/sv:sha256 ?value",
        ),
        count("statements", "How many statements it makes.", "?value a sv:Statement ; sv:statedIn ?document"),
        count(
            "mentions",
            "How often it names somebody or something.",
            "?value a sv:Mention ; sv:mentionedIn ?document",
        ),
    ),
    about="{+document}",
    rows="?document a sv:Instrument",
    order=("date", "document"),
)

MENTIONS = Sheet(
    "mentions",
    "Mentions",
    "One row for each thing that words of a document name, in the order of the texts; words that name "
    "several, such as `both governments`, have a row for each.",
    ("mention", "thing"),
    (
        iri("mention", "The mention."),
        iri("document", "The document.", "?mention sv:mentionedIn ?value", says=SV.mentionedIn),
        Column("paragraph", "The number of the paragraph, article or section.", paragraph("mention")),
        Column(
            "start",
            "Where the words begin.",
            "?mention sv:evidence/oa:start ?value",
            "integer",
            says=OA.start,
            about=SPAN,
        ),
        Column(
            "end",
            "Where the words end.",
            "?mention sv:evidence/oa:end ?value",
            "integer",
            says=OA.end,
            about=SPAN,
        ),
        Column(
            "text",
            "The words, with their line breaks.",
            "?mention sv:evidence/oa:exact ?value",
            says=OA.exact,
            about=SPAN,
        ),
        iri("thing", "The actor, policy, event or place that they name.", says=SV.mentions),
        Column("name", "The thing's preferred label.", label("thing"), says=SKOS.prefLabel, loosely=True),
        names(
            "kind", "The narrowest classes of the thing.", f"?mention sv:mentions ?thing . {kind('thing')}"
        ),
        iris(
            "statement_iris",
            "The statements in which the thing has a role that was read from these words.",
            f"{READ} BIND(?statement AS ?value)",
        ),
    ),
    about="{+mention}",
    rows="?mention a sv:Mention ; sv:mentions ?thing",
    order=("document", "start", "end", "mention", "thing"),
    refers=(("document", "documents"),),
    parts=(("evidence", str(SV.evidence), SPAN),),
)
