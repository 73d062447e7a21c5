"""The tables of actors and policies."""

from __future__ import annotations

from rdflib.namespace import SKOS

from servanda.export.csvw import Column, Sheet
from servanda.export.sheets.patterns import count, iri, iris, kind, label, names, others
from servanda.vocab import SV

ACTORS = Sheet(
    "actors",
    "Actors",
    "One row for each actor that the graph knows, those that make the most statements first: states, "
    "institutions, offices, persons and groups of people, whether a document names them or not.",
    ("actor",),
    (
        iri("actor", "The actor."),
        Column("name", "Its preferred label.", label("actor"), says=SKOS.prefLabel, loosely=True),
        names("kind", "Its narrowest classes.", f"?actor a sv:Actor . {kind('actor')}"),
        names(
            "state",
            "The states that it is, belongs to or speaks for: statements of a state and all its organs count "
            "together by this column.",
            f"?actor a sv:Actor ; (sv:organOf|sv:represents)* ?state . ?state a sv:State . {label('state')}",
        ),
        iris(
            "state_iris",
            "The IRIs of these states.",
            "?actor a sv:Actor ; (sv:organOf|sv:represents)* ?value . ?value a sv:State",
        ),
        iris(
            "organ_of_iris",
            "The states and institutions that it belongs to, directly or through others.",
            "?actor sv:organOf ?value",
            SV.organOf,
        ),
        iris(
            "represents_iris",
            "The actors that it speaks for by office.",
            "?actor sv:represents ?value",
            SV.represents,
        ),
        iris("member_iris", "The members of it.", "?actor sv:hasMember ?value", SV.hasMember),
        Column(
            "code",
            "The code of a state with three letters (ISO 3166-1 alpha-3).",
            '?actor skos:notation ?value FILTER(REGEX(STR(?value), "^[A-Z]{3}$"))',
            says=SKOS.notation,
        ),
        Column(
            "codes",
            "All its codes; a state has those of ISO 3166-1 of two letters, three letters and three digits.",
            "?actor skos:notation ?value",
            many=True,
            says=SKOS.notation,
        ),
        names("other_names", "Its other names, abbreviations among them.", others("actor"), SKOS.altLabel),
        names("abbreviations", "Its abbreviations.", "?actor sv:abbreviation ?value", SV.abbreviation),
        names("demonyms", "Words for what belongs to it.", "?actor sv:demonym ?value", SV.demonym),
        iris(
            "same_as_iris",
            "The same actor elsewhere, such as in the EU's list of countries.",
            "?actor skos:exactMatch ?value",
            SKOS.exactMatch,
        ),
        iris(
            "may_mean_iris",
            "Known actors that it may be, if a document has told no more than a name.",
            "?actor sv:mayMean ?value",
            SV.mayMean,
        ),
        count(
            "documents",
            "In how many documents it is a party, is named or has a role in a statement.",
            """{ ?value sv:party ?actor }
            UNION { ?mention sv:mentions ?actor ; sv:mentionedIn ?value }
            UNION { ?item sv:bearer|sv:addressee|sv:beneficiary|sv:concerns|sv:involves|sv:source ?actor ;
                sv:statedIn ?value }""",
        ),
        count("mentions", "How often it is named.", "?value sv:mentions ?actor ; sv:mentionedIn ?document"),
        count(
            "statements", "How many statements it makes.", "?value sv:bearer ?actor ; sv:statedIn ?document"
        ),
    ),
    about="{+actor}",
    rows="?actor a sv:Actor",
    order=("-statements", "-mentions", "-documents", "name", "actor"),
)

POLICIES = Sheet(
    "policies",
    "Policies",
    "One row for each policy that the graph knows, those that the most statements are about first: "
    "programmes, agreements, plans and laws, whether a document names them or not.",
    ("policy",),
    (
        iri("policy", "The policy."),
        Column("name", "Its preferred label.", label("policy"), says=SKOS.prefLabel, loosely=True),
        names("kind", "Its narrowest classes.", f"?policy a sv:Policy . {kind('policy')}"),
        names(
            "policy_of",
            "The actors who pursue it, have enacted it or are party to it.",
            f"?policy sv:policyOf ?actor . {label('actor')}",
        ),
        iris("policy_of_iris", "The IRIs of these actors.", "?policy sv:policyOf ?value", SV.policyOf),
        iris(
            "replaces_iris",
            "The policies in whose place it has come.",
            "?policy sv:replaces ?value",
            SV.replaces,
        ),
        names("other_names", "Its other names, abbreviations among them.", others("policy"), SKOS.altLabel),
        names("abbreviations", "Its abbreviations.", "?policy sv:abbreviation ?value", SV.abbreviation),
        iris(
            "may_mean_iris",
            "Known policies that it may be, if a document has told no more than a name.",
            "?policy sv:mayMean ?value",
            SV.mayMean,
        ),
        count(
            "documents",
            "In how many documents it is named or a statement is about it.",
            """{ ?mention sv:mentions ?policy ; sv:mentionedIn ?value }
            UNION { ?statement sv:concerns ?policy ; sv:statedIn ?value }""",
        ),
        count("mentions", "How often it is named.", "?value sv:mentions ?policy ; sv:mentionedIn ?document"),
        count(
            "statements",
            "How many statements are about it.",
            "?value sv:concerns ?policy ; sv:statedIn ?document",
        ),
    ),
    about="{+policy}",
    rows="?policy a sv:Policy",
    order=("-statements", "-mentions", "name", "policy"),
)
