"""Figures: the quantities that a text states, with bound, period and source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from servanda.extract.amounts import PERCENT, POINTS, TIMES, Amount, find_amounts
from servanda.extract.changes import DECREASE, INCREASE, change, noun_behind
from servanda.extract.comparisons import Comparison, Quantity, compared
from servanda.extract.counted import BOUND_AFTER, LASTING
from servanda.extract.currencies import currency
from servanda.extract.dated import Sentence, clause_begins, period_of, target_date
from servanda.extract.found import Found
from servanda.extract.mentions import Gazetteer
from servanda.extract.parser import Parsed
from servanda.extract.phrases import starting, token_at
from servanda.model import Baseline, Cited, Entity, Figure, Period

_BOUNDS = tuple(
    (re.compile(rf"\b(?:{words}),?(?: an?)? ?$", re.IGNORECASE), bound)
    for words, bound in (
        ("at least|(?:no|not) (?:fewer|less) than|a minimum of|at a minimum", "at least"),
        ("(?:no|not) more than|at most|up to|a maximum of|not exceeding|as (?:many|much) as", "at most"),
        ("(?<=not )exceed|capped at|limited to", "at most"),
        (
            "more than|over|in excess of|upwards of|above|beyond|(?:exceed|surpass)(?:ing|e?s|ed)?",
            "more than",
        ),
        ("less than|fewer than|under|below", "less than"),
        ("about|approximately|around|close to|nearly|almost|roughly|some|an estimated", "about"),
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
_TO = re.compile(
    r"(?P<when>(?: \(\d{4}\)| (?:in|by) (?:the )?[\w ]{2,20}?)?)"
    r" to (?:at least |over |more than |about |around |nearly |almost |between )?",
    re.IGNORECASE,
)
_FROM_TO = re.compile(r"from [\w ,.%$€£¥]{1,30}? to \S*\d", re.IGNORECASE)
_AND = re.compile(r"(?:\band|,)(?: by)? $", re.IGNORECASE)
_AS_MANY = re.compile(r"(?:\S+ times|twice) ", re.IGNORECASE)
_REACH = 60
"""How many characters before a number the words can begin that say what it is."""
_COUNTING = frozenset("calculate count detail document estimate find record register report".split())
"""Verbs by which a body gives a figure in any tense; another verb does so for what was done."""


def find_figures(
    parsed: Parsed, mentions: tuple[Found, ...], gazetteer: Gazetteer, anchor: date | None
) -> Iterator[Figure]:
    """The figures of a passage, in order; no two share words.

    A figure is an amount of money, a share, a multiple ("halve"), a measure, or a number of ten or more
    with the things that it counts. Dates, numbers of paragraphs and resolutions, ages and lengths of time
    are none, but for the time that something has lasted ("200 years of relations"). Its period is the
    nearest that its clause or the opening of its sentence names, its source the body that counted, its
    baseline what it is compared with, its target date the day by which it is to be reached. Whether it
    is a target is not for a figure to say: the statement in whose action it stands has the force.
    """
    bodies = [m for m in mentions if gazetteer.is_a(m.entity, "Institution") and not m.adjective]
    text, sentence, last = parsed.doc.text, None, None
    amounts = find_amounts(parsed.doc, anchor)
    for amount, until in zip_longest(amounts, (one.start for one in amounts[1:])):
        tokens = parsed.doc[token_at(parsed.doc, amount.start).i : starting(parsed.doc, amount.end)]
        if sentence is None or tokens.start >= sentence.words.end:
            sentence, last = Sentence.of(parsed, tokens[0].sent, anchor), None
        words = _Words(text, tokens, sentence, last, until or len(text))
        yield _figure(parsed, amount, words, bodies)
        last = amount


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of an amount, in the sentence that they stand in, and the text of the passage.

    `last` is the amount before it in the sentence, if there is one; `until` is where the next one begins.
    """

    text: str
    tokens: Tokens
    sentence: Sentence
    last: Amount | None
    until: int


def _figure(parsed: Parsed, amount: Amount, words: _Words, bodies: list[Found]) -> Figure:
    """The figure that an amount and the words around it make."""
    text, tokens, sentence, anchor = words.text, words.tokens, words.sentence.words, words.sentence.anchor
    first, bound = _bound_before(text, sentence.start_char, amount)
    if amount.unit == TIMES and len(tokens) == 1:
        first = amount.start  # "at least halve": an action begins with its verb, and holds its figures
    end = amount.end
    if amount.unit == PERCENT:
        end = _noun_end(tokens, sentence.end, end)
        measured = noun_behind(text, amount.end)
        end = max(end, measured.end()) if measured else end
    if behind := BOUND_AFTER.match(text, end) or BOUND_AFTER.search(text, amount.start, end):
        end, bound = max(end, behind.end()), bound or ("at least" if behind["up"] else "at most")
    per = _PER.match(text, end)
    if per:
        end = per.end()
    each = per and (per["unit"] or per["adverb"]).lower()
    way = _change(words, amount, first) or _same_way(words, amount, first)
    against = _from_amount(words, amount) or compared(
        text, sentence, Quantity(amount.start, end, words.until, amount.unit == TIMES or bool(way)), anchor
    )
    timed = amount.unit not in LASTING
    period = period_of(words.sentence, tokens, against, change=bool(way)) if timed else None
    return Figure(
        span=parsed.passage.reading.span(first, end),
        passage=parsed.place,
        value=amount.value,
        unit=" ".join(amount.unit.split()),
        upper=amount.upper,
        bound=bound,
        per=_EACH.get(each, each) if each else None,
        period=period,
        source=_source(tokens.root, sentence, bodies, money=bool(currency(amount.unit))),
        change=way,
        baseline=_baseline(parsed, against, period, anchor) if against else None,
        target_date=None
        if _FROM_TO.match(text, first - 5)
        else target_date(words.sentence, end, words.until),
    )


def _change(words: _Words, amount: Amount, first: int) -> str | None:
    """Which way goes what a figure tells the amount of."""
    if amount.unit == TIMES:
        multiple = _AS_MANY.match(words.text, amount.start)
        return None if multiple else INCREASE if amount.value > 1 else DECREASE
    share = amount.unit in (PERCENT, POINTS) or amount.unit.startswith("degrees")
    return change(words.text, words.tokens, first, amount.end, share=share)


def _same_way(words: _Words, amount: Amount, first: int) -> str | None:
    """The change of the share before, with which this one goes on: "by 40 percent in 2030 and 60 in 2035"."""
    last, text = words.last, words.text
    if last is None or last.unit != amount.unit or words.tokens.root.dep_.startswith("nsubj"):
        return None
    if not _AND.search(text[max(first - _REACH, 0) : first]):
        return None
    tokens = words.tokens.doc[token_at(words.tokens.doc, last.start).i : starting(words.tokens.doc, last.end)]
    if tokens.start < words.sentence.words.start or clause_begins(words.sentence.words, last.end, first):
        return None
    before = replace(words, tokens=tokens, last=None)
    return _change(before, last, _bound_before(text, words.sentence.words.start_char, last)[0])


def _from_amount(words: _Words, amount: Amount) -> Comparison | None:
    """The amount that another is reached from: "from 30 to 50 percent"."""
    text, last = words.text, words.last
    if last is None or not (to := _TO.fullmatch(text, last.end, amount.start)):
        return None
    rises = text[max(last.start - 5, 0) : last.start].lower() == "from "
    return Comparison(last.start, to.end("when"), text[last.start : to.end("when")]) if rises else None


def _baseline(
    parsed: Parsed, what: Comparison, own: Cited[Period] | None, anchor: date | None
) -> Cited[Baseline]:
    """What a figure is compared with, and the period of that."""
    baseline = Baseline(" ".join(what.text.split()), what.period(own.value if own else None, anchor))
    return Cited(baseline, parsed.passage.reading.span(what.start, what.end))


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
    if tokens.doc[after - 1].nbor(1 if after < len(tokens.doc) else 0).text == "-":  # "year-on-year"
        after -= 1
    return max(end, tokens.doc[after - 1].idx + len(tokens.doc[after - 1]))


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
