"""The quantities that the words of a passage give, before it is known what is said of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from spacy.tokens import Doc, Token

from servanda.dates import DateExpression, find_dates
from servanda.extract.changes import direction
from servanda.extract.counted import MEASURES, TIME, counted, is_label, is_worth, openers, things
from servanda.extract.currencies import CODE, NAME, SIGN, currency, reads_as_word
from servanda.extract.numerals import (
    FRACTION,
    MONEY_NUMBER,
    NUMBER,
    plain,
    read_fraction,
    read_number,
    rounded,
    scale_of,
)
from servanda.extract.phrases import token_at

PERCENT, POINTS, TIMES = "percent", "percentage points", "times"
_LARGE = 1000
_YEARS = frozenset(map(str, range(1800, 2101)))
_IN_YEAR = re.compile(r"\b(?:in|of|since|during) $", re.IGNORECASE)
_REACH = 40
"""How many characters before a number the words can begin that say what it is."""

_OPEN = r"(?<![\w/:.,$€£#§№–-])(?P<between>between )?"
_CLOSE = r"(?!\w|[-‑][a-z]|[.,:/]\d)"
_SEPARATOR = r"(?(between) and |(?: ?[-‑–—] ?| to ))"
_PERCENT = r" ?%|[ -]per ?cent\b"
_HYPHENED = (
    r"[-‑]degree(?:[ -](?:[CF]|Celsius|Fahrenheit)\b|(?= (?:temperature|warming|limit|target|goal)))"
    r"|[-‑](?:acre|hectare|gigawatt|megawatt|kilowatt|tonne|ton|barrel)\b"
)
"""Measures that are part of an adjective: "a 500-megawatt plant"."""

_SYMBOL = (
    r"(?:°|degrees?\b)(?: ?(?:[CF]|Celsius|Centigrade|Fahrenheit)\b)?"
    r"|(?-i:(?:[kMGT]W(?:h|p)?|[kMGT]?t(?:CO2e?)?|bcm|mcm|km²?|k?g|ha|[kMG]bps)\b)"
)
"""Measures that are written like no noun, with capitals where they belong."""

_MONEY = re.compile(
    rf"{_OPEN}(?P<sign>{SIGN}|{CODE} ?)(?P<low>{MONEY_NUMBER})"
    rf"(?:{_SEPARATOR}(?P<top>(?:{SIGN}|{CODE} ?)?(?P<high>{MONEY_NUMBER})))?"
    rf"(?P<after>[ -](?:{NAME}|{CODE}))?{_CLOSE}",
    re.IGNORECASE,
)
_COUNT = re.compile(
    rf"{_OPEN}(?P<low>{NUMBER})(?:(?:{_PERCENT}| {NAME})?{_SEPARATOR}(?P<top>(?P<high>{NUMBER})))?"
    rf"(?P<after>[ -](?:{NAME}|{CODE})| ?[€£¥₹]|{_PERCENT}"
    rf"|[ -](?:percentage[ -]points?|points)\b|{_HYPHENED}| ?(?:{_SYMBOL}))?{_CLOSE}",
    re.IGNORECASE,
)
_RATE = re.compile(
    rf"{_OPEN}(?P<low>{NUMBER}) (?P<of>per (?:100|1[, ]?000|100?[, ]?000|million)(?: live)? [a-z]+)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(rf"(?<![\w-]){FRACTION}", re.IGNORECASE)
_OF_NUMBER = re.compile(r" of \d")
_OF_WHAT = re.compile(r" (?:of|the|its|their|our|all|these|those)\b|-? ?majority\b", re.IGNORECASE)
_BY = re.compile(r"\b(?:by|in)(?: (?:at least|up to|more than|about))? $", re.IGNORECASE)
_TO = re.compile(
    r"\b(?:by|to|at least|at most|more than|less than|up to|about|nearly|almost) $", re.IGNORECASE
)
_ORDINAL = re.compile(
    r"[\w -]*(?:ty|hundred)[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b(?!-)",
    re.IGNORECASE,
)
"""What a number in words is the beginning of, no number of things: "Fifty Third Conference"."""

_OTHER_HALF = re.compile(r"\b(?:first|second|other|latter|former|last|next|better) $", re.IGNORECASE)
_MULTIPLE = re.compile(
    rf"(?<![\w-])(?:(?P<verb>halv|half|doubl|tripl|trebl|quadrupl|quintupl)(?:es?|ed|ing)?"
    rf"|(?P<factor>by a factor of (?P<of>{NUMBER}))"
    rf"|(?P<fold>\d+|[a-z]+?)[ -]?fold"
    rf"|(?P<times>{NUMBER}) times(?= (?:as|more|higher|larger|greater|faster|the|its|their|that)\b)"
    rf"|(?P<twice>twice)(?= (?:as|the|its|their|that)\b))\b(?!-)",
    re.IGNORECASE,
)
_MULTIPLES = {"halv": "0.5", "half": "0.5", "doubl": "2", "tripl": "3", "trebl": "3"} | {
    "quadrupl": "4",
    "quintupl": "5",
}
_ADJECTIVE_BEFORE = frozenset(
    "bottom citizenship counting crisis criminality digit entry helix jeopardy nationality planetary standard"
    " standards tax taxation track transition win".split()
)
"""What is double or triple by itself: no act."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity at the characters `start` to `end` of a passage; a range up to `upper`, if it is one."""

    start: int
    end: int
    value: Decimal
    unit: str
    upper: Decimal | None = None


def find_amounts(doc: Doc, anchor: date | None) -> list[Amount]:
    """The quantities of a passage, in order, none overlapping another.

    `anchor` is the document's own date: what is read as a date with it counts nothing.
    """
    text, found = doc.text, list[Amount]()
    for amounts in (
        _money(text),
        _multiples(doc, text),
        _shares(doc, text),
        _rates(text),
        _measured(text),
    ):
        found += _apart(amounts, found)
    if counts := _apart(_counts(doc, text), found):
        found += _apart(counts, find_dates(text, anchor or date(2000, 1, 1)))
    return sorted(found, key=lambda amount: amount.start)


def _apart(amounts: Iterable[Amount], others: Iterable[Amount | DateExpression]) -> list[Amount]:
    """The amounts that share no words with one of the others."""
    taken = {place for one in others for place in range(one.start, one.end)}
    return [amount for amount in amounts if taken.isdisjoint(range(amount.start, amount.end))]


def _money(text: str) -> Iterator[Amount]:
    """Amounts with the sign or the code of a currency before them."""
    for match in _MONEY.finditer(text):
        sign = match["sign"].strip()
        if reads_as_word(sign) and scale_of(match["low"]) == 1 and read_number(match["low"]) < _LARGE:
            continue
        named = currency((match["after"] or "").strip(" -"))
        if unit := named or currency(sign):
            yield from _spread(
                match, unit, match.end() if named else match.end("high" if match["high"] else "low")
            )


def _multiples(doc: Doc, text: str) -> Iterator[Amount]:
    """How many times as much as before something is to be: "halve", "threefold", "by a factor of ten"."""
    for match in _MULTIPLE.finditer(text):
        token = token_at(doc, match.start())
        if match["verb"]:
            if _acts(token, match[0].lower()):
                yield Amount(*match.span(), Decimal(_MULTIPLES[match["verb"].lower()]), TIMES)
            continue
        words = "two" if match["twice"] else match["of"] or match["fold"] or match["times"]
        if not re.fullmatch(NUMBER, words, re.IGNORECASE) or not (value := read_number(words)):
            continue
        way = direction(token)
        if match["fold"] and not way:
            continue  # "a twofold aim" has two parts
        if match["factor"] and way < 0:
            value = rounded(1 / value)
        yield Amount(*match.span(), value, TIMES)


def _acts(token: Token, word: str) -> bool:
    """Whether a word such as "double" is a verb; the parser takes many for adjectives."""
    before, after = token.doc[max(token.i - 1, 0)], token.doc[min(token.i + 1, len(token.doc) - 1)]
    led = before.tag_ in ("TO", "MD") or before.lower_ in ("to", "least")
    if word == "half":
        return led and after.tag_ == "NNS"
    if after.lower_ in _ADJECTIVE_BEFORE:
        return False
    return led or token.pos_ == "VERB" or word.startswith("halv") or word.endswith("ing")


def _shares(doc: Doc, text: str) -> Iterator[Amount]:
    """Shares in words; by how much something changes is how many times as much it is to be."""
    for match in _SHARE.finditer(text):
        before = text[max(match.start() - _REACH, 0) : match.start()]
        if _OTHER_HALF.search(before) or _OF_NUMBER.match(text, match.end()):
            continue
        share, of = read_fraction(match), _OF_WHAT.match(text, match.end())
        follows = token_at(doc, of.end() - 1 if of else match.end() + 1)
        if (of and _of_time(follows)) or (not of and follows.pos_ in ("NOUN", "PROPN", "ADJ")):
            continue  # "half of the year", "to a third State"
        if way := _BY.search(before) and direction(token_at(doc, match.start())):
            yield Amount(*match.span(), rounded(1 + way * share), TIMES)
        elif of or _TO.search(before):
            yield Amount(*match.span(), rounded(100 * share), PERCENT)


def _of_time(token: Token) -> bool:
    """Whether "half of the …" goes on with a length of time."""
    return any(one.lemma_.lower() in TIME for one in token.doc[token.i : token.i + 3])


def _rates(text: str) -> Iterator[Amount]:
    """So many in a thousand: "70 per 100,000 live births"."""
    for match in _RATE.finditer(text):
        yield Amount(match.start("low"), match.end(), read_number(match["low"]), match["of"])


def _measured(text: str) -> Iterator[Amount]:
    """Percentages, measures, and amounts with the name of a currency behind them."""
    for match in _COUNT.finditer(text):
        if after := (match["after"] or "").strip(" -‑"):
            yield from _spread(match, currency(after) or _unit_of(after), match.end())


def _counts(doc: Doc, text: str) -> Iterator[Amount]:
    """Numbers of things."""
    matches = list(_COUNT.finditer(text))
    before = openers(doc) if matches else []
    for match in matches:
        token = token_at(doc, match.start("low"))
        if match["after"] or _ORDINAL.match(match.string, match.start("low")):
            continue
        if is_label(token, doc[: before[token.i] + 1], match["low"]):
            continue
        thing = counted(doc, match)
        if thing is None:
            continue
        for amount in _spread(match, things(thing), thing.end_char):
            if is_worth(amount.upper or amount.value, thing[-1], match):
                yield amount


def _unit_of(after: str) -> str:
    """The unit that words other than a noun right behind a number stand for."""
    if degrees := re.match(r"(?:°|degrees?) ?(\w?)", after, re.IGNORECASE):
        return {"C": "degrees Celsius", "F": "degrees Fahrenheit"}.get(degrees[1].upper(), "degrees")
    if after.lower() in MEASURES and not after.lower().startswith("bcm"):
        return f"{after.lower()}s"
    if after.lower().endswith(("point", "points")):
        return POINTS
    return PERCENT if after == "%" or after.lower().startswith("per") else after


def _spread(match: re.Match[str], unit: str, end: int) -> Iterator[Amount]:
    """One amount, or a range; two of them where the text goes from the one to the other."""
    start = match.start("sign") if "sign" in match.groupdict() else match.start("low")
    low, high = match["low"], match["high"]
    if high is None:
        yield Amount(start, end, read_number(low), unit)
        return
    value, upper = read_number(low), read_number(high)
    if scale_of(low) == 1 and value * scale_of(high) < upper:
        value = plain(value * scale_of(high))
    before = match.string[max(match.start() - _REACH, 0) : match.start()]
    if upper < value and low in _YEARS and _IN_YEAR.search(before):
        yield Amount(match.start("top"), end, upper, unit)  # "from 30 percent in 2005 to 50 percent"
        return
    goes = before.lower().endswith("from ") and " to " in match[0].lower()
    if goes or upper <= value:
        yield Amount(start, match.end("low"), value, unit)
        yield Amount(match.start("top"), end, upper, unit)
    else:
        yield Amount(match.start(), end, value, unit, upper)
