"""Periods that lie before the document or before another period: "last year", "the previous month"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from servanda.dates import DateExpression
from servanda.extract.numerals import NUMBER, read_number
from servanda.model import Period

_UNIT = r"(?P<unit>day|week|month|quarter|year|decade)"
_ROLLING = re.compile(
    r"(?<!\w)(?:over|during|in|for|within|throughout|across) the (?:last|past) "
    rf"(?:(?P<count>{NUMBER}) )?{_UNIT}s?\b(?! of\b)",
    re.IGNORECASE,
)
_LAST = re.compile(r"(?<!the )\blast (?P<unit>week|month|quarter|year)\b(?!['’]s| of\b)", re.IGNORECASE)
_BEFORE = re.compile(
    r"\b(?:the |an? )?(?:(?:previous|preceding|prior) (?P<unit>month|quarter|year)\b"
    r"|(?P<one>month|quarter|year) (?:before|earlier|ago)\b)",
    re.IGNORECASE,
)
_SAME = re.compile(
    r"\bsame (?:period|month|quarter|time|day) (?:of|in|during)? ?"
    r"(?:the )?(?:last|previous|preceding|prior) year\b",
    re.IGNORECASE,
)
_ON_YEAR = re.compile(r"(year|quarter|month)[- ](?:on|over)\b", re.IGNORECASE)
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
_LONGEST = 5000
"""The largest number of units that is counted back."""


def past_periods(text: str, anchor: date | None) -> tuple[DateExpression, ...]:
    """The periods of `text` that end with the document's own date `anchor`, or just before its own period.

    >>> [str(one.period.start) for one in past_periods("over the past 10 years", date(2020, 5, 4))]
    ['2010-05-04']
    >>> [str(one.period.end) for one in past_periods("They built it last year.", date(2020, 5, 4))]
    ['2019-12-31']
    """
    if anchor is None or anchor.year <= date.min.year:
        return ()
    readers: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Period | None]], ...] = (
        (_ROLLING, _rolling),
        (_LAST, lambda match, day: _one_before(match["unit"].lower(), day)),
    )
    return tuple(
        DateExpression(match.start(), match.end(), period, "period")
        for pattern, read in readers
        for match in pattern.finditer(text)
        if (period := read(match, anchor))
    )


def period_before(text: str, own: Period | None, anchor: date | None) -> Period | None:
    """The period that `text` names by its place before the period `own`, or before the document's date.

    >>> period_before("the previous month", Period(date(2019, 5, 1), date(2019, 5, 31)), None).start
    datetime.date(2019, 4, 1)
    """
    if own and (unit := _ON_YEAR.match(text)):
        back = relativedelta(months=_MONTHS[unit[1].lower()])
        return Period(own.start - back, own.end - back)
    if own and _SAME.search(text):
        return Period(own.start - relativedelta(years=1), own.end - relativedelta(years=1))
    day = own.start if own else anchor
    if day and (match := _BEFORE.search(text)):
        if match["one"] and own:
            back = relativedelta(months=_MONTHS[match["one"].lower()])
            return Period(own.start - back, own.end - back)
        return _one_before((match["unit"] or match["one"]).lower(), day)
    return next((one.period for one in past_periods(text, anchor)), None)


def _rolling(match: re.Match[str], anchor: date) -> Period | None:
    """So many days, months or years up to the anchor."""
    count = read_number(match["count"]) if match["count"] else Decimal(1)
    unit = match["unit"].lower()
    if count > _LONGEST or count != int(count):
        return None
    try:
        if unit in ("day", "week"):
            return Period(anchor - timedelta(days=int(count) * (7 if unit == "week" else 1)), anchor)
        return Period(anchor - relativedelta(months=int(count) * _MONTHS[unit]), anchor)
    except (ValueError, OverflowError):  # before the first year there is
        return None


def _one_before(unit: str, day: date) -> Period:
    """The calendar week, month, quarter or year before that of a day."""
    if unit == "week":
        monday = day - timedelta(days=day.weekday() + 7)
        return Period(monday, monday + timedelta(days=6))
    length = _MONTHS[unit]
    first = date(day.year, (day.month - 1) // length * length + 1, 1)
    return Period(first - relativedelta(months=length), first - timedelta(days=1))
