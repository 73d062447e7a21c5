"""What tables have in common: patterns of SPARQL that lead to cells, and columns of one kind."""

from __future__ import annotations

from typing import Final

from servanda.export.csvw import Column
from servanda.vocab import SV

SPAN: Final = "{+document}#char={start},{end}"
"""The IRI of a span, from the columns of a table."""

ROLES = (
    ("bearer", SV.bearer, SV.bearerEvidence),
    ("addressee", SV.addressee, SV.addresseeEvidence),
    ("beneficiary", SV.beneficiary, SV.beneficiaryEvidence),
    ("concerns", SV.concerns, SV.concernsEvidence),
    ("involves", SV.involves, SV.involvesEvidence),
    ("place", SV.place, SV.placeEvidence),
    ("topic", SV.topic, SV.topicEvidence),
)
"""What a thing can be to a statement, its property, and that of the words from which it was read."""

IRI: Final = r"[^\s:|]+:[^\s|]*"
"""The form of an IRI. Not its datatype: readers make anyURI a value that is no text and fills no template."""


# --- patterns ----------------------------------------------------------------------------------


def label(thing: str, value: str = "value", naming: str = "skos:prefLabel") -> str:
    """The English label of a thing, else that of the first language."""
    return f"""?{thing} {naming} ?{value} .
        FILTER(LANG(?{value}) = "en" || NOT EXISTS {{ ?{thing} {naming} ?other
          FILTER(LANG(?other) = "en" || LANG(?other) < LANG(?{value})) }})"""


def kind(thing: str) -> str:
    """The labels of the narrowest classes of a thing; that it is party to something is no kind."""
    return f"""?{thing} a ?class . {label("class", naming="rdfs:label")}
        FILTER NOT EXISTS {{ ?narrower rdfs:subClassOf ?class . ?{thing} a ?narrower
          FILTER(?narrower != ?class && ?narrower != sv:Party) }}
        FILTER(?class != sv:Party)"""


def others(thing: str) -> str:
    """The names of a thing but the one that stands for it."""
    return f"""?{thing} skos:prefLabel|skos:altLabel|sv:abbreviation|sv:formerName ?name .
        BIND(STR(?name) AS ?value)
        FILTER NOT EXISTS {{ {label(thing, "chosen")} FILTER(STR(?chosen) = STR(?name)) }}"""


def paragraph(part: str) -> str:
    """The number of the passage in which a part stands, or of one around it."""
    return f"""?{part} sv:inPassage ?passage
        OPTIONAL {{ ?passage sv:number ?number_0 }}
        OPTIONAL {{ ?passage sv:within/sv:number ?number_1 }}
        OPTIONAL {{ ?passage sv:within/sv:within/sv:number ?number_2 }}
        BIND(COALESCE(?number_0, ?number_1, ?number_2) AS ?value)
        FILTER(BOUND(?value))"""


READ: Final = f"""{{
          SELECT DISTINCT ?statement ?role ?thing ?document ?from ?to {{
            VALUES (?role ?property ?evidence) {{
              {" ".join(f'("{role}" {what.n3()} {how.n3()})' for role, what, how in ROLES if role != "topic")}
            }}
            ?statement a sv:Statement ; sv:statedIn ?document ; ?property ?thing ; ?evidence ?cited .
            ?cited oa:start ?from ; oa:end ?to
          }}
        }}
        {{
          SELECT ?mention ?thing ?document ?start ?end {{
            ?mention sv:mentions ?thing ; sv:mentionedIn ?document ; sv:evidence ?span .
            ?span oa:start ?start ; oa:end ?end
          }}
        }}
        FILTER(?from <= ?start && ?end <= ?to)"""
"""Where a mention lies in the words from which it was read that the thing has a role in a statement.

The words that lead to a topic are no mentions. Both sides are queries of their own, for the store to join.
"""


# --- columns -----------------------------------------------------------------------------------


def iri(name: str, description: str, pattern: str = "", says: str | None = None) -> Column:
    """A column of IRIs, one in each cell."""
    link = f"{{+{name}}}" if says else None
    return Column(name, description, pattern, form=IRI, required=True, says=says, link=link)


def iris(name: str, description: str, pattern: str, says: str | None = None) -> Column:
    """A column of IRIs, any number in a cell."""
    return Column(name, description, pattern, form=IRI, many=True, says=says, loosely=True)


def names(name: str, description: str, pattern: str = "", says: str | None = None) -> Column:
    """A column of names, any number in a cell."""
    return Column(name, description, pattern, many=True, says=says, loosely=True)


def count(name: str, description: str, pattern: str) -> Column:
    """A column of numbers of values."""
    return Column(name, description, pattern, "integer", count=True)
