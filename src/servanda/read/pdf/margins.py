"""What stands in the margins of pages: running headers, footers and page numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import dropwhile, groupby, zip_longest
from math import inf
from operator import and_

from servanda.read.pdf.lines import Line, pieces
from servanda.read.pdf.measures import SMALLER

_ZONE = 0.15
"""The share of a page's height at its top and at its bottom in which running lines stand."""
_ROWS = 6
"""How many lines at each end of a page are looked at."""
_LEVEL = 6.0
"""How far apart, in points, the same running line may stand on different pages."""
_NEAR = 3
"""How far apart, in points, lines at one height may stand."""
_FOOT = 56.0
"""The height, in points, below which no page has text: two centimetres."""
_PAGES = 3
"""On how many pages a line stands at least to be a running one, in a document that is not short."""
_SHORT = 6
"""How many pages a short document has, in which a line runs that stands on two."""
_BREAK = 1.5
"""The gap, in ems, between running lines and text in the same type, at least."""
_APART = 1.8
"""The gap, in ems, by which what stands there once is set off from the text."""
_LONG = 75
"""How many characters a line of text has, or more; a running line in the same type is shorter."""
_SIGNS = 5
"""How many letters and figures a piece of a line has at least to tell that the line runs."""

_NUMBER = re.compile(r"[0-9]{1,15}")
_WORD = re.compile(r"[a-z]{4}")
_PAGE_NUMBER = re.compile(
    r"[-–—|\[(]{0,2} ?(?:[Pp](?:age|AGE|\.) ?)?(?P<number>[0-9]{1,5}|[ivxl]{1,7})"
    r"(?: ?(?:/|of|\|) ?[0-9]{1,5})? ?[-–—|\])]{0,2}"
)
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50}
_SECTION = re.compile(
    r"(?:article|annex|appendix|chapter|section|part|title|schedule|protocol|rule|principle|paragraph|item"
    r"|resolution|decision|declaration)\b",
    re.IGNORECASE,
)
"""What a text counts as pages are counted: "Annex 2" at the top of page 2 is no running header."""


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page from top to bottom, and the heights at which the page ends."""

    lines: tuple[Line, ...]
    bottom: float
    top: float


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line near an end of a page, or a piece of it that stands apart from the rest, and its `text`.

    `height` is its distance from that end, in points. `gap` is how far the line is from the next one
    towards the middle of the page, `alike` whether that one is in the same type.
    """

    page: int
    line: Line
    text: str
    at_top: bool
    height: float
    gap: float
    alike: bool

    @property
    def words(self) -> list[str]:
        """Its words in small letters."""
        return self.text.casefold().split()

    @property
    def level(self) -> tuple[bool, int]:
        """Where it stands, in whole points."""
        return self.at_top, round(self.height)


def without_running_lines(pages: Sequence[Page], size: float) -> list[list[Line]]:
    """The lines of each page that are its own, where most text is in type of that size.

    A running line stands at the same height with the same words on several pages, but for numbers
    that count with the pages; most of what stands at that height on other pages runs, too. On the
    first page, a line in larger type is the title and stays. Page numbers that stand alone are left
    out; so is what is set off from the text above or below it as no text is.
    """
    edges = [edge for number, page in enumerate(pages) for edge in _edges(number, page)]
    whole = [edge for edge in edges if edge.text == edge.line.text]
    first = frozenset(
        word for page in pages[:1] for one in page.lines for word in one.text.casefold().split()
    )
    running = _set_apart(_running(edges, len(pages), size), edges, size)
    gone = [edge for edge in running if edge.page or edge.line.size <= size / SMALLER]
    gone += _page_numbers(whole, size)
    gone += [edge for edge in whole if _is_sign(edge, size) or _repeats(edge, first, size)]
    gone += _above_text(whole, {id(edge.line) for edge in gone}, size)
    lines = {id(edge.line) for edge in gone}
    return [[one for one in page.lines if id(one) not in lines] for page in pages]


def _edges(number: int, page: Page) -> Iterator[_Edge]:
    """The lines near the ends of a page, from its ends inwards, and their pieces."""
    zone = _ZONE * (page.top - page.bottom)
    for at_top, ordered in ((True, page.lines), (False, page.lines[::-1])):
        for one, inner in zip_longest(ordered[:_ROWS], ordered[1 : _ROWS + 1]):
            height = page.top - one.base if at_top else one.base - page.bottom
            if height > zone:
                break
            gap = abs(one.base - inner.base) if inner else zone
            alike = inner is not None and (inner.size, inner.bold) == (one.size, one.bold)
            worded = (text for text in pieces(one) if sum(map(str.isalnum, text)) >= _SIGNS)
            for text in dict.fromkeys((one.text, *worded)):
                yield _Edge(number, one, text, at_top, height, gap, alike)


def _running(edges: Sequence[_Edge], pages: int, size: float) -> list[_Edge]:
    """The edges that say the same on several pages."""
    groups: dict[tuple[bool, tuple[str, ...]], list[_Edge]] = defaultdict(list)
    for edge in edges:
        if len(edge.text) >= _LONG and SMALLER < edge.line.size / size < 1 / SMALLER:
            continue
        words = edge.words
        masked = [_NUMBER.sub("#", word) for word in words]
        for key in dict.fromkeys((tuple(sorted(words)), tuple(sorted(masked)))):
            groups[edge.at_top, key].append(edge)
    found = [level for group in groups.values() for level in _levels(group) if _runs(level, pages)]
    known = {id(edge): edge for level in found for edge in level}
    usual = _usual(edges, known.values())
    return [edge for edge in known.values() if edge.level in usual]


def _levels(group: Sequence[_Edge]) -> Iterator[list[_Edge]]:
    """Edges with the same words, those at one height together."""
    level: list[_Edge] = []
    for edge in sorted(group, key=lambda edge: edge.height):
        if level and edge.height - level[0].height > _LEVEL:
            yield level
            level = []
        level.append(edge)
    yield level


def _runs(level: Sequence[_Edge], pages: int) -> bool:
    """Whether edges with the same words at one height run through a document of so many pages."""
    if len({edge.page for edge in level}) < (_PAGES if pages > _SHORT else 2):
        return False
    numbers = [Counter(map(int, _NUMBER.findall(edge.text))) for edge in level]
    constant = reduce(and_, numbers)
    counted = [list((found - constant).elements()) for found in numbers]
    if not any(counted):
        return True
    if any(len(found) > 1 for found in counted) or _SECTION.match(level[0].text):
        return False
    steps = Counter(found[0] - edge.page for found, edge in zip(counted, level, strict=True) if found)
    return max(steps.values()) > len(level) / 2


def _usual(edges: Iterable[_Edge], running: Iterable[_Edge]) -> set[tuple[bool, int]]:
    """The levels at which half of the lines that any page has there run, or more."""
    every = Counter({id(edge.line): edge.level for edge in edges}.values())
    some = Counter({id(edge.line): edge.level for edge in running}.values())
    near = range(-_NEAR, _NEAR + 1)
    return {
        (at_top, height)
        for at_top, height in some
        if 2 * sum(some[at_top, height + i] for i in near) >= sum(every[at_top, height + i] for i in near)
    }


def _set_apart(running: Sequence[_Edge], edges: Iterable[_Edge], size: float) -> list[_Edge]:
    """The edges without those that nothing sets apart from the text: pages may begin with the same words.

    What runs stands outside of all text, and above or below a gap or in other type.
    """
    lines = {id(edge.line) for edge in running}
    text: dict[tuple[int, bool], float] = defaultdict(lambda: inf)
    for edge in edges:
        if id(edge.line) not in lines:
            text[edge.page, edge.at_top] = min(text[edge.page, edge.at_top], edge.height)
    levels = Counter[tuple[bool, int]]()
    for edge in running:
        apart = edge.height < text[edge.page, edge.at_top] and (not edge.alike or edge.gap > _BREAK * size)
        levels[edge.level] += 1 if apart else -1
    inwards = sorted(running, key=lambda edge: (edge.page, edge.at_top, -edge.height))
    found: list[_Edge] = []
    for _, group in groupby(inwards, lambda edge: (edge.page, edge.at_top)):
        found.extend(dropwhile(lambda edge: levels[edge.level] < 0, group))
    return found


def _page_numbers(edges: Iterable[_Edge], size: float) -> Iterator[_Edge]:
    """The numbers that stand alone and count with the pages, or are set off from the text."""
    found = [(edge, number) for edge in edges if (number := _page_number(edge.text)) is not None]
    steps = Counter((edge.at_top, number - edge.page) for edge, number in found)
    for edge, number in found:
        if steps[edge.at_top, number - edge.page] > 1 or edge.gap > _APART * size:
            yield edge


def _page_number(text: str) -> int | None:
    """The number of a page that a line consists of."""
    match = _PAGE_NUMBER.fullmatch(text)
    if not match:
        return None
    number = match["number"]
    if number.isdigit():
        return int(number)
    values = [_ROMAN_DIGITS[digit] for digit in number]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def _is_sign(edge: _Edge, size: float) -> bool:
    """Whether an edge is the printer's sign at the foot of a page: letters and figures, no words."""
    low = not edge.at_top and edge.gap > _APART * size and edge.height <= _FOOT
    return low and bool(_NUMBER.search(edge.text)) and not _WORD.search(edge.text)


def _repeats(edge: _Edge, first: frozenset[str], size: float) -> bool:
    """Whether an edge of a later page says in smaller type what stands on the first: its title or sign."""
    if not edge.page or edge.line.size > SMALLER * size or not (edge.at_top or edge.gap > _APART * size):
        return False
    words = [word for word in edge.words if not _PAGE_NUMBER.fullmatch(word)]
    return bool(words) and first.issuperset(words)


def _above_text(edges: Iterable[_Edge], gone: Container[int], size: float) -> Iterator[_Edge]:
    """The edges of later pages in smaller type that stand above all that any other page has."""
    tops = [edge for edge in edges if edge.at_top and id(edge.line) not in gone]
    small = [edge for edge in tops if edge.page and edge.line.size <= SMALLER * size]
    single = {id(edge): edge for edge in small if edge.gap > _APART * size}
    text = min((edge.height for edge in tops if id(edge) not in single), default=0.0)
    return (edge for edge in single.values() if edge.height < text - size / 2)
