"""List marks: the numbers, letters and bullets that open the paragraphs of an instrument."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SPACE = r"[ \t\xa0\u2000-\u200b\u202f\u2060]"
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ROMAN_SIGNS = tuple(zip((100, 90, 50, 40, 10, 9, 5, 4, 1), "c xc l xl x ix v iv i".split(), strict=True))
_ROMAN = re.compile(r"(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_MARK = re.compile(
    rf"(?:[*_]{{1,3}}(?=[\\(\[]?\w{{1,5}}[*_.)\]\s]))?(?:"
    rf"(?P<bullet>[-*+•▪–—·◦‣○●■➢])(?={_SPACE})"
    r"|\\?(?P<section>§{1,2})[ \xa0]?(?P<sign>\d{1,3}[a-z]?)[.:)]?"
    r"|(?P<word>Article|ARTICLE|Art\.|Rule|RULE|Principle|PRINCIPLE)[ \xa0](?P<article>\d{1,3}|[IVXL]{1,7})"
    r"(?:[.:)]|[ \xa0][-–—])"
    r"|(?P<compound>\d{1,3}(?:\.\d{1,3})*[ ]?(?:\((?:[a-z]{1,5}|\d{1,2})\))+)[.:]?"
    r"|\\?(?P<parts>\d{1,3}(?:\.\d{1,3})+)\\?(?P<stop>[.)]?)"
    r"|\\?(?P<plain>\d{1,3}|[A-Z]|[a-z]|[IVXLC]{2,7}|[ivxlc]{2,7})\\?(?P<close>[.)])"
    r"|\\?(?P<open>[(\[])(?P<within>\d{1,3}|[A-Za-z]|(?P<double>[a-z])(?P=double)"
    r"|[IVXLC]{2,7}|[ivxlc]{2,7})[ ]?\\?[)\]]"
    r"|(?P<bare>\d{1,3}))"
    rf"[*_]{{0,3}}(?P<space>{_SPACE}*)(?=[^\s])"
)
"""What stands before a numbered or bulleted paragraph; escaped and emphasised as in Markdown."""

_OPENING = re.compile(r"[*_\\]{0,6}[A-Z“\"‘'«]")
"""What the words after a doubtful number begin with, if it is a number at all."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a numbering: how its marks look ("1.", "(a)"), and the position, counted from 1."""

    style: str
    value: int


@dataclass(frozen=True, slots=True)
class ListMark:
    """A list mark: where it ends, its number as printed, and the places it can stand for.

    "i" is the first Roman number and the ninth letter: what came before decides. A bullet has no
    number. `outer` is the number of the item that a number of several levels ("2.1", "3(a)") is under.
    `doubtful` marks are none unless the text has the one before or after it too ("A. Smith").
    """

    start: int
    end: int
    number: str | None
    places: tuple[Place, ...]
    outer: str | None = None
    doubtful: bool = False

    @property
    def worded(self) -> bool:
        """Whether a word stands before the number, as in "Article 5."."""
        return _worded(self.places[0].style)


def _worded(style: str) -> bool:
    return style[0].isalpha() and len(style) > 2  # noqa: PLR2004 a letter and its sign


def mark_at(text: str, start: int, end: int) -> ListMark | None:
    """The list mark at `start` in `text`, if one stands there before words that end at `end` or later."""
    match = _MARK.match(text, start, end)
    if not match:
        return None
    kind = next(name for name in _READERS if match[name])
    glued = kind == "plain" and match["plain"].isdigit() and _OPENING.match(text, match.end())
    return _READERS[kind](match) if match["space"] or kind == "open" or glued else None


def _bullet(match: re.Match[str]) -> ListMark:
    return ListMark(*match.span(), None, (Place(match["bullet"], 0),))


def _section(match: re.Match[str]) -> ListMark:
    digits = match["sign"].rstrip("abcdefghijklmnopqrstuvwxyz")
    return ListMark(*match.span(), match["sign"], (Place("§", int(digits)),))


def _article(match: re.Match[str]) -> ListMark | None:
    number = match["article"]
    value = int(number) if number.isdigit() else roman(number.lower())
    return ListMark(*match.span(), number, (Place(match["word"].lower(), value),)) if value else None


def _compound(match: re.Match[str]) -> ListMark | None:
    number = match["compound"]
    outer, _, inner = number.rstrip(")").rpartition("(")
    places = _places(inner, "(", ")")
    return ListMark(*match.span(), number, places, outer.strip()) if places else None


def _parts(match: re.Match[str]) -> ListMark | None:
    if not match["stop"] and not _OPENING.match(match.string, match.end()):
        return None
    outer, _, last = match["parts"].rpartition(".")
    style = re.sub(r"\d+", "1", match["parts"])
    return ListMark(*match.span(), match["parts"], (Place(style, int(last)),), outer)


def _plain(match: re.Match[str]) -> ListMark | None:
    number = match["plain"]
    places = _places(number, "", match["close"])
    doubtful = (number.isupper() and match["close"] == ".") or not match["space"]
    return ListMark(*match.span(), number, places, doubtful=doubtful) if places else None


def _within(match: re.Match[str]) -> ListMark | None:
    places = _places(match["within"], match["open"], ")" if match["open"] == "(" else "]")
    return ListMark(*match.span(), match["within"], places) if places else None


def _bare(match: re.Match[str]) -> ListMark | None:
    if not _OPENING.match(match.string, match.end()):
        return None
    return ListMark(*match.span(), match["bare"], (Place("1", int(match["bare"])),), doubtful=True)


_READERS = {
    "bullet": _bullet,
    "section": _section,
    "word": _article,
    "compound": _compound,
    "parts": _parts,
    "plain": _plain,
    "open": _within,
    "bare": _bare,
}


def _places(number: str, before: str, after: str) -> tuple[Place, ...]:
    """The places that a number can stand for: as a figure, a Roman number, a letter."""
    found: list[Place] = []
    if number.isdigit():
        return (Place(f"{before}1{after}", int(number)),)
    low = number.lower()
    value = roman(low)
    letter = ord(low[0]) - ord("a") + 1 + 26 * (len(low) - 1) if len(set(low)) == 1 else 0
    if value and (len(low) > 1 or low in "ivx"):
        found.append(Place(f"{before}{'I' if number.isupper() else 'i'}{after}", value))
    if letter and len(low) <= 2:  # noqa: PLR2004 "zz" is followed by nothing that declarations use
        found.append(Place(f"{before}{'A' if number.isupper() else 'a'}{after}", letter))
    return tuple(found)


def roman(number: str) -> int:
    """The value of a Roman number in lower case; 0 if it is none."""
    if not number or not _ROMAN.fullmatch(number):
        return 0
    values = [_ROMAN_DIGITS[digit] for digit in number]
    following = [*values[1:], 0]
    return sum(-one if one < after else one for one, after in zip(values, following, strict=True))


def written(place: Place) -> str:
    """The number of a place as its style writes it, without the punctuation around it."""
    letter = next((sign for sign in place.style if sign in "iIaA" and not _worded(place.style)), "1")
    if letter == "1":
        return str(place.value)
    if letter in "aA":
        low = chr(ord("a") + (place.value - 1) % 26) * (1 + (place.value - 1) // 26)
    else:
        low = _inroman(place.value)
    return low.upper() if letter.isupper() else low


def _inroman(value: int) -> str:
    found: list[str] = []
    for size, sign in _ROMAN_SIGNS:
        count, value = divmod(value, size)
        found.append(sign * count)
    return "".join(found)
