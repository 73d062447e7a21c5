"""The marks of list items, counted as a browser counts them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from servanda.read.html.notes import opening

_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_STYLE = re.compile(
    r"list-style(?:-type)?\s*:[^;]{0,99}?\b(none|decimal|(?:lower|upper)-(?:alpha|latin|roman))\b",
    re.IGNORECASE,
)
_INTEGER = re.compile(r"\s*([+-]?\d{1,9})")
_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        "m cm d cd c xc l xl x ix v iv i".split(),
        strict=True,
    )
)
_LARGEST_ROMAN = 3999
_BULLET = "- "
_TYPED = re.compile(
    r"(?P<mark>[-–—•·▪◦*]|\(?(?P<number>\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]{1,2}|[ivxlcIVXLC]{1,6})[.)])"
    r"(?:\s+(?=\S)|(?=[A-Z“\"(]))"
)
"""A list mark as an author types it."""


@dataclass(slots=True)
class _List:
    """An open list: the style of its marks, its next number, and the step to the one after; 0 for bullets."""

    style: str
    number: int = 0
    step: int = 0


@dataclass(slots=True)
class Lists:
    """The open lists of a page, and the mark that the next words get."""

    _open: list[_List] = field(default_factory=list)
    _pending: str = ""

    def open(self, element: HtmlElement) -> None:
        """Begin the list that `element` is."""
        items = [child for child in element if child.tag == "li"]
        here = _List(_style(element))
        if element.tag == "ol" and not _are_typed(items):
            backwards = element.get("reversed") is not None
            start = _integer(element.get("start"))
            here.number = (len(items) if backwards else 1) if start is None else start
            here.step = -1 if backwards else 1
        self._open.append(here)

    def close(self) -> None:
        """End the innermost list."""
        self._open.pop()
        self._pending = ""

    def item(self, element: HtmlElement) -> None:
        """Begin the item `element`; one that begins with a list of its own passes its number on to it."""
        outer = self._pending.removesuffix(_BULLET)
        here = self._open[-1] if self._open else _List("")
        style = _style(element) or here.style
        mark = _BULLET
        if here.step:
            value = _integer(element.get("value"))
            number = here.number if value is None else value
            here.number = number + here.step
            mark = f"{_written(number, style)}. "
        self._pending = outer + ("" if style == "none" else mark)

    def take(self) -> str:
        """The mark of the words that come next, which no further words get."""
        mark, self._pending = self._pending, ""
        return mark


def marked(mark: str, words: str) -> str:
    """A list item's words behind its mark, or behind the one that they have in print.

    Where marks are typed, a style sheet, which is not read here, switches those of the list off: so a
    bullet gives way to any typed mark, and a number to the same one typed.
    """
    typed = _TYPED.match(words) if mark else None
    if not typed:
        return mark + words
    initial = typed["number"] and typed["number"].isupper() and typed["mark"].endswith(".")
    if typed["number"] == mark.removesuffix(". ") or (mark == _BULLET and not initial):
        return f"{typed['mark']} {words[typed.end() :]}"
    return mark + words


def _are_typed(items: list[HtmlElement]) -> bool:
    """Whether each of several items has a mark in print, another one each."""
    found = [_TYPED.match(opening(item)) for item in items]
    return len(items) > 1 and len({mark[0] for mark in found if mark}) == len(items)


def _style(element: HtmlElement) -> str:
    found = _STYLE.search(element.get("style", ""))
    if found:
        return str(found[1]).lower().replace("latin", "alpha")
    return _TYPES.get(element.get("type", "").strip(), "")


def _integer(text: str | None) -> int | None:
    found = _INTEGER.match(text or "")
    return int(found[1]) if found else None


def _written(number: int, style: str) -> str:
    """A number in letters, in Roman figures, or, where these have none for it, in Arabic ones."""
    text = str(number)
    if style.endswith("alpha") and number > 0:
        text = _alphabetic(number)
    elif style.endswith("roman") and 0 < number <= _LARGEST_ROMAN:
        text = _roman(number)
    return text.upper() if style.startswith("upper") else text


def _alphabetic(number: int) -> str:
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


def _roman(number: int) -> str:
    text = ""
    for value, figure in _ROMAN:
        count, number = divmod(number, value)
        text += figure * count
    return text
