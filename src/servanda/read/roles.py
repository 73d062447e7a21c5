"""What each block of a text is to the instrument: title, heading, paragraph, signature, or no part of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from servanda.limits import Deadline
from servanda.read.blocks import Block, cut, joined, reread
from servanda.read.drafting import PREAMBULAR
from servanda.read.edges import bounded, closed, titled
from servanda.read.headings import HEADING_LENGTH, headed, is_heading_like, with_names
from servanda.read.mapping import Mapper
from servanda.read.notes import without_notes
from servanda.read.source import Role, Source

_CHROME_LINES = (
    r"(top|bottom) of page",
    r"\d+ views?(\s*\d+ comments?)?",
    r"\d+ (comments?|shares?|likes?|min(ute)?s? read)",
    r"see all|read more|menu|search|home|previous|next|download( pdf)?|print( this page)?",
    r"share( this)?( (on|via) \w+)?|tweet|email|facebook|twitter|linkedin|whatsapp|copy link",
    r"skip to (main )?content|back to top|sign up|log in|subscribe|cookie (policy|settings)",
    r"all rights reserved\.?|(please )?recycle",
    r"page \d+( of \d+)?|\d+ of \d+|[-–—] ?\d+ ?[-–—]|\d{1,4}|[\W_]+",
)
_CHROME = re.compile("|".join(_CHROME_LINES), re.IGNORECASE)
"""Lines that web pages and printed pages put around any text."""

_MASTHEAD_LINES = (
    r"(united nations )?[AES]/[A-Z0-9/.()-]+|united nations|general assembly|security council",
    r"distr\. ?:? ?\w+(\s+\d{1,2} \w+ \d{4})?|original: \w+|agenda item \d+.{0,20}",
    r"\[(without reference|on the report|adopted).{0,200}\]",
)
_MASTHEAD = re.compile("|".join(_MASTHEAD_LINES), re.IGNORECASE)
"""Lines at the head of documents of the United Nations; further down they are headings."""


def roles(
    source: Source, start: int, title: str | None, mapper: Mapper, deadline: Deadline
) -> tuple[Block, ...]:
    """The blocks of `source` from the offset `start` on, each with its role.

    A heading at the very beginning is the title, unless the document is known to have another `title`.
    Raises `ReadError` when the deadline has passed.
    """
    found = list(cut(source, start, mapper, deadline))
    body = next((i for i, block in enumerate(found) if block.ends), 0)
    found = [_furniture(source.text, block, mapper, head=i < body) for i, block in enumerate(found)]
    found = list(without_notes(source.text, found, mapper))
    found = list(_continued(found, mapper))
    found = list(headed(source, found, mapper))
    found = list(titled(list(bounded(found)), title))
    return tuple(closed(with_names(found, mapper)))


def _furniture(text: str, block: Block, mapper: Mapper, *, head: bool) -> Block:
    """A block, as furniture if only a page puts it there; `head` if it is above all sentences."""
    empty = not block.words and not (block.mark and block.mark.number)
    written = (block.words, text[block.span.start : block.span.end])
    chrome = any(map(_CHROME.fullmatch, written)) or (head and _MASTHEAD.fullmatch(block.words))
    if empty or (chrome and block.role not in (Role.FOOTNOTE, Role.CELL)):
        return reread(replace(block, role=Role.FURNITURE, mark=None), mapper)
    return block


def _continued(found: Sequence[Block], mapper: Mapper) -> list[Block]:
    """The blocks, those that a page's end broke put together again across what stands between."""
    done: list[Block] = []
    last: int | None = None
    for block in found:
        if block.role in (Role.FURNITURE, Role.FOOTNOTE):
            done.append(block)
        elif last is not None and _goes_on(done[last], block):
            between = tuple(one.span for one in done[last + 1 :])
            done[last] = joined(done[last], block, between, mapper)
        else:
            last = len(done)
            done.append(block)
    return done


def _goes_on(first: Block, second: Block) -> bool:
    """Whether a block goes on with the sentence of the one before it."""
    words = second.words
    if second.mark or first.role is not Role.PARAGRAPH or second.role is not Role.PARAGRAPH:
        return False
    if not first.words or not words[:1].islower() or first.words.endswith((".", ";", ":", "!", "?")):
        return False
    if first.words.endswith(","):
        return not PREAMBULAR.match(words[:1].upper() + words[1:])
    return not is_heading_like(first.words) or (len(words) <= HEADING_LENGTH and not second.ends)
