"""The table of the statements, and that of the things they name."""

from __future__ import annotations

from rdflib.namespace import SKOS

from servanda.export.csvw import Column, Sheet
from servanda.export.sheets.patterns import READ, ROLES, SPAN, iri, iris, kind, label, names
from servanda.vocab import FORCE, OA, SV


def _text(name: str, description: str, says: str) -> Column:
    return Column(name, description, says=says)


def _day(name: str, description: str, says: str) -> Column:
    return Column(name, description, datatype="date", says=says)


def _offset(name: str, description: str, says: str) -> Column:
    return Column(name, description, datatype="integer", required=True, says=says, about=SPAN)


STATEMENTS = Sheet(
    "statements",
    "Statements",
    "One row for each statement, in the order of the documents: the rows of `servanda query statements`.",
    ("statement",),
    (
        iri("document", "The document that makes the statement.", says=SV.statedIn),
        Column("paragraph", "The number of the paragraph, article or section in which the statement stands."),
        iri("statement", "The statement."),
        Column(
            "class",
            "The class of speech act, after Searle.",
            form="commissive|directive|assertive|expressive",
            required=True,
        ),
        Column(
            "force",
            "How firmly and in which way the statement binds those who make it.",
            form="obligation|commitment|intention|recommendation|permission|position|recognition|endorsement",
            required=True,
            says=SV.force,
            link=f"{FORCE}{{force}}",
        ),
        Column(
            "reaffirmed",
            "Whether the statement says again what its bearers have said before.",
            datatype="boolean",
            says=SV.reaffirmed,
        ),
        Column(
            "negated",
            "Whether the statement binds its bearers not to act or denies its proposition.",
            datatype="boolean",
            says=SV.negated,
        ),
        names("bearers", "The actors who make the statement and carry what it undertakes.", says=SV.bearer),
        names("addressees", "The actors whom the statement asks or allows to act.", says=SV.addressee),
        names("beneficiaries", "The actors for whose good the action is meant.", says=SV.beneficiary),
        _text("action", "The words of the action or proposition, with white space folded.", SV.action),
        _offset("start", "Where the action begins.", OA.start),
        _offset("end", "Where the action ends.", OA.end),
        Column("sentence", "The sentence in which the statement stands, with its line breaks."),
        _day("deadline", "The last day by which the action is to be done.", SV.deadline),
        _day(
            "period_start", "The first day of the period in which the action is to be done.", SV.periodStart
        ),
        _day("period_end", "The last day of that period.", SV.periodEnd),
        _text("condition", "The words that say under which condition the statement holds.", SV.condition),
        _text("timing", "The words that say when the action is to be done, if they name no date.", SV.timing),
        _text("purpose", "The words that say what the action is to achieve.", SV.purpose),
        names("places", "The places and states where the action is to be done.", says=SV.place),
        names("policies", "The programmes, agreements, plans and laws that it is about.", says=SV.concerns),
        names("institutions", "The institutions through or with which it is to be done.", says=SV.involves),
        _text(
            "in_accordance_with",
            "The words that name the rules or principles which the action follows.",
            SV.inAccordanceWith,
        ),
        names("topics", "The concepts of the topic scheme that the statement is about.", says=SV.topic),
    ),
    about="{+statement}",
    refers=(("document", "documents"),),
    parts=(("evidence", str(SV.evidence), SPAN),),
)

LINKS = Sheet(
    "links",
    "Links of statements",
    "One row for each thing that has a role in a statement: what the columns bearers, addressees, "
    "beneficiaries, places, policies, institutions and topics of the statements name, by IRI.",
    ("statement", "role", "thing"),
    (
        iri("statement", "The statement."),
        Column(
            "role",
            "What the thing is to the statement. What it concerns is a policy, or an event or actor; what it "
            "involves is an institution through or with which the action is to be done.",
            form="|".join(role for role, _, _ in ROLES),
        ),
        iri("thing", "The actor, policy, event, place or topic.", says=f"{SV}{{role}}"),
        iri(
            "document",
            "The document that makes the statement.",
            "?statement sv:statedIn ?value",
            says=SV.statedIn,
        ),
        Column("name", "The thing's preferred label.", label("thing"), says=SKOS.prefLabel, loosely=True),
        names(
            "kind",
            "The narrowest classes of the thing.",
            f"""{{ ?statement sv:bearer|sv:addressee|sv:beneficiary|sv:concerns|sv:involves|sv:place ?thing .
                {kind("thing")} }}
            UNION {{ ?statement sv:topic ?thing BIND("topic" AS ?value) }}""",
        ),
        iris(
            "mention_iris",
            "The mentions of the thing in the words from which its role was read; blank where these name "
            "nobody, such as `we` or `both sides`.",
            f"{READ} BIND(?mention AS ?value)",
        ),
    ),
    about="{+statement}",
    rows=f"""VALUES (?role ?property) {{ {" ".join(f'("{role}" {what.n3()})' for role, what, _ in ROLES)} }}
        ?statement a sv:Statement ; ?property ?thing""",
    order=("document", "statement", "role", "thing"),
    refers=(("statement", "statements"), ("document", "documents")),
)
