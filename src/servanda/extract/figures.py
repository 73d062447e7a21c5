"""Figures: the quantities that a text states, with bound, period and source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from servanda.dates import find_dates
from servanda.extract.amounts import BOUND_AFTER, PERCENT, TIMES, Amount, find_amounts
from servanda.extract.currencies import currency
from servanda.extract.mentions import Found, Gazetteer
from servanda.extract.parser import Parsed
from servanda.model import Cited, Entity, Figure, Period

_BOUNDS = tuple(
    (re.compile(rf"\b(?:{words}),?(?: an?)? ?$", re.IGNORECASE), bound)
    for words, bound in (
        ("at least|(?:no|not) (?:fewer|less) than|a minimum of|at a minimum", "at least"),
        ("(?:no|not) more than|at most|up to|a maximum of|not exceeding|as (?:many|much) as", "at most"),
        ("more than|over|exceeding|in excess of|upwards of|above|beyond", "more than"),
        ("less than|fewer than|under|below", "less than"),
        ("about|approximately|around|close to|nearly|almost|roughly|some", "about"),
    )
)
"""The words before a number that say on which side of it the quantity lies."""

_PER = re.compile(
    r"(?:(?: of(?: [^\W\d][\w-]*){1,3}?)? (?:per|an?|each|every) | ?/ ?)"
    r"(?P<unit>annum|year|quarter|month|week|day|hour|second|capita|person|household|hectare|barrel|ton|tonne)\b"
    r"| (?P<adverb>annually|yearly|monthly|weekly|daily|hourly)\b",
    re.IGNORECASE,
)
_EACH = {
    "annum": "year",
    "annually": "year",
    "capita": "person",
    "daily": "day",
    "hourly": "hour",
    "monthly": "month",
    "weekly": "week",
    "yearly": "year",
}
_IN = re.compile(
    r"\b(?:in|during|for|throughout) (?:the )?(?:(?:fiscal|financial|calendar) year )?$", re.IGNORECASE
)
_SINCE = re.compile(r"\bsince (?:the )?$", re.IGNORECASE)
_LIMIT = re.compile(r"\b(?:by|before|until|after|from|than|over|of|to) (?:the )?$", re.IGNORECASE)
_COUNTING = frozenset("calculate count detail document estimate find record register report".split())
"""Verbs by which a body gives a figure in any tense; another verb does so for what was done."""


def find_figures(
    parsed: Parsed, mentions: tuple[Found, ...], gazetteer: Gazetteer, anchor: date | None
) -> Iterator[Figure]:
    """The figures of a passage, in order; no two share words.

    A figure is an amount of money, a share, a multiple ("halve"), a measure, or a number of ten or more
    with the things that it counts. Dates, numbers of paragraphs and resolutions, ages and lengths of time
    are none. Its period is the nearest that its clause or the opening of its sentence names, its source
    the body that counted. Whether it is a target is not for a figure to say: the statement in whose
    action it stands has the force and the deadline.
    """
    bodies = [m for m in mentions if gazetteer.is_a(m.entity, "Institution") and not m.adjective]
    for amount in find_amounts(parsed.doc, anchor):
        yield _figure(parsed, amount, bodies, anchor)


def _figure(parsed: Parsed, amount: Amount, bodies: list[Found], anchor: date | None) -> Figure:
    """The figure that an amount and the words around it make."""
    doc, text = parsed.doc, parsed.doc.text
    tokens = _tokens(doc, amount)
    sentence = tokens[0].sent
    first, bound = _bound_before(text, sentence.start_char, amount)
    if amount.unit == TIMES and len(tokens) == 1:
        first = amount.start  # "at least halve": an action begins with its verb, and holds its figures
    end = amount.end
    if amount.unit == PERCENT:
        end = _noun_end(tokens, end)
    if behind := BOUND_AFTER.match(text, end) or BOUND_AFTER.search(text, amount.start, end):
        end, bound = max(end, behind.end()), bound or ("at least" if behind["up"] else "at most")
    per = _PER.match(text, end)
    if per:
        end = per.end()
    each = per and (per["unit"] or per["adverb"]).lower()
    return Figure(
        span=parsed.passage.reading.span(first, end),
        passage=parsed.place,
        value=amount.value,
        unit=" ".join(amount.unit.split()),
        upper=amount.upper,
        bound=bound,
        per=_EACH.get(each, each) if each else None,
        period=_period(parsed, sentence, tokens, anchor),
        source=_source(tokens.root, sentence, bodies, money=bool(currency(amount.unit))),
    )


def _tokens(doc: Doc, amount: Amount) -> Tokens:
    """The tokens that hold the words of an amount."""
    inside = [one.i for one in doc if one.idx < amount.end and amount.start < one.idx + len(one)]
    return doc[inside[0] : inside[-1] + 1]


def _bound_before(text: str, limit: int, amount: Amount) -> tuple[int, str | None]:
    """Where the words of a figure begin, and on which side of its value they say that it lies."""
    before = text[limit : amount.start]
    for pattern, bound in _BOUNDS:
        if match := pattern.search(before):
            return limit + match.start(), bound
    return amount.start, None


def _noun_end(tokens: Tokens, end: int) -> int:
    """The end of a percentage with the noun right behind it: "a 32% increase"."""
    after = tokens.end
    while after < tokens.sent.end and tokens.doc[after].pos_ == "NOUN":
        after += 1
    return max(end, tokens.doc[after - 1].idx + len(tokens.doc[after - 1]))


def _period(parsed: Parsed, sentence: Tokens, tokens: Tokens, anchor: date | None) -> Cited[Period] | None:
    """The nearest period: behind the figure within its clause, else before it.

    One before the figure stands in its clause, or opens the sentence.
    """
    text, start, own = sentence.text, sentence.start_char, frozenset(tokens.root.ancestors)
    before, after, seen = None, None, False
    for found in find_dates(text, anchor):
        first, end = start + found.start, start + found.end
        words = text[found.start : found.end]
        period = _as_period(text[: found.start], words, found.period, found.role, anchor)
        cited = Cited(period, parsed.passage.reading.span(first, end)) if period else None
        if end <= tokens.start_char and cited:
            opens = not _clause_begins(sentence, start, first)
            beside = not _clause_begins(sentence, end, tokens.start_char, marks=", ;")
            before = cited if opens or beside else before
        elif first >= tokens.end_char and not seen:
            seen = True
            after = None if _clause_begins(sentence, tokens.end_char, first, own) else cited
    return after or before


def _as_period(
    before: str, words: str, period: Period, role: str | None, anchor: date | None
) -> Period | None:
    """The period that a date expression names behind the words `before`; None for a limit or a mere date."""
    if _SINCE.search(before):
        return Period(period.start, anchor) if anchor and period.start <= anchor else None
    if _LIMIT.search(before):
        return None
    relative = words.lower().startswith(("this ", "next "))
    return period if role == "period" or relative or _IN.search(before) else None


def _clause_begins(
    sentence: Tokens, start: int, end: int, own: frozenset[Token] = frozenset(), marks: str = ""
) -> bool:
    """Whether a verb but the figure's `own`, one of `marks` or ", with" stands between two characters."""
    between = [token for token in sentence if start <= token.idx < end]
    return any(
        (token.pos_ in ("VERB", "AUX") and token not in own and token.head not in own)
        or token.text in marks.split()
        or (token.lower_ == "with" and token.i > sentence.start and token.nbor(-1).text == ",")
        for token in between
    )


def _source(root: Token, sentence: Tokens, bodies: list[Found], *, money: bool) -> Entity | None:
    """The body that counted: it did what the figure is of, or the figure is told after it.

    Who gives or gets money has not counted it.
    """
    for told in (one for one in bodies if sentence.start <= one.first < sentence.end):
        if "according to" in root.doc[max(told.first - 3, 0) : told.first].text.lower():
            return told.entity
    for verb in (one for one in root.ancestors if one.pos_ == "VERB"):
        counted = verb.lemma_.lower() in _COUNTING
        if verb.tag_ == "VB" and not counted:
            return None
        subjects = {one.i for child in verb.children if child.dep_ == "nsubj" for one in child.subtree}
        body = next((one for one in bodies if one.end - 1 in subjects or one.end == verb.i), None)
        if body is not None and (counted or (not money and verb.tag_ in ("VBD", "VBN"))):
            return body.entity
    return None
