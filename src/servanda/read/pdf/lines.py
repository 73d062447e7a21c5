"""The lines of a page: words on one base line, with the signs that are raised over it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from servanda.read.numbering import mark_at
from servanda.read.pdf.glyphs import Word

_LEVEL = 0.25
"""How far apart, in ems, the base lines of words on one line may be."""
_SMALL = 0.85
"""The size of raised signs to that of the line, at most."""
_RAISED = (0.1, 0.7)
_LOWERED = (-0.35, 0.0)
"""How far above or below the base line, in ems, raised and lowered signs stand."""
_TOUCH = 0.6
"""The gap, in ems, between a word and a sign that belongs to it, at most."""
_MARGIN = 3.0
"""The gap, in ems, between a line and a raised sign in the margin before it, at most."""
_SPACE = 0.15
"""The least gap, in ems, that is a space where the file has none."""
_FAR = 3.0
"""The gap, in ems, from which on words stand apart and are no running text."""

_SIGN = re.compile(r"[(\[]?(?:\d{1,3}|[a-z])(?:[,–-](?:\d{1,3}|[a-z]))*[)\]]?[.,;:]?|\*{1,3}|[†‡]")
"""A raised sign that refers to a footnote; "th" after a number is none."""
_MARGINAL = re.compile(r"[A-Za-z]{0,3}\d{1,3}|\*{1,3}|[a-z†‡]")
"""What stands before a line as a raised sign: the mark of a footnote, or of a paragraph in the margin."""
_SUPERSCRIPTS = str.maketrans(
    "0123456789+-=()abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
)
_BULLET = re.compile(r"[\ue000-\uf8ff]")
"""What symbol fonts have at places of their own; a bullet, where it opens a line."""

_LETTERS = 0.1
"""The share of a line's letters that are of its size at least; a few larger ones do not count."""
_BOLD = 0.9
"""The share of the letters of that size that must be bold for the line to be a bold one."""


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one base line, from left to right.

    `size` is that of its type, of the capitals where it is in small capitals. `bold` says that all of
    it is bold. `note` says that it begins with a raised sign, as footnotes do.
    """

    words: tuple[Word, ...]
    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    note: bool

    @property
    def middle(self) -> float:
        """The place half-way between its ends."""
        return (self.left + self.right) / 2


def lines(words: Iterable[Word]) -> list[Line]:
    """The lines across a whole page, from top to bottom; those of several columns are not told apart."""
    bases: list[float] = []
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (-word.size, -word.base, word.left)):
        first = bisect_left(bases, word.base - word.size)
        last = bisect_left(bases, word.base + word.size)
        row = _row_of(word, rows[first:last])
        if row:
            row.append(word)
        else:
            place = bisect_left(bases, word.base)
            bases.insert(place, word.base)
            rows.insert(place, [word])
    return [line(row) for row in reversed(rows)]


def _row_of(word: Word, near: Sequence[list[Word]]) -> list[Word] | None:
    """The row that a word belongs to: one that it is next to, one that it is a sign in, one at its level."""
    level = [row for row in near if abs(word.base - row[0].base) <= _LEVEL * word.size]
    beside = (row for row in level if any(abs(word.left - other.right) < word.size for other in row))
    signed = (row for row in near if _is_sign_in(row, word))
    return next(beside, None) or next(signed, None) or next(iter(level), None)


def _is_sign_in(row: Sequence[Word], word: Word) -> bool:
    """Whether a word is a raised or lowered sign in a row, whose first word is its largest."""
    main = row[0]
    height = (word.base - main.base) / main.size
    is_off = _RAISED[0] < height < _RAISED[1] or _LOWERED[0] < height < _LOWERED[1]
    if word.size > _SMALL * main.size or not is_off:
        return False
    if any(abs(word.left - other.right) < _TOUCH * main.size for other in row):
        return True
    marginal = bool(_MARGINAL.fullmatch(word.text))
    return marginal and any(0 < other.left - word.right < _MARGIN * main.size for other in row)


def line(words: Sequence[Word]) -> Line:
    """One line of words."""
    ordered = tuple(sorted(words, key=lambda word: word.left))
    main = max(ordered, key=lambda word: word.size)
    size, bold = _type(ordered)
    return Line(
        words=ordered,
        text=_text(ordered, main),
        left=ordered[0].left,
        right=max(word.right for word in ordered),
        base=main.base,
        size=size,
        bold=bold,
        note=len(ordered) > 1 and _is_raised(ordered[0], main) and bool(_SIGN.fullmatch(ordered[0].text)),
    )


def _type(words: Sequence[Word]) -> tuple[float, bool]:
    """The size of the type of a line, and whether it is bold."""
    letters, bold = Counter[float](), Counter[float]()
    for word in words:
        size = round(word.size, 1)
        count = len(word.text) if word.text.isalnum() else sum(map(str.isalnum, word.text))
        letters[size] += count
        bold[size] += word.bold * count
    enough = _LETTERS * sum(letters.values())
    size = max(size for size, count in letters.items() if count >= enough)
    return size, bold[size] >= _BOLD * letters[size] if letters[size] else words[0].bold


def _text(words: Sequence[Word], main: Word) -> str:
    """The words with spaces between them, signs that are raised after a word as superscripts."""
    pieces = [_opener(words)]
    for before, word in pairwise(words):
        text, gap = word.text, word.left - before.right
        is_after_note = before is words[0] and _is_raised(before, main)
        if _is_raised(word, main) and not _is_raised(before, main) and gap <= _TOUCH * main.size:
            text = text.translate(_SUPERSCRIPTS) if _SIGN.fullmatch(text) else text
        elif word.apart or gap > _SPACE * main.size or is_after_note:
            pieces.append(" ")
        pieces.append(text)
    return "".join(pieces)


def _opener(words: Sequence[Word]) -> str:
    """The first word of a line; a bullet as people see it."""
    text = words[0].text
    if len(words) == 1 or words[1].left - words[0].right < _SPACE * words[1].size:
        return text
    return "○" if text == "o" else _BULLET.sub("•", text)


def _is_raised(word: Word, main: Word) -> bool:
    height = (word.base - main.base) / main.size
    return word.size <= _SMALL * main.size and _RAISED[0] < height < _RAISED[1]


def is_marked(one: Line) -> bool:
    """Whether a line begins with a list mark that is surely one."""
    mark = mark_at(one.text, 0, len(one.text))
    return mark is not None and not mark.doubtful


def pieces(one: Line) -> list[str]:
    """The stretches of a line that stand far apart, as in a table; a list mark goes with the next one."""
    found = [[one.words[0].text]]
    for i, (word, after) in enumerate(pairwise(one.words)):
        if after.left - word.right > _FAR * one.size and (i or not is_marked(one)):
            found.append([])
        found[-1].append(after.text)
    return [" ".join(piece) for piece in found]
