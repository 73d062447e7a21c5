"""The footnotes at the foot of a page or column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from servanda.read.pdf.lines import Line
from servanda.read.pdf.measures import SMALLER, Measures

_GAP = 1.5
"""The distance of lines, in parts of the usual one, between the text and footnotes under it, at least."""
_RULE = re.compile(r"[_\-–—=.\s]{5,}|[_–—]{3,}")
"""A rule that is drawn in characters."""
_MARK = re.compile(r"(?P<number>\d{1,3})[.)]?\s|[*†‡§]{1,3}\s?")
"""What a footnote begins with, if it is no raised sign."""


def cut(found: Sequence[Line], usual: Measures, *, is_open: bool) -> tuple[list[Line], list[Line]]:
    """The lines of the text in a region, and those of the footnotes at its foot; rules are left out.

    Footnotes are in smaller type. The first one begins with a raised sign, or under a rule or a gap with
    a number or an asterisk; without one, if the last one on the page before `is_open`.
    """
    start = len(found)
    while start and (found[start - 1].size <= SMALLER * usual.size or _RULE.fullmatch(found[start - 1].text)):
        start -= 1
    first = next(
        (i for i in range(start, len(found)) if _opens(found, i, usual, is_open=is_open)), len(found)
    )
    return _without_rules(found[:first]), _without_rules(found[first:])


def _opens(found: Sequence[Line], i: int, usual: Measures, *, is_open: bool) -> bool:
    one = found[i]
    if one.note or not i:
        return one.note
    above = found[i - 1]
    gap = above.base - one.base > _GAP * usual.distance(one.size)
    return bool((gap or _RULE.fullmatch(above.text)) and (is_open or _MARK.match(one.text)))


def _without_rules(found: Sequence[Line]) -> list[Line]:
    return [one for one in found if not _RULE.fullmatch(one.text)]


def split(foot: Sequence[Line], *, is_open: bool) -> Iterator[tuple[Line, bool]]:
    """The lines of footnotes, each with whether it begins one; the first may go on with one `is_open`."""
    number = 0
    for i, one in enumerate(foot):
        mark = _MARK.match(one.text)
        value = int(mark["number"] or 0) if mark else 0
        begins = (
            one.note or (mark is not None and value in (0, number + 1)) or not (i or (is_open and not mark))
        )
        if begins:
            number = value
        yield one, begins
