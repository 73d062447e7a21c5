"""Figures: the quantities that a text states, with bound, period and source."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from servanda.dates import find_dates
from servanda.extract.amounts import BOUND_AFTER, PERCENT, TIMES, Amount, find_amounts
from servanda.extract.currencies import currency
from servanda.extract.found import Found
from servanda.extract.mentions import Gazetteer
from servanda.extract.parser import Parsed
from servanda.extract.phrases import starting, token_at
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
_REACH = 60
"""How many characters before a number or a date the words can begin that say what it is."""
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
    text, sentence = parsed.doc.text, None
    for amount in find_amounts(parsed.doc, anchor):
        tokens = parsed.doc[token_at(parsed.doc, amount.start).i : starting(parsed.doc, amount.end)]
        if sentence is None or tokens.start >= sentence.words.end:
            sentence = _Sentence.of(parsed, tokens[0].sent, anchor)
        yield _figure(parsed, amount, _Words(text, tokens, sentence), bodies)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence with the dates in it: where each begins and ends, and the period that it names, if any.

    `clauses` is where its second clause begins, or its end.
    """

    words: Tokens
    dates: tuple[tuple[int, int, Cited[Period] | None], ...]
    clauses: int

    @classmethod
    def of(cls, parsed: Parsed, words: Tokens, anchor: date | None) -> _Sentence:
        """A sentence of a passage."""
        text, start, dates = words.text, words.start_char, []
        for found in find_dates(text, anchor):
            before = text[max(found.start - _REACH, 0) : found.start]
            period = _as_period(before, text[found.start : found.end], found.period, found.role, anchor)
            first, end = start + found.start, start + found.end
            cited = Cited(period, parsed.passage.reading.span(first, end)) if period else None
            dates.append((first, end, cited))
        clauses = next((token.idx for token in words if _opens_clause(token, words)), words.end_char)
        return cls(words, tuple(dates), clauses)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of an amount, in the sentence that they stand in, and the text of the passage."""

    text: str
    tokens: Tokens
    sentence: _Sentence


def _figure(parsed: Parsed, amount: Amount, words: _Words, bodies: list[Found]) -> Figure:
    """The figure that an amount and the words around it make."""
    text, tokens, sentence = words.text, words.tokens, words.sentence.words
    first, bound = _bound_before(text, sentence.start_char, amount)
    if amount.unit == TIMES and len(tokens) == 1:
        first = amount.start  # "at least halve": an action begins with its verb, and holds its figures
    end = amount.end
    if amount.unit == PERCENT:
        end = _noun_end(tokens, sentence.end, end)
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
        period=_period(words.sentence, tokens),
        source=_source(tokens.root, sentence, bodies, money=bool(currency(amount.unit))),
    )


def _bound_before(text: str, limit: int, amount: Amount) -> tuple[int, str | None]:
    """Where the words of a figure begin, and on which side of its value they say that it lies."""
    first = max(limit, amount.start - _REACH)
    before = text[first : amount.start]
    for pattern, bound in _BOUNDS:
        if match := pattern.search(before):
            return first + match.start(), bound
    return amount.start, None


def _noun_end(tokens: Tokens, limit: int, end: int) -> int:
    """The end of a percentage with the noun right behind it: "a 32% increase"."""
    after = tokens.end
    while after < limit and tokens.doc[after].pos_ == "NOUN":
        after += 1
    return max(end, tokens.doc[after - 1].idx + len(tokens.doc[after - 1]))


def _period(sentence: _Sentence, tokens: Tokens) -> Cited[Period] | None:
    """The nearest period: behind the figure within its clause, else before it.

    One before the figure stands in its clause, or opens the sentence.
    """
    behind = bisect_left(sentence.dates, tokens.end_char, key=lambda one: one[0])
    if behind < len(sentence.dates):
        first, _, after = sentence.dates[behind]
        if after and not _clause_begins(sentence.words, tokens.end_char, first, tokens.root):
            return after
    named = [(first, end, cited) for first, end, cited in sentence.dates[:behind] if cited]
    before = [(first, end, cited) for first, end, cited in named if end <= tokens.start_char]
    if before and not _clause_begins(sentence.words, before[-1][1], tokens.start_char, marks=", ;"):
        return before[-1][2]
    return next((cited for first, _, cited in reversed(before) if first <= sentence.clauses), None)


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


def _clause_begins(sentence: Tokens, start: int, end: int, own: Token | None = None, marks: str = "") -> bool:
    """Whether a verb that governs not `own`, one of `marks` or ", with" stands between two characters."""
    doc = sentence.doc
    between = doc[max(starting(doc, start), sentence.start) : min(starting(doc, end), sentence.end)]
    above = frozenset(own.ancestors) if own is not None and len(between) else frozenset[Token]()
    return any(token.text in marks.split() or _opens_clause(token, sentence, above) for token in between)


def _opens_clause(token: Token, sentence: Tokens, own: frozenset[Token] = frozenset()) -> bool:
    """Whether a clause begins at a token: at a verb that is none of `own` nor depends on one, or ", with"."""
    if token.pos_ in ("VERB", "AUX") and token not in own and token.head not in own:
        return True
    return token.lower_ == "with" and token.i > sentence.start and token.nbor(-1).text == ","


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
