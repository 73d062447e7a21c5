"""Which blocks of a web page are its text, and which are what a site puts around any text."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import compress, takewhile

import trafilatura
from lxml import etree
from lxml.html import HtmlElement

from servanda.limits import Deadline
from servanda.read.html.flow import BLOCKS, Block
from servanda.read.html.furniture import is_counter, is_furniture
from servanda.read.html.shown import shown
from servanda.read.html.tree import parsed
from servanda.read.source import Mark, Role

_ATTRIBUTES = ("id", "class", "role", "itemprop", "href")
_INLINE = frozenset("hi ref del".split())
"""The elements of trafilatura's own output that stand within a line."""

_LARGEST_OUTLINE = 20_000
"""The elements up to which trafilatura is asked: its time grows with the square of their number."""

_SURE_LENGTH = 20
"""The letters from which on a line does not come twice by chance."""

_PROSE_LENGTH = 100
"""The characters from which on words are a paragraph, and no label.

This figure and the shares below were set on pages whose text is known: the Article Extraction Benchmark
and the evaluation pages of trafilatura and of Mozilla's Readability.
"""

_LINKS = 0.5
"""The share of links from which on words are a way to somewhere else."""

_NEARLY_ALL = 0.9
"""The share of the chosen letters that the text has to hold; the rest may be chosen by mistake."""

_FEW_LINKS = 0.05
"""The share of links up to which what stands around the text is more of it."""

_SOME_LINKS = 0.2
_FAR_MORE = 2
"""As `_FEW_LINKS`, for what is so many times longer than the text so far that it can be no furniture."""

_LITTLE = 0.3
"""The share of the letters of all paragraphs below which what was chosen is not believed to be the text."""

_LARGE = 0.3
"""The share of a page's text from which on no name makes an element furniture."""


@dataclass(frozen=True, slots=True)
class Content:
    """All `blocks` of a page, and of each whether it can be text, and whether it is the page's text."""

    blocks: Sequence[Block]
    possible: Sequence[bool]
    chosen: Sequence[bool]

    def opening_headings(self) -> list[str]:
        """The words of the main headings that stand before the first paragraph of the text."""
        before = takewhile(lambda block: not _is_prose(block), compress(self.blocks, self.chosen))
        return [block.words for block in before if block.level == 1]

    def text(self, title: str | None) -> Iterator[Block]:
        """The text of the page, the block that says its `title` marked as that.

        If no block of the text does, a heading elsewhere on the page that does is put before it, with
        what stands between the two; else the only main heading that opens the text, or that stands
        before it on a page without title, is the title.
        """
        place, begin = self._place_of(letters(title or "")), self.chosen.index(True)
        if place is not None and not self.chosen[place]:
            yield replace(self.blocks[place], mark=Mark(Role.TITLE))
        for i, block in enumerate(self.blocks):
            lead = place is not None and place < i < begin and self.possible[i] and block.linked <= _LINKS
            if self.chosen[i] or lead:
                yield replace(block, mark=Mark(Role.TITLE)) if i == place else block

    def _place_of(self, title: str) -> int | None:
        """Where the block stands that is the title, which is given by its letters alone."""
        said = [i for i, block in enumerate(self.blocks) if _says(block, title)]
        main = [i for i, block in enumerate(self.blocks) if block.level == 1]
        places = [i for i in said if self.chosen[i]] or [i for i in said if self.blocks[i].level]
        if not places and len(self.opening_headings()) == 1:
            places = [i for i in main if self.chosen[i]]
        if not places and not title and len(main) == 1 and main[0] < self.chosen.index(True):
            places = main
        return places[0] if places else None


def page_content(body: HtmlElement, blocks: Sequence[Block], deadline: Deadline) -> Content:
    """What among the blocks of `body` is the text of the page; something is, if there are any.

    trafilatura says which lines are the text. The element that holds nearly all of these, widened to what
    stands around it as long as that has few links, is the text, all of it but what is named as furniture.
    If that would be little of all the paragraphs on the page, these say where the text is.
    """
    lines = [[letters(run) for run in block.runs] for block in blocks]
    chosen = _chosen(body, deadline)
    votes = [any(line and line in chosen for line in own) for own in lines]
    page = _Page(body, blocks, [sum(map(len, own)) for own in lines])
    furniture = page.furniture(votes)
    deadline.check()
    possible = [
        block.is_note or not (furniture[block.element] or is_counter(block.words)) for block in blocks
    ]
    prose = [own and _is_prose(block) for own, block in zip(possible, blocks, strict=True)]
    within = page.within(_sure(blocks, lines, chosen, votes), possible)
    if page.letters_in(prose, within) < _LITTLE * page.letters_in(prose):
        votes, within = prose, page.within(prose, possible)
    text = [
        own and (inner or block.is_note) for block, own, inner in zip(blocks, possible, within, strict=True)
    ]
    return Content(blocks, possible, _without_ways_out(blocks, text, votes))


def _without_ways_out(blocks: Sequence[Block], text: Sequence[bool], votes: Sequence[bool]) -> Sequence[bool]:
    """The flags of the text, without the links to elsewhere before its first words and after its last."""
    words = [block.linked <= _LINKS or block.is_note for block in blocks]
    sure = votes if any(compress(votes, text)) else words
    middle = [i for i, own in enumerate(text) if own and sure[i]] or [0, len(blocks)]
    kept = [own and (words[i] or middle[0] <= i <= middle[-1]) for i, own in enumerate(text)]
    return kept if any(kept) else [True] * len(blocks)


def _says(block: Block, title: str) -> bool:
    """Whether a block says a title, or as a main heading the part of it before the name of the site."""
    words = letters(block.words)
    return bool(words) and (
        words == title or (block.level == 1 and len(words) >= _SURE_LENGTH and title.startswith(words))
    )


def letters(text: str) -> str:
    """The letters and figures of `text`, by which words are the same however they are set."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()


def _is_prose(block: Block) -> bool:
    return len(block.words) >= _PROSE_LENGTH and block.linked <= _LINKS and not block.level


def _sure(
    blocks: Sequence[Block], lines: Sequence[Sequence[str]], chosen: frozenset[str], votes: Sequence[bool]
) -> Sequence[bool]:
    """Which blocks show where the text stands: chosen and not found twice; without any, the longer ones."""
    count = Counter(line for own in lines for line in own)
    sure = [
        any(len(line) >= _SURE_LENGTH and line in chosen and count[line] == 1 for line in own)
        for own in lines
    ]
    prose = [_is_prose(block) for block in blocks]
    return next((flags for flags in (sure, votes, prose) if any(flags)), [True] * len(blocks))


class _Page:
    """The elements of a page, and how many letters stand in each."""

    def __init__(self, body: HtmlElement, blocks: Sequence[Block], sizes: Sequence[int]) -> None:
        self._elements: list[HtmlElement] = list(body.iter())
        self._body = body
        self._blocks = blocks
        self._sizes = sizes
        self._text = self._total(sizes)

    def _total(self, values: Iterable[float]) -> defaultdict[HtmlElement, float]:
        """For each element the sum of the values of the blocks in it."""
        total: defaultdict[HtmlElement, float] = defaultdict(float)
        for block, value in zip(self._blocks, values, strict=True):
            total[block.element] += value
        for element in reversed(self._elements[1:]):
            if value := total[element]:
                total[element.getparent()] += value
        return total

    def furniture(self, votes: Sequence[bool]) -> dict[HtmlElement, bool]:
        """For each element, whether it is furniture of the site, or within such."""
        voted = self._total(votes)
        prose = self._total(map(_is_prose, self._blocks))
        large = _LARGE * self._text[self._body]
        found = {self._body: False}
        for element in self._elements[1:]:
            found[element] = found[element.getparent()] or (
                self._text[element] < large
                and is_furniture(element, chosen=voted[element] > 0, prose=prose[element] > 0)
            )
        return found

    def letters_in(self, *flags: Sequence[bool]) -> int:
        """The letters of the blocks that have all of the flags."""
        return sum(size for size, *own in zip(self._sizes, *flags, strict=True) if all(own))

    def within(self, sure: Sequence[bool], possible: Sequence[bool]) -> list[bool]:
        """For each block, whether it stands in the element that holds the text."""
        inner = set(self._container(sure, possible).iter())
        return [block.element in inner for block in self._blocks]

    def _container(self, sure: Sequence[bool], possible: Sequence[bool]) -> HtmlElement:
        sizes = [size * own for size, own in zip(self._sizes, possible, strict=True)]
        core = self._total(size * own for size, own in zip(sizes, sure, strict=True))
        text = self._total(sizes)
        links = self._total(size * block.linked for size, block in zip(sizes, self._blocks, strict=True))
        here, most = self._body, _NEARLY_ALL * core[self._body]
        while most and (inner := next((one for one in here if core[one] >= most), None)) is not None:
            here = inner
        here = next((one for one in (here, *here.iterancestors()) if most and _is_frame(one)), here)
        while here is not self._body:
            around = here.getparent()
            added = text[around] - text[here]
            few = _FEW_LINKS if added < _FAR_MORE * text[here] else _SOME_LINKS
            if links[around] - links[here] > few * added:
                break
            here = around
        return here


def _is_frame(element: HtmlElement) -> bool:
    """Whether a page says of an element that the text stands in it."""
    return (
        element.tag in {"article", "main"}
        or element.get("role") in {"main", "article"}
        or element.get("itemprop") == "articleBody"
    )


def _chosen(body: HtmlElement, deadline: Deadline) -> frozenset[str]:
    """The letters of each line that trafilatura holds to be the text; nothing if it cannot tell.

    It is asked for as much as it can find (`favor_recall`), without the second opinions that it takes
    otherwise (`fast`): these cost as much again and, on an outline, choose no better.
    """
    outline, size = _outline(body, deadline)
    root, _ = parsed(outline)
    if root is None or size > _LARGEST_OUTLINE:
        return frozenset()
    try:
        found = trafilatura.bare_extraction(
            root, fast=True, favor_recall=True, include_comments=False, deduplicate=False
        )
    except Exception:  # noqa: BLE001 it raises whatever a broken page makes it; the page is read without it
        return frozenset()
    if not isinstance(found, trafilatura.settings.Document) or found.body is None:
        return frozenset()
    return frozenset(_lines(found.body))


def _outline(body: HtmlElement, deadline: Deadline) -> tuple[str, int]:
    """The page without what it hides and without inline elements but links; and its number of elements."""
    parts, size = ["<html><body>"], 0
    for event, element in shown(body, deadline):
        tag = element.tag
        kept = tag in {*BLOCKS, "br"} or (tag == "a" and element.get("href") is not None)
        if event == "start":
            if kept and element is not body:
                values = ((name, element.get(name)) for name in _ATTRIBUTES)
                parts += [f"<{tag}", *(f' {name}="{escape(value)}"' for name, value in values if value), ">"]
                size += 1
            parts.append(escape(element.text or ""))
        elif element is not body:
            if kept and event == "end" and tag not in {"br", "hr"}:
                parts.append(f"</{tag}>")
            parts.append(escape(element.tail or ""))
    return "".join(parts), size


def _lines(body: HtmlElement) -> Iterable[str]:
    line: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag not in _INLINE:
            yield letters("".join(line))
            line.clear()
        line.append((element.text if event == "start" else element.tail) or "")
