"""The day on which a file was last written, as its own properties say it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

_DAY = re.compile(r"\s*(?:D:)?(\d{4})(-?)(\d{2})\2(\d{2})")
"""How a time begins in XML and on the web (ISO 8601), and in a PDF (ISO 32000-1, 7.9.4)."""

_YEARS = range(1990, 2100)
"""The years in which a file can have been written; clocks that were never set say 1601, 1970 or 1980."""

_TEMPLATE = "2013-12-23T23:15:00Z"
"""When python-docx's template was made: files made from it keep this time, whenever that is."""


def day_written(times: Iterable[str]) -> date | None:
    """The day of the first of several times on which a file can have been written; None for none."""
    return next((day for time in times if (day := _day(time))), None)


def _day(time: str) -> date | None:
    """The day of a time in the time's own zone."""
    found = _DAY.match(time)
    if not found or time.strip() == _TEMPLATE or int(found[1]) not in _YEARS:
        return None
    try:
        return date(int(found[1]), int(found[3]), int(found[4]))
    except ValueError:
        return None
