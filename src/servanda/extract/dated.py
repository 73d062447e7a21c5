"""When a quantity was counted, and by when it is to be reached: the dates of its sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from servanda.dates import find_dates
from servanda.extract.comparisons import Comparison
from servanda.extract.parser import Parsed
from servanda.extract.past import past_periods
from servanda.extract.phrases import starting
from servanda.model import Cited, Period

_IN = re.compile(r"\b(?:in|during|for|throughout) (?:the )?(?:calendar year )?$|[\d%] \($", re.IGNORECASE)
_SUPERLATIVE = re.compile(r"\b(?:first|\w+est)\b[\w ]{0,30} since (?:the )?$", re.IGNORECASE)
"""What tells of a record since a day, no period: "the highest level since 1945"."""

_SINCE = re.compile(r"\bsince (?:the )?$", re.IGNORECASE)
_LIMIT = re.compile(r"\b(?:by|before|until|after|from|than|over|of|to) (?:the )?$", re.IGNORECASE)
_BY_DATE = re.compile(
    r"(?:by|before|until|(?:no|not) later than|within)(?: the)?(?: year)? $|within\b|(?:no|not) later than\b",
    re.IGNORECASE,
)
_FROM_NUMBER = re.compile(r"\bfrom \S*\d")
_REACH = 60
"""How many characters before a date the words can begin that say what it is."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the dates in it: where each begins and ends, and the period that it names, if any.

    `limits` are those by whose last day something is to be reached, `clauses` is where its second clause
    begins, or its end, `anchor` the document's own date.
    """

    words: Tokens
    dates: tuple[tuple[int, int, Cited[Period] | None], ...]
    limits: tuple[tuple[int, Cited[date]], ...]
    clauses: int
    anchor: date | None

    @classmethod
    def of(cls, parsed: Parsed, words: Tokens, anchor: date | None) -> Sentence:
        """A sentence of a passage."""
        text, start, dates, limits = words.text, words.start_char, [], []
        for found in sorted(
            (*find_dates(text, anchor), *past_periods(text, anchor)), key=lambda one: one.start
        ):
            before = text[max(found.start - _REACH, 0) : found.start]
            period = _as_period(before, text[found.start : found.end], found.period, found.role, anchor)
            first, end = start + found.start, start + found.end
            span = parsed.passage.reading.span(first, end)
            dates.append((first, end, Cited(period, span) if period else None))
            if _BY_DATE.search(before) or _BY_DATE.match(text, found.start):
                limits.append((first, Cited(found.period.end, span)))
        clauses = next((token.idx for token in words if _opens_clause(token, words)), words.end_char)
        return cls(words, tuple(dates), tuple(limits), clauses, anchor)


def period_of(
    sentence: Sentence, tokens: Tokens, against: Comparison | None, *, change: bool
) -> Cited[Period] | None:
    """The nearest period: behind the figure within its clause, else before it.

    One before the figure stands in its clause, or opens the sentence; that of a change may stand before
    a comma. What the figure is compared with is none.
    """
    dates = [
        one for one in sentence.dates if against is None or one[1] <= against.start or against.end <= one[0]
    ]
    behind = bisect_left(dates, tokens.end_char, key=lambda one: one[0])
    if behind < len(dates):
        first, _, after = dates[behind]
        if against is None and _FROM_NUMBER.search(tokens.doc[tokens.end : starting(tokens.doc, first)].text):
            after = None
        passed = against is not None and tokens.end_char <= against.start < first
        marks = ", ; and" if passed else ""
        if after and not clause_begins(sentence.words, tokens.end_char, first, tokens.root, marks):
            return after
    named = [(first, end, cited) for first, end, cited in dates[:behind] if cited]
    before = [(first, end, cited) for first, end, cited in named if end <= tokens.start_char]
    if before and not clause_begins(
        sentence.words, before[-1][1], tokens.start_char, marks=";" if change else ", ;"
    ):
        return before[-1][2]
    return next((cited for first, _, cited in reversed(before) if first <= sentence.clauses), None)


def target_date(sentence: Sentence, end: int, until: int) -> Cited[date] | None:
    """The day by which a figure is to be reached: the nearest behind it, before another."""
    for first, cited in sentence.limits:
        if first >= until:
            return None
        if first >= end:
            return None if clause_begins(sentence.words, end, first) else cited
    return None


def clause_begins(sentence: Tokens, start: int, end: int, own: Token | None = None, marks: str = "") -> bool:
    """Whether a verb that governs not `own`, one of `marks` or ", with" stands between two characters."""
    doc = sentence.doc
    between = doc[max(starting(doc, start), sentence.start) : min(starting(doc, end), sentence.end)]
    above = frozenset(own.ancestors) if own is not None and len(between) else frozenset[Token]()
    return any(token.text in marks.split() or _opens_clause(token, sentence, above) for token in between)


def _as_period(
    before: str, words: str, period: Period, role: str | None, anchor: date | None
) -> Period | None:
    """The period that a date expression names behind the words `before`; None for a limit or a mere date."""
    if _SINCE.search(before):
        if _SUPERLATIVE.search(before):
            return None
        return Period(period.start, anchor) if anchor and period.start <= anchor else None
    if _LIMIT.search(before):
        return None
    relative = words.lower().startswith(("this ", "next "))
    return period if role == "period" or relative or _IN.search(before) else None


def _opens_clause(token: Token, sentence: Tokens, own: frozenset[Token] = frozenset()) -> bool:
    """Whether a clause begins at a token: at a verb that is none of `own` nor depends on one, or ", with"."""
    if token.pos_ in ("VERB", "AUX") and token not in own and token.head not in own:
        return True
    return token.lower_ == "with" and token.i > sentence.start and token.nbor(-1).text == ","
