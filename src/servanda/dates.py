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
_THIS = r"(?:the |its )?(?:(?:date|moment) of )?(?:the )?(?:adoption|signature|signing|this\b|date\b(?! of))"
"""The document itself, as the event from which a time is counted."""
_FROM_NOW = rf"(?! (?:of|after|from|following|before|prior to) (?!{_THIS}))"
"""No other event follows, from which the time would be counted."""
_DASH = r"[-–‑]"
_LAST_DAY = r"(?P<last>[0-3]?\d)(?:st|nd|rd|th)?"
_TO_DAY = rf"(?: ?{_DASH} ?| to | and ){_LAST_DAY}"
_FIRST_MONTH = rf"(?P<first>{'|'.join(name.capitalize() for name in _MONTHS)})"
_HINT = re.compile(rf"\d|{'|'.join(_MONTHS)}|day|week|month|year|decade|century|hour", re.IGNORECASE)
"""What any date has: most words need not be looked through for each rule."""
_ROLES = dict.fromkeys(("within", "no", "not"), "limit") | dict.fromkeys(
    ("over", "during", "in", "for", "from", "between", "later", "this", "next"), "period"
)
"""What words set by themselves, by the first of them: "within 90 days", "from 2023 to 2027"."""
_UNIT = r"(?P<unit>hour|day|week|month|year|decade)s?"
_RECURRING = re.compile(r" (?:of )?(?:each|every)\b", re.IGNORECASE)
"""What follows a date that comes back: "by 1 November each year"."""
_DECADE = 10
"""The years of a decade, which ends with the one in -0: "by the end of the decade" is said for 2030."""


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
    if not _HINT.search(text):
        return ()
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
    if period is None or _RECURRING.match(match.string, match.end()):
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
    count = _number(match.groupdict().get("count") or "one")
    unit = match["unit"].lower()
    if unit in ("hour", "day"):
        days = count if unit == "day" else -(-count // 24)
        return Period(anchor, anchor + timedelta(days=days))
    if unit == "decade":
        unit, count = "year", 10 * count
    return Period(anchor, anchor + relativedelta(**{f"{unit}s": count}))  # type: ignore[arg-type]  # the unit is one of three keywords


def _years(match: re.Match[str], _: date | None) -> Period | None:
    """From the first day of one year to the last of another."""
    return _forward(date(int(match["year"]), 1, 1), date(int(match["last"]), 12, 31))


def _from_to(match: re.Match[str], anchor: date | None) -> Period | None:
    """From one day or month to another of the same year: "May 30-31, 2021", "from April to June 2021"."""
    named = match.groupdict()
    first_month = _MONTHS[(named.get("first") or match["month"]).lower()]
    near = None if match["year"] else _day_without_year(match, anchor)
    if not (match["year"] or near):
        return None
    year = near.start.year if near else int(match["year"])
    last = _months(year, _MONTHS[match["month"].lower()], 1)
    if "day" not in named:
        return _forward(date(year, first_month, 1), last.end)
    return _forward(date(year, first_month, int(match["day"])), last.start.replace(day=int(match["last"])))


def _forward(first: date, last: date) -> Period | None:
    return Period(first, last) if first <= last else None


def _numbered_part(match: re.Match[str], _: date | None) -> Period:
    """A quarter or half by its number: "Q2 2024"."""
    length = 12 // _PARTS["quarter" if match["letter"].upper() == "Q" else "half"]
    return _months(int(match["year"]), (int(match["number"]) - 1) * length + 1, length)


def _decade(match: re.Match[str], anchor: date | None) -> Period | None:
    """The decade or century in which the anchor lies."""
    if anchor is None:
        return None
    length = _DECADE if match["span"].lower() == "decade" else 10 * _DECADE
    last = -(-anchor.year // length) * length
    return Period(date(last - length + 1, 1, 1), date(last, 12, 31))


def _last_day(read: _Reader) -> _Reader:
    """The last day of what a rule reads: "the end of June"."""

    def last_day(match: re.Match[str], anchor: date | None) -> Period | None:
        period = read(match, anchor)
        return period and Period(period.end, period.end)

    return last_day


def _rest_of_year(match: re.Match[str], anchor: date | None) -> Period | None:
    """What is left of a year or month: "later this year"."""
    if anchor is None:
        return None
    named = _this_month(match, anchor) if match["span"].lower() == "month" else _months(anchor.year, 1, 12)
    return named and Period(anchor, named.end)


def _this_month(match: re.Match[str], anchor: date | None) -> Period | None:
    """The month of the anchor, or the one after it."""
    if anchor is None:
        return None
    day = anchor + relativedelta(months=match["relative"].lower() == "next")
    return _months(day.year, day.month, 1)


def _middle_of_month(match: re.Match[str], anchor: date | None) -> Period | None:
    """The first half of a month, up to its 15th."""
    month = _month(match, anchor)
    return month and Period(month.start, month.start.replace(day=15))


def _months(year: int, first: int, count: int) -> Period:
    start = date(year, first, 1)
    return Period(start, start + relativedelta(months=count, days=-1))


def _grammar() -> Iterator[tuple[re.Pattern[str], _Reader]]:
    this_year = rf"(?:(?:the year )?{_YEAR}|(?P<relative>the|this|next)(?: calendar)? year)"
    part = rf"(?P<ordinal>{'|'.join(_ORDINALS)}) (?P<part>{'|'.join(_PARTS)}) of {this_year}"
    end_of = r"(?:the )?end of "
    from_, to = r"(?:from|between) (?:the )?(?:year )?", r" (?:to|and|until|through) "
    coming = r"(?:over|during|in|for) the (?:next|coming|following) "
    middle_of = r"(?:mid[-‑ ]|(?:the )?middle of )"
    month = rf"{_MONTH}(?:,? (?:of )?{_YEAR})?"
    rules: tuple[tuple[str, _Reader], ...] = (
        (rf"{from_}{_YEAR}{to}(?P<last>20\d\d)", _years),
        (rf"{_YEAR}{_DASH}(?P<last>20\d\d)", _years),
        (rf"{from_}{_FIRST_MONTH}{to}{_MONTH},? {_YEAR}", _from_to),
        (rf"{from_}{_FIRST_MONTH} {_DAY},?{to}{_MONTH} {_LAST_DAY},? {_YEAR}", _from_to),
        (rf"{from_}{_DAY} {_FIRST_MONTH}{to}{_LAST_DAY} {_MONTH},? {_YEAR}", _from_to),
        (rf"{_MONTH} {_DAY}{_TO_DAY}(?:,? {_YEAR})?", _from_to),
        (rf"{_DAY}{_TO_DAY} {_MONTH}(?:,? {_YEAR})?", _from_to),
        (rf"{_MONTH} {_DAY}(?:, ?| ){_YEAR}", _full_day),
        (rf"{_DAY}(?: day)? (?:{_OF_MONTH})?{_MONTH}{_OF_YEAR}{_ANY_YEAR}", _full_day),
        (rf"{_WORDED_DAY}(?: day)? {_OF_MONTH}{_MONTH}{_OF_YEAR}{_ANY_YEAR}", _full_day),
        (rf"{end_of}(?:the )?{part}", _last_day(_part_of_year)),
        (part, _part_of_year),
        (rf"(?P<letter>[QH])(?P<number>[1-4])(?: of)? {_YEAR}", _numbered_part),
        (rf"{end_of}{this_year}", _last_day(_year)),
        (rf"{end_of}{month}", _last_day(_month)),
        (rf"{end_of}(?:the|this) (?:current )?(?P<span>decade|century)", _last_day(_decade)),
        (rf"{end_of}(?P<relative>the|this|next) month", _last_day(_this_month)),
        (r"later (?:this|in the) (?P<span>year|month)", _rest_of_year),
        (rf"{middle_of}{_YEAR}", _middle_of_year),
        (rf"{middle_of}{month}", _middle_of_month),
        (rf"(?:no|not) later than {_COUNT} {_UNIT} (?:after|from|following) {_THIS}", _span_of_time),
        (rf"within (?:(?:a period of|the (?:next|coming)) )?{_COUNT} {_UNIT}{_FROM_NOW}", _span_of_time),
        (rf"{coming}{_COUNT} {_UNIT}", _span_of_time),
        (rf"{coming}(?P<unit>week|month|year|decade)", _span_of_time),
        (r"(?P<relative>this|next) month", _this_month),
        (rf"{_MONTH} {_DAY}(?!\d)", _day_without_year),
        (rf"{_DAY} {_MONTH}(?! \d)", _day_without_year),
        (month, _month),
        (rf"{this_year}(?!['’]s|[-–,.]\w| (?:percent|million|billion))", _year),
    )
    for pattern, read in rules:
        yield re.compile(rf"(?<![\w$.,-]){pattern}(?!\w)", re.IGNORECASE), read


_GRAMMAR = tuple(_grammar())
