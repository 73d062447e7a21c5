"""When an act is due: its deadline and its period, as days."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import date, timedelta

from spacy.tokens import Token

from servanda.dates import DateExpression, find_dates
from servanda.extract.extent import Act
from servanda.extract.phrases import Words
from servanda.extract.subjects import subject_of
from servanda.model import Cited, Period, Span

_DEADLINE_BEFORE = re.compile(
    r"\b(?:by|until|till|through|no later than|not later than|at the latest (?:by|in|on))"
    r"(?: at (?:least|the latest))?(?: the)? $",
    re.IGNORECASE,
)
_FIRST_DAY_BEFORE = re.compile(r"\b(?:before|prior to|ahead of|in advance of)(?: the)? $", re.IGNORECASE)
_BEFORE_EVENT = re.compile(
    r"\b(?:before|prior to|ahead of|in advance of) (?:the|our|its|their|next) [^,;]{0,80}?\b(?:in|on|of) $",
    re.IGNORECASE,
)
"""An event that sets the limit, before its own date: "ahead of the summit in June 2024"."""
_PERIOD_BEFORE = re.compile(r"\b(?:in|during|on|over|throughout|for)(?: the)? $", re.IGNORECASE)
_OPEN_BEFORE = re.compile(r"\b(?:start|begin|commenc)(?:ing|s)? (?:in|on|from)(?: the)? $", re.IGNORECASE)
"""What opens a period without an end: the date that follows is no limit."""
_ASIDE_BEFORE = re.compile(r"\bnotwithstanding\b|\bin the (?:lead|run)-up to\b", re.IGNORECASE)
"""What tells of something beside the act: a date after it is that thing's."""

_QUALIFYING = ("advcl", "relcl", "acl")
"""Clauses that tell of something beside the act; one that says what it is ("ensure that") is no such."""

Due = tuple[Cited[date] | None, Cited[Period] | None]


def due(areas: tuple[Words, ...], act: Act, anchor: date | None, aside: Span | None) -> Due:
    """The deadline and the period of an act; a period that ends, and a single day, set a deadline, too.

    Days before the document's own date are no terms of an act that is still to come, nor are those
    of another clause ("as Norway takes the chair in 2023"). `aside` are the words of its purpose:
    a limit in them counts, but a period is that of what is to come of the act.
    """
    for area, found in _expressions(areas, act, anchor):
        before, span = area.text[: found.start], area.span(found.start, found.end)
        if _OPEN_BEFORE.search(before) or _ASIDE_BEFORE.search(before):
            continue
        if found.role != "limit" and (_FIRST_DAY_BEFORE.search(before) or _BEFORE_EVENT.search(before)):
            return Cited(found.period.start - timedelta(days=1), span), None
        if found.role == "limit" or _DEADLINE_BEFORE.search(before):
            return Cited(found.period.end, span), None
        named = found.role == "period" and not before.endswith("of ")
        if not (named or _PERIOD_BEFORE.search(before)) or (aside is not None and span in aside):
            continue
        if not _is_of_event(area.token(found.start), act):
            period = Cited(found.period, span) if found.period.start < found.period.end else None
            return Cited(found.period.end, span), period
    return None, None


def _is_of_event(day: Token, act: Act) -> bool:
    """Whether a date tells when something else was done, not the act: "build on the summit held in May"."""
    inner = itertools.takewhile(lambda head: head != act.verb, day.ancestors)
    return any(
        head.tag_ == "VBN"
        and head.i > act.verb.i
        and not any(child.dep_ in ("aux", "auxpass") for child in head.lefts)
        for head in inner
    )


def _expressions(
    areas: tuple[Words, ...], act: Act, anchor: date | None
) -> Iterator[tuple[Words, DateExpression]]:
    for area in areas:
        for found in find_dates(area.text, anchor):
            past = anchor is not None and found.period.end < anchor
            if not past and not is_of_clause(area.token(found.start), act):
                yield area, found


def is_of_clause(token: Token, act: Act) -> bool:
    """Whether a token stands in a clause within the action that has a subject of its own."""
    for head in token.ancestors:
        if head == act.verb:
            return False
        own = head.dep_ in _QUALIFYING or (head.dep_ == "conj" and head.head.dep_ in _QUALIFYING)
        if own and head.i > act.verb.i and subject_of(head) is not None and not _is_infinitive(head):
            return True
    return False


def _is_infinitive(verb: Token) -> bool:
    """Whether a verb stands after "to": its subject is whoever is to do the act ("invites Chile to meet")."""
    return any(child.tag_ == "TO" for child in verb.lefts)
