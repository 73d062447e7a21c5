"""Standards: the laws, principles and documents that an act is to accord with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from servanda.extract.extent import Act
from servanda.extract.phrases import Words
from servanda.extract.schedule import is_of_clause
from servanda.model import Cited

_SET_OUT = (
    r"set (?:out|forth)|laid (?:down|out)|provided(?: for)?|stipulated|specified|prescribed|enshrined"
    r"|established|outlined|foreseen|envisaged|contained|agreed"
)
_STRICT = re.compile(
    r"\b(?:(?:(?:in|with) (?:full |strict |due )?"
    r"(?:accordance|compliance|conformity|conformance|line|keeping|harmony|alignment) with"
    r"|pursuant to|(?:in a (?:\w+ )?manner (?:that is )?)?consistent(?:ly)? with|in the spirit of|guided by"
    rf"|adhering to|following the example of|as (?:{_SET_OUT}) (?:in|under)"
    r"|as (?:required|provided(?: for)?|prescribed|mandated|permitted) by) "
    r"|(?<!anchored )(?<!grounded )(?<!rooted )(?:with|while|in)"
    r" (?=(?:(?:full|due|mutual|strict|\w+ing) respect (?:for|of)|respect for|due regard (?:to|for)) ))",
    re.IGNORECASE,
)
"""Words that open a standard, whatever follows; "respect for" is part of it."""
_LOOSE = re.compile(r"\b(?:according to|based (?:up)?on|on the basis of|under) ", re.IGNORECASE)
"""Words that open a standard only if a law, a principle or the like follows."""
_NORM = re.compile(
    r"(?:[\w'’,-]+ ){0,7}?(?:laws?|legislation|principles?|obligations?|provisions?|charter|treat(?:y|ies)"
    r"|resolutions?|conventions?|rules?|norms?|standards?|rights|constitutions?|agreements?|instruments?|needs"
    r"|sovereignt(?:y|ies)|decisions?|declarations?|protocols?|articles?|chapters?|paragraphs?|regulations?"
    r"|statutes?|pacts?|USMCA|NAFTA|GATT|UNCLOS)\b",
    re.IGNORECASE,
)
_DESCRIBED = re.compile(
    r"\b(?:relationship|partnership|order|system|society|societies|world|trade|vision|friendship|alliance"
    r"|institutions?|approach|dialogue|discrimination|violence|cooperation|commitments?) $",
    re.IGNORECASE,
)
"""Nouns that "based on" describes: it tells of them, not of the act."""
_BESIDE = re.compile(r",? and with an? ", re.IGNORECASE)
"""Where the name of a standard gives way to another circumstance."""
_GIVES_WAY = frozenset({"WDT", "MD"})
"""Words with which something is said of the standard, or of the act."""


def standard(areas: tuple[Words, ...], fronts: tuple[Words, ...], act: Act) -> Cited[str] | None:
    """What the act is to accord with: a law, a principle, or the document that sets it out.

    Of the words before the act, only its own adverbials are in `areas`, all others in `fronts`: "under
    Article 5" tells of the subject there, "in accordance with its laws" of the act.
    """
    found = [one for area in areas for one in (*_strict(area), *_loose(area, act))]
    found += [one for front in fronts for one in _strict(front)]
    return found[0] if found else None


def strict_standard(area: Words) -> Cited[str] | None:
    """What something is said to be in accordance with."""
    return next(_strict(area), None)


def _strict(area: Words) -> Iterator[Cited[str]]:
    for match in _STRICT.finditer(area.text):
        before = area.text[: match.start()]
        if before.endswith("including ") or match.end() >= len(area.text):
            continue
        if not _is_of_thing(area.token(match.start())):
            named = _named(area, match)
            if named:
                yield named


def _is_of_thing(opening: Token) -> bool:
    """Whether a standard tells how a thing came about, not the act: "reports submitted pursuant to it"."""
    head = opening.head
    return head.tag_ == "VBN" and head.dep_ == "acl" and head.head.i == head.i - 1


def _loose(area: Words, act: Act) -> Iterator[Cited[str]]:
    for match in _LOOSE.finditer(area.text):
        token = area.token(match.start())
        described = match[0].startswith("based") and _DESCRIBED.search(area.text[: match.start()])
        if described or is_of_clause(token, act):
            continue
        named = _named(area, match)
        if named and _NORM.match(named.value):
            yield named


def _named(area: Words, opening: re.Match[str]) -> Cited[str] | None:
    """The name of the standard after the words that open it; None where another term follows at once."""
    start = opening.end()
    end = area.up_to_next_term(start, area.phrase_end(opening.start()))
    if other := _BESIDE.search(area.text, start, end):
        end = other.start()
    places = (token.idx - area.start for token in area.inside(start, end) if token.tag_ in _GIVES_WAY)
    stop = next(places, end)
    return area.cited(start, stop) if any(token.is_alpha for token in area.inside(start, stop)) else None
