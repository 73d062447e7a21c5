"""Figures: quantities of counted things that a text states, with bound, period and source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from servanda.dates import find_dates
from servanda.extract.mentions import Found, Gazetteer
from servanda.extract.parser import Parsed, sentences
from servanda.model import Cited, Figure, Period

_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_BOUNDS = (
    (
        re.compile(r"\b(at least|no (?:fewer|less) than|a minimum of)(?: a| an)?\s*$", re.IGNORECASE),
        "at least",
    ),
    (
        re.compile(r"\b(more than|over|exceeding|in excess of|upwards of|above)\s*$", re.IGNORECASE),
        "more than",
    ),
    (re.compile(r"\b(at most|up to|no more than|a maximum of)\s*$", re.IGNORECASE), "at most"),
    (re.compile(r"\b(less than|fewer than|under|below)\s*$", re.IGNORECASE), "less than"),
    (re.compile(r"\b(about|approximately|around|nearly|almost|roughly|some)\s*$", re.IGNORECASE), "about"),
)
_IN = re.compile(r"\b(in|during|for|since) $", re.IGNORECASE)
_SMALL = 10
"""Bare numbers below this count nothing worth keeping ("two countries"), nor do years and ordinals."""
_BOUND_REACH = 6
"""How many tokens before a number its bound can take."""
_YEARS = range(1800, 2101)
_TIMES = frozenset({"day", "week", "month", "year", "hour", "minute", "%"})


def find_figures(
    parsed: Parsed, mentions: tuple[Found, ...], gazetteer: Gazetteer, anchor: date | None
) -> Iterator[Figure]:
    """The figures of a passage, in order.

    A figure is a percentage, or a number of ten or more with the things it counts. Dates, numbers of
    paragraphs and resolutions, and lengths of time are none. The period and the body that a sentence
    names before a figure are those of the figure.
    """
    bodies = [m for m in mentions if gazetteer.is_a(m.entity, "Institution") and not m.adjective]
    for sentence in sentences(parsed.doc):
        figures = [(token, figure) for token in sentence if (figure := _figure(parsed, sentence, token))]
        period = _period(parsed, sentence, anchor) if figures else None
        for token, figure in figures:
            source = next((m.entity for m in bodies if sentence.start <= m.first < token.i), None)
            yield replace(figure, source=source, period=None if figure.unit == "percent" else period)


def _period(parsed: Parsed, sentence: Tokens, anchor: date | None) -> Cited[Period] | None:
    """The period that a sentence names with a preposition."""
    text, first = sentence.text, sentence.start_char
    for found in find_dates(text, anchor):
        if found.role == "period" or _IN.search(text[: found.start]):
            return Cited(found.period, parsed.passage.reading.span(first + found.start, first + found.end))
    return None


def _quantity(token: Token) -> tuple[Decimal, int] | None:
    """The value that a number token opens, and the index after its words."""
    if not _NUMBER.fullmatch(token.text) or _is_label(token):
        return None
    value, end = Decimal(token.text.replace(",", "")), token.i + 1
    if end < len(token.doc) and (scale := _SCALES.get(token.doc[end].lower_)):
        return value * scale, end + 1
    return value, end


def _is_label(token: Token) -> bool:
    """Whether a number names something instead of counting: a year, a day, "resolution 242", "COVID-19"."""
    doc, before = token.doc, token.doc[token.i - 1] if token.i else None
    if before is not None and (before.pos_ == "PROPN" or before.text in ("-", "(", "$", "€", "£", "§")):
        return True
    if before is not None and before.lemma_.lower() in (
        "paragraph",
        "article",
        "resolution",
        "section",
        "annex",
        "no.",
    ):
        return True
    after = doc[token.i + 1] if token.i + 1 < len(doc) else None
    return after is not None and (
        after.text in ("-", ")")
        or any(one.start == 0 for one in find_dates(doc[token.i : token.i + 4].text, None))
    )


def _figure(parsed: Parsed, sentence: Tokens, token: Token) -> Figure | None:
    """The figure that starts at `token`, as far as its own words tell."""
    quantity = _quantity(token)
    if quantity is None:
        return None
    value, end = quantity
    doc, start = parsed.doc, token.i
    before = doc[max(sentence.start, start - _BOUND_REACH) : start].text_with_ws
    bound, words = next(
        ((name, m[0]) for pattern, name in _BOUNDS if (m := pattern.search(before))), (None, "")
    )
    first = start - len(words.split())
    if end >= sentence.end:
        return None
    if doc[end].lower_ in ("%", "percent", "per"):
        last = _noun_end(parsed, end + (2 if doc[end].lower_ == "per" else 1), sentence.end)
        return Figure(parsed.span(first, last), parsed.place, value, "percent", bound)
    while doc[end].lower_ in ("such", "of", "more", "additional") and end + 1 < sentence.end:
        end += 1
    unit_end = _noun_end(parsed, end, sentence.end)
    unit = doc[end:unit_end].text
    counted = doc[unit_end - 1]
    if not unit or counted.pos_ not in ("NOUN", "PROPN") or counted.lemma_.lower() in _TIMES:
        return None
    if value < _SMALL or (value in _YEARS and "," not in token.text):
        return None
    return Figure(parsed.span(first, unit_end), parsed.place, value, unit, bound)


def _noun_end(parsed: Parsed, place: int, limit: int) -> int:
    """The index after the noun phrase that begins at `place`, with a noun coordinated by "or"."""
    doc, end = parsed.doc, place
    while (
        end < limit
        and doc[end].pos_ in ("ADJ", "NOUN", "PROPN", "DET")
        and doc[end].lower_ not in ("the", "this", "each")
    ):
        end += 1
        if doc[end - 1].tag_ in ("NNS", "NNPS"):
            break
    if end > place and end + 1 < limit and doc[end].lower_ == "or" and doc[end + 1].tag_ == "NNS":
        return end + 2
    return end
