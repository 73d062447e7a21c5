"""Dates and periods as declarations write them, read relative to the document's own date.

A small grammar of our own: fuzzy date parsers read "within 90 days" as a year. Only what the words
settle is read; "in the coming weeks" or "soon" is no date.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from servanda.model import Period

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTH = rf"(?P<month>{'|'.join(name.capitalize() for name in _MONTHS)})"
_ONES = tuple("one two three four five six seven eight nine".split())
_TEENS = tuple("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split())
_TENS = tuple("twenty thirty forty fifty sixty seventy eighty ninety".split())
_FIRST_ORDINALS = tuple("first second third fourth fifth sixth seventh eighth ninth".split())
_LATER_ORDINALS = ("tenth", "eleventh", "twelfth", *(f"{word}th" for word in _TEENS[3:]))
_NUMBERS = (
    {word: number for number, word in enumerate((*_ONES, *_TEENS), start=1)}
    | {word: 10 * number for number, word in enumerate(_TENS, start=2)}
    | {word: number for number, word in enumerate((*_FIRST_ORDINALS, *_LATER_ORDINALS), start=1)}
    | {"a": 1, "an": 1, "twentieth": 20, "thirtieth": 30}
)
_HYPHEN = r"(?:[-‑] ?| )"
"""The hyphen of a number in words; some leave it out, or break the line after it."""

_BELOW_100 = rf"(?:(?:{'|'.join(_TENS)})(?:{_HYPHEN}(?:{'|'.join(_ONES)}))?|{'|'.join((*_ONES, *_TEENS))})"
_CENTURY = r"(?:one thousand (?:eight|nine) hundred|(?:eight|nine)teen hundred|two thousand)"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
_ANY_YEAR = (
    rf"(?P<year>(?:1[89]|20)\d\d|{_CENTURY}(?:,?(?: and)? {_BELOW_100})?"
    rf"(?![-‑]\w| (?:and )?(?:{_BELOW_100}|hundred|thousand)\b))"
)
"""A year in figures, or in words that no further number follows ("two thousand six hundred men")."""

_OF_YEAR = r",?(?: (?:of|in))?(?: (?:the )?year(?: of our lord)?)?,? "
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_WORDED_DAY = (
    rf"(?P<day>(?:twenty|thirty){_HYPHEN}(?:{'|'.join(_FIRST_ORDINALS)})"
    rf"|{'|'.join((*_FIRST_ORDINALS, *_LATER_ORDINALS))}|twentieth|thirtieth)"
)
_OF_MONTH = r"of(?: the(?: month of)?)? "
_LIMIT = re.compile(r"\b(?:by|before|until|after|since|than) $", re.IGNORECASE)
_ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": -1,
}
_PARTS = {"half": 2, "semester": 2, "quarter": 4, "trimester": 3}
_COUNT = rf"(?P<count>\d+|an?|{_BELOW_100})"
_FROM_NOW = (
    r"(?! (?:of|after|from|following|before|prior to) (?!(?:the )?(?:adoption|signature|signing|date)))"
)
"""No other event than the document itself follows, from which the time would be counted."""
_ROLES = {"within": "limit", "over": "period", "during": "period", "in": "period"}
_UNIT = r"(?P<unit>day|week|month|year)s?"


@dataclass(frozen=True, slots=True)
class DateExpression:
    """Words that name a day or a period: their offsets in the searched text, and what they mean.

    `role` is "limit" or "period" where the words set one by themselves, without a preposition before
    them ("within 90 days", "over the next five years").
    """

    start: int
    end: int
    period: Period
    role: str | None = None


def find_dates(text: str, anchor: date | None) -> tuple[DateExpression, ...]:
    """The dates and periods that `text` names, in order, none within another.

    `anchor` is the document's own date; without one, only full dates are read.
    """
    found: dict[tuple[int, int], DateExpression | None] = {}
    for pattern, read in _GRAMMAR:
        for match in pattern.finditer(text):
            if not any(start < match.end() and match.start() < end for start, end in found):
                found[match.span()] = _expression(match, read, anchor)
    return tuple(expression for _, expression in sorted(found.items()) if expression)


def first_full_date(text: str) -> date | None:
    """The first day in `text` that is named with its year, and is no limit ("by May 4, 2020")."""
    days = (one.period for one in find_dates(text, None) if not _LIMIT.search(text[: one.start]))
    return next((period.start for period in days if period.start == period.end), None)


_Reader = Callable[[re.Match[str], "date | None"], "Period | None"]


def _expression(match: re.Match[str], read: _Reader, anchor: date | None) -> DateExpression | None:
    month = match.groupdict().get("month")
    if month and month.islower():
        return None  # "it may", "they march"
    try:
        period = read(match, anchor)
    except (ValueError, OverflowError):  # "June 31", "in 99999 years": words that name no day
        return None
    if period is None:
        return None
    opening = match[0].split(maxsplit=1)[0].lower()
    return DateExpression(match.start(), match.end(), period, _ROLES.get(opening))


def _full_day(match: re.Match[str], _: date | None) -> Period:
    day = date(_number(match["year"]), _MONTHS[match["month"].lower()], _number(match["day"]))
    return Period(day, day)


def _number(words: str) -> int:
    """The number that figures or words say, as "twenty-first" or "nineteen hundred and sixty-one"."""
    number = 0
    for word in re.findall(r"\d+|[a-z]+", words.lower()):
        if word == "thousand":
            number *= 1000
        elif word == "hundred":
            number += 99 * (number % 100)
        else:
            number += int(word) if word.isdigit() else _NUMBERS.get(word, 0)
    return number


def _day_without_year(match: re.Match[str], anchor: date | None) -> Period | None:
    """The day nearest to the anchor."""
    if anchor is None:
        return None
    month, number = _MONTHS[match["month"].lower()], int(match["day"])
    days = [
        date(year, month, number)
        for year in range(anchor.year - 1, anchor.year + 2)
        if number <= calendar.monthrange(year, month)[1]
    ]
    day = min(days, key=lambda one: abs(one - anchor))
    return Period(day, day)


def _month(match: re.Match[str], anchor: date | None) -> Period | None:
    """A month; without a year, the nearest one before or after the anchor."""
    number = _MONTHS[match["month"].lower()]
    if match["year"]:
        return _months(int(match["year"]), number, 1)
    if anchor is None:
        return None
    middles = (date(anchor.year + shift, number, 15) for shift in (-1, 0, 1))
    return _months(min(middles, key=lambda one: abs(one - anchor)).year, number, 1)


def _part_of_year(match: re.Match[str], anchor: date | None) -> Period | None:
    """A half, semester or quarter of a year."""
    year = _year_of(match, anchor)
    parts = _PARTS[match["part"].lower()]
    ordinal = _ORDINALS[match["ordinal"].lower()]
    length = 12 // parts
    which = parts if ordinal < 0 else ordinal
    if year is None or which > parts:
        return None
    return _months(year, (which - 1) * length + 1, length)


def _edge_of_year(match: re.Match[str], anchor: date | None) -> Period | None:
    """The end of a year, as its last day."""
    year = _year_of(match, anchor)
    return None if year is None else Period(date(year, 12, 31), date(year, 12, 31))


def _end_of_month(match: re.Match[str], anchor: date | None) -> Period | None:
    """The last day of a month."""
    month = _month(match, anchor)
    return month and Period(month.end, month.end)


def _middle_of_year(match: re.Match[str], _: date | None) -> Period:
    """The first half of a year, whose end its middle is."""
    return _months(int(match["year"]), 1, 6)


def _year(match: re.Match[str], anchor: date | None) -> Period | None:
    year = _year_of(match, anchor)
    return None if year is None else Period(date(year, 1, 1), date(year, 12, 31))


def _year_of(match: re.Match[str], anchor: date | None) -> int | None:
    if match["year"]:
        return int(match["year"])
    if anchor is None:
        return None
    return anchor.year + (match["relative"].lower() == "next")


def _span_of_time(match: re.Match[str], anchor: date | None) -> Period | None:
    """A number of days, weeks, months or years from the anchor on."""
    if anchor is None:
        return None
    count = _number(match["count"])
    unit = match["unit"].lower()
    distance = timedelta(days=count) if unit == "day" else relativedelta(**{f"{unit}s": count})  # type: ignore[arg-type]  # the unit is one of three keywords
    return Period(anchor, anchor + distance)


def _months(year: int, first: int, count: int) -> Period:
    start = date(year, first, 1)
    return Period(start, start + relativedelta(months=count, days=-1))


def _grammar() -> Iterator[tuple[re.Pattern[str], _Reader]]:
    this_year = rf"(?:(?:the year )?{_YEAR}|(?P<relative>the|this|next)(?: calendar)? year)"
    rules: tuple[tuple[str, _Reader], ...] = (
        (rf"{_MONTH} {_DAY}(?:, ?| ){_YEAR}", _full_day),
        (rf"{_DAY}(?: day)? (?:{_OF_MONTH})?{_MONTH}{_OF_YEAR}{_ANY_YEAR}", _full_day),
        (rf"{_WORDED_DAY}(?: day)? {_OF_MONTH}{_MONTH}{_OF_YEAR}{_ANY_YEAR}", _full_day),
        (rf"(?P<ordinal>{'|'.join(_ORDINALS)}) (?P<part>{'|'.join(_PARTS)}) of {this_year}", _part_of_year),
        (rf"(?:the )?end of {this_year}", _edge_of_year),
        (rf"(?:the )?end of {_MONTH}(?:,? (?:of )?{_YEAR})?", _end_of_month),
        (rf"mid-{_YEAR}", _middle_of_year),
        (rf"within (?:the (?:next|coming) )?{_COUNT} {_UNIT}{_FROM_NOW}", _span_of_time),
        (rf"(?:over|during|in) the (?:next|coming) {_COUNT} {_UNIT}", _span_of_time),
        (rf"{_MONTH} {_DAY}(?!\d)", _day_without_year),
        (rf"{_DAY} {_MONTH}(?! \d)", _day_without_year),
        (rf"{_MONTH}(?:,? (?:of )?{_YEAR})?", _month),
        (rf"{this_year}(?!['’]s|[-–,.]\w| (?:percent|million|billion))", _year),
    )
    for pattern, read in rules:
        yield re.compile(rf"(?<![\w$.,-]){pattern}(?!\w)", re.IGNORECASE), read


_GRAMMAR = tuple(_grammar())
