"""The terms of an act: its condition, dates, timing, purpose and standard, and what it refers back to.

Each pattern stands here once, as data. A term is read from the words of its own act: those before
the act's verb in the sentence (shared by coordinated acts) and those of the action.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from spacy.tokens import Token

from servanda.dates import DateExpression, find_dates
from servanda.extract.coordination import VERB_FORMS
from servanda.extract.extent import Act
from servanda.extract.parser import Parsed
from servanda.extract.predicates import subject_of
from servanda.model import Cited, Period, Reference, Span, Terms

_AVAILABLE = (
    r"(?:necessary|needed|required|requested|possible|appropriate|applicable|relevant|feasible"
    r"|warranted|agreed)"
)
_CONDITION = re.compile(
    rf"\b(?:if|where|when|whenever|wherever)(?: and (?:when|where|as|if))? {_AVAILABLE}\b"
    r"|\bas (?:appropriate|necessary|needed|required|requested|applicable|warranted)\b"
    r"|\b(?:in the event\b|in case\b|provided that\b|on (?:the )?condition that\b|subject to\b|unless\b|if\b"
    r"|(?:contingent|conditional) (?:up)?on\b|(?:so|as) long as\b|only if\b)[^,;]*",
    re.IGNORECASE,
)
_TIMING = re.compile(
    r"\b(?:immediately|promptly|swiftly|urgently|forthwith|soon|regularly|annually|semi-?annually|quarterly"
    r"|without (?:further |undue |any further )?delay|as a matter of urgency|at the earliest \w+"
    r"|in the near future"
    r"|as (?:soon|quickly|expeditiously|rapidly|early|promptly) as (?:possible|practicable|feasible)"
    r"|(?:in|over|during) the (?:coming|next|following) (?:few |several )?(?:days|weeks|months|years)"
    r"|every (?:\w+ )?(?:years?|months?|weeks?|quarter)|twice a year"
    r"|on an? (?:regular|daily|annual|rolling) basis|(?:later )?this (?:year|month|week))\b",
    re.IGNORECASE,
)
_PURPOSE = re.compile(
    r"\b(?:in order to|so as to|with (?:a|the) (?:view|aim|goal|purpose|intent|objective) (?:to|of)"
    r"|for the purpose of|so that)\b[^;]*",
    re.IGNORECASE,
)
_STANDARD = re.compile(
    r"\b(?:(?:in (?:full )?(?:accordance|compliance|conformity|line|keeping) with|according to|pursuant to"
    r"|consistent with|based (?:up)?on|on the basis of) |(?:with|in) (?=(?:\w+ )?respect (?:for|of) ))"
    r"(?P<standard>[^,;]*)",
    re.IGNORECASE,
)
_STANDARDS = re.compile(
    r"\b(?:laws?|legislation|principles?|obligations?|provisions?|charter|treat(?:y|ies)|resolutions?"
    r"|conventions?|rules|norms?|standards?|rights|constitutions?|agreements?|instruments?|needs|sovereignt(?:y|ies)|decisions?)\b",
    re.IGNORECASE,
)
_OF_PURPOSE = ("advcl", "acl", "relcl")
_DEADLINE_BEFORE = re.compile(r"\b(?:by|until|no later than|not later than)(?: the)? $", re.IGNORECASE)
_FIRST_DAY_BEFORE = re.compile(r"\b(?:before|prior to)(?: the)? $", re.IGNORECASE)
_PERIOD_BEFORE = re.compile(r"\b(?:in|during|on|over|throughout|for)(?: the)? $", re.IGNORECASE)
_DATED_BEFORE = re.compile(r"\b(?:of|from|dated|on) $", re.IGNORECASE)
_INSTRUMENTS = (
    r"statements?|declarations?|decisions?|resolutions?|communiqu[eé]s?|agreements?|accords?|treat(?:y|ies)"
)
_REFERRED = re.compile(
    rf"\b(?:(?:the|their|its|our|previous|earlier|prior|joint) )*(?:{_INSTRUMENTS})\b[^,;]*?$", re.IGNORECASE
)
_REFERRED_REACH = 100
"""How many characters before its date an earlier document can be named."""
_NUMBERED = re.compile(r"\bresolutions? \d+ \(\d{4}\)(?: of \d{1,2} [A-Z][a-z]+ \d{4})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Words:
    """A stretch of a passage's cleaned text that belongs to an act."""

    parsed: Parsed
    start: int
    text: str

    def token(self, start: int) -> Token:
        """The token at the character `start` of these words."""
        place = self.start + start
        return next(token for token in self.parsed.doc if place < token.idx + len(token))

    def cited(self, match: re.Match[str], group: int | str = 0) -> Cited[str]:
        """The words of a match, without white space and punctuation at their end, and their span."""
        text = match[group].rstrip(" ,;.")
        return Cited(text, self.span(match.start(group), match.start(group) + len(text)))

    def span(self, start: int, end: int) -> Span:
        """The stretch of the source behind the characters `start` to `end` of these words."""
        return self.parsed.passage.reading.span(self.start + start, self.start + end)


def read_terms(parsed: Parsed, fronts: tuple[range, ...], act: Act, anchor: date | None) -> Terms:
    """The terms in the tokens of `fronts`, those before the act's subject and verb, and of the action.

    `anchor` is the document's own date, from which relative dates are counted. An assertive or
    expressive act has no terms of its own: a condition in it belongs to what it asserts.
    """
    action = _words(parsed, range(act.start, act.end))
    stretches = (action, *(_words(parsed, front) for front in fronts if front))
    refers_to = tuple(reference for words in stretches for reference in _references(words, anchor))
    if act.force in ("position", "recognition", "endorsement"):
        return Terms(refers_to=refers_to)
    areas = (action, *(words for front in fronts for words in _adverbials(parsed, front)))
    deadline, period = _dates(areas, act, anchor)
    return Terms(
        condition=_first(_CONDITION, stretches),
        deadline=deadline if act.force != "permission" else None,  # what may be done cannot be overdue
        period=period,
        timing=_first(_TIMING, areas),
        purpose=_purpose(parsed, fronts, act) if act.frame != "clause" else None,
        in_accordance_with=_standard(stretches),
        refers_to=refers_to,
    )


def under(terms: Terms, lead_in: Terms) -> Terms:
    """The terms, with the deadline and period of the lead-in over them if they have none."""
    if terms.deadline or terms.period:
        return terms
    return replace(terms, deadline=lead_in.deadline, period=lead_in.period)


def _adverbials(parsed: Parsed, front: range) -> Iterator[_Words]:
    """The phrases before the act that qualify its verb: not the subject, and no clauses ("when we meet")."""
    for token in parsed.doc[front.start : front.stop]:
        if (
            token.dep_ in ("prep", "npadvmod", "advmod")
            and token.head.i >= front.start
            and token.pos_ != "VERB"
        ):
            phrase = range(max(token.left_edge.i, front.start), min(token.right_edge.i + 1, front.stop))
            if token.head.pos_ in ("VERB", "AUX") and token.head.dep_ in ("ROOT", "conj", "ccomp"):
                yield _words(parsed, phrase)


def _words(parsed: Parsed, tokens: range) -> _Words:
    piece = parsed.doc[tokens.start : tokens.stop]
    return _Words(parsed, piece.start_char, piece.text)


def _first(pattern: re.Pattern[str], areas: tuple[_Words, ...]) -> Cited[str] | None:
    matches = ((area, match) for area in areas for match in pattern.finditer(area.text))
    return next((area.cited(match) for area, match in matches), None)


def _standard(areas: tuple[_Words, ...]) -> Cited[str] | None:
    """What the act is to accord with: the noun phrase, if it names a law, a principle or the like."""
    matches = ((area, match) for area in areas for match in _STANDARD.finditer(area.text))
    return next((area.cited(m, "standard") for area, m in matches if _STANDARDS.search(m["standard"])), None)


def _purpose(parsed: Parsed, fronts: tuple[range, ...], act: Act) -> Cited[str] | None:
    """What an act is for: words like "in order to", else an infinitive before the subject or within."""
    doc = parsed.doc
    if named := _first(_PURPOSE, (_words(parsed, range(act.start, act.end)),)):
        return named
    for front in fronts:
        first = next((token for token in doc[front.start : front.stop] if token.is_alpha), None)
        if first is not None and first.tag_ == "TO":
            return _cited(parsed, first.i, _purpose_end(parsed, first.i, front.stop))
    found = None
    for token in doc[act.verb.i + 1 : act.end]:
        if found is not None and _closes(token):
            break
        if token.tag_ == "TO" and token.head.tag_ in VERB_FORMS and token.head.dep_ in _OF_PURPOSE:
            found = token.i
    if found is not None and found + 2 < act.end:
        return _cited(parsed, found, _purpose_end(parsed, found, act.end))
    return None


def _purpose_end(parsed: Parsed, first: int, limit: int) -> int:
    """Where a purpose ends: before a comma that opens something else, not within a list."""
    end = next((token.i for token in parsed.doc[first:limit] if _closes(token)), limit)
    while parsed.doc[end - 1].is_punct and end - 1 > first:
        end -= 1
    return end


def _closes(token: Token) -> bool:
    """Whether a mark ends a phrase: a semicolon, or a comma before "to", "which", "-ing" or a subject."""
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if token.text != "," or following is None:
        return token.text == ";"
    return following.tag_ in ("TO", "VBG", "WDT", "PRP", "DT", "IN") or following.dep_ == "nsubj"


def _cited(parsed: Parsed, first: int, end: int) -> Cited[str]:
    return Cited(parsed.words(first, end), parsed.span(first, end))


def _dates(
    areas: tuple[_Words, ...], act: Act, anchor: date | None
) -> tuple[Cited[date] | None, Cited[Period] | None]:
    """The deadline and the period of an act; a period that ends sets a deadline, too.

    Days before the document's own date are no terms of an act that is still to come, nor are those
    of another clause ("as Norway takes the chair in 2023").
    """
    for area in areas:
        for found in find_dates(area.text, anchor):
            past = anchor is not None and found.period.end < anchor
            if past or _is_of_clause(area.token(found.start), act):
                continue
            before, span = area.text[: found.start], area.span(found.start, found.end)
            if found.role is None and _FIRST_DAY_BEFORE.search(before):
                return Cited(found.period.start - timedelta(days=1), span), None
            if found.role == "limit" or _DEADLINE_BEFORE.search(before):
                return Cited(found.period.end, span), None
            if found.role == "period" or _PERIOD_BEFORE.search(before):
                return Cited(found.period.end, span), Cited(found.period, span)
    return None, None


def _is_of_clause(token: Token, act: Act) -> bool:
    """Whether a token stands in a clause within the action that has a subject of its own."""
    between = itertools.takewhile(lambda head: head != act.verb, token.ancestors)
    return any(head.i > act.verb.i and subject_of(head) is not None for head in between)


def _references(area: _Words, anchor: date | None) -> Iterator[Reference]:
    """Earlier statements, decisions and resolutions that the words point to."""
    numbered = tuple(_NUMBERED.finditer(area.text))
    for match in numbered:
        yield Reference(area.cited(match).span, next((_day(one) for one in find_dates(match[0], None)), None))
    for found in find_dates(area.text, anchor):
        before = area.text[: found.start]
        if any(match.start() <= found.start < match.end() for match in numbered) or not _DATED_BEFORE.search(
            before
        ):
            continue
        first = max(0, found.start - _REFERRED_REACH)
        if named := _REFERRED.search(before[first:]):
            yield Reference(area.span(first + named.start(), found.end), _day(found))


def _day(found: DateExpression) -> date | None:
    return found.period.start if found.period.start == found.period.end else None
