"""The edges of an instrument: its title and date, what stands around it on a page, and who signed it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from servanda.dates import find_dates, first_full_date
from servanda.read.blocks import Block
from servanda.read.drafting import CLOSING, SIGNATORY
from servanda.read.headings import HEADING_LENGTH, in_title_case, is_annex, number
from servanda.read.source import Role

_TEASERS = re.compile(
    r"(recent|related|latest|popular|more) (posts|articles|stories|news|reading|content)"
    r"|you (may|might) also (like|be interested in)|(leave|post) a (reply|comment)",
    re.IGNORECASE,
)
"""Headings after which a page shows other texts than the one asked for."""

_RELEASE = re.compile(r"for immediate release\b.{0,160}(?<![.;:,])", re.IGNORECASE | re.DOTALL)
"""The line that opens a released text; what stands before it covers it."""

_RELEASE_OPENING = re.compile(r"for immediate release\W*", re.IGNORECASE)
_TEXT_FOLLOWS = re.compile(
    r"\W*((?:begin|start of) (?:official |unofficial )?text"
    r"|(?:official |unofficial |full )?text(?: begins| follows)?:?"
    r"|(?:(?:the )?following is |here is |read )?(?:the )?(?:full |complete |official |english )*"
    r"(?:text|transcript) (?:of|from) [^.]{0,200}|read the full\b.{0,200}\bbelow"
    r"|(?:the )?(?:full |complete |official )?text of (?:the|this|a)\b[^.]{0,1000}"
    r"\b(?:follows|below|reads|released|issued)\b.*)\W*",
    re.IGNORECASE | re.DOTALL,
)
"""The line of a press note that announces the text of an instrument."""

_TEXT_ENDS = re.compile(
    r"\W*(end (?:of )?(?:official |unofficial )?text|notes? (?:to|for) (?:the )?editors?"
    r"|(?:for )?(?:press|media) (?:contacts?|enquir(?:ies|y)|inquir(?:ies|y)).{0,120}"
    r"|for (?:more|further) information.{0,160}|about the [A-Z][\w ]{2,60})\W*",
    re.IGNORECASE | re.DOTALL,
)
"""The line of a press note after the text of an instrument."""

_NOTE_LENGTH = 6
"""How many blocks a press note may have before the text that it announces."""
_SIGNATURE_LENGTH = 160
_UNDERTAKES = re.compile(r"\b(?:we|will|shall|must|should|may|agree|commit)\b", re.IGNORECASE)
_OWN = (Role.PARAGRAPH, Role.HEADING, Role.TABLE_ROW)
_AROUND = (Role.FURNITURE, Role.FOOTNOTE, Role.COVER_NOTE)

_NAMES = r"[A-Z][\w.'-]*(?: (?:of )?[A-Z][\w.'-]*){0,3}"
_NAMES_ITSELF = re.compile(
    r"(?:\d+ \(\d{4}\)\. )?(?:resolution|joint|declaration|statement|communiqué)\b", re.IGNORECASE
)
"""How a line begins that is a title, even if it has a date."""
_TOWN = re.compile(rf"{_NAMES}, (?!and\b){_NAMES}")
"""A town and the country or state it lies in."""


def titled(found: list[Block], title: str | None) -> Iterator[Block]:
    """The blocks, with the title, the release line and the lines that say when and where as what they are."""
    place = _title_place(found, title)
    known = title is not None or place is not None
    body = next(
        (i for i, block in enumerate(found) if block.role is Role.PARAGRAPH and block.ends), len(found)
    )
    for i, block in enumerate(found):
        standing = block.role in (Role.HEADING, Role.PARAGRAPH)
        if i == place or _is_release(block):
            yield replace(block, role=Role.TITLE)
        elif i < body and standing and (_is_dateline(block) or (known and _is_place(block))):
            yield replace(block, role=Role.DATELINE)
        elif block.role is Role.TITLE and not _goes_on_titling(found, i):
            yield replace(block, role=Role.HEADING)
        else:
            yield block


def title_of(block: Block) -> str:
    """The title in a block: its words, of a release line those after the date."""
    words = _RELEASE_OPENING.sub("", block.words)
    if words == block.words:
        return words
    day = next(iter(find_dates(words, None)), None)
    return words[day.end :].lstrip(" ,.:–-") if day and not day.start else words


def _goes_on_titling(found: Sequence[Block], i: int) -> bool:
    """Whether a block that its format calls a title is a further line of the one before it."""
    return i > 0 and found[i - 1].role is Role.TITLE


def _title_place(found: Sequence[Block], title: str | None) -> int | None:
    """Where the title stands: the heading that says what it is known to be, else the opening one."""
    said = [i for i, block in enumerate(found) if block.role is Role.TITLE]
    if title:
        wanted = _letters(title)
        headings = [i for i, block in enumerate(found) if block.role in (Role.HEADING, Role.TITLE)]
        same = next((i for i in headings if _letters(found[i].words) == wanted), None)
        if same is not None:
            return same
    if said:
        return said[0]
    own = (
        i
        for i, block in enumerate(found)
        if block.role not in (Role.FURNITURE, Role.COVER_NOTE)
        and not (_is_release(block) and not title_of(block))
    )
    first = next(own, None)
    if first is None or found[first].role is not Role.HEADING or number(found[first])[0]:
        return None
    if title and _letters(found[first].words) not in _letters(title):
        return None
    return first


def _letters(words: str) -> str:
    return "".join(sign for sign in words.casefold() if sign.isalnum())


def _is_dateline(block: Block) -> bool:
    """Whether a line says when, and perhaps where, the instrument was made, and nothing else."""
    return (
        len(block.words) <= HEADING_LENGTH
        and not block.words.endswith((".", ";", ":"))
        and not _NAMES_ITSELF.match(block.words)
        and first_full_date(block.words) is not None
    )


def _is_place(block: Block) -> bool:
    """Whether a line names a town and its country or state, and nothing else."""
    return block.role is Role.HEADING and bool(_TOWN.fullmatch(block.words))


def bounded(found: list[Block]) -> Iterator[Block]:
    """The blocks, with what covers, announces and follows the instrument set apart."""
    begin = _begin(found)
    end = next((i for i, block in enumerate(found) if _TEASERS.fullmatch(block.words)), len(found))
    after = next(
        (i for i, block in enumerate(found[begin:end], begin) if _TEXT_ENDS.fullmatch(block.words)), end
    )
    for i, block in enumerate(found):
        if block.role is Role.FURNITURE:
            yield block
        elif i >= end:
            yield replace(block, role=Role.FURNITURE)
        elif i < begin or i >= after:
            yield replace(block, role=Role.COVER_NOTE)
        else:
            yield block


def _begin(found: Sequence[Block]) -> int:
    """Where the instrument begins: at its release line, or after the lines that announce its text."""
    release = next((i for i, block in enumerate(found) if _is_release(block)), None)
    if release is not None:
        return release
    body = [i for i, block in enumerate(found) if block.role in (Role.PARAGRAPH, Role.HEADING)]
    return max((i + 1 for i in body[:_NOTE_LENGTH] if _TEXT_FOLLOWS.fullmatch(found[i].words)), default=0)


def _is_release(block: Block) -> bool:
    return block.role in (Role.PARAGRAPH, Role.HEADING) and bool(_RELEASE.fullmatch(block.words))


def closed(found: Sequence[Block]) -> list[Block]:
    """The blocks, with the words that close the instrument and the signatures around them as such."""
    done: list[Block] = []
    closing = started = False
    for block in found:
        own = block.role in _OWN and block.mark is None
        closes = own and started and _closes(block)
        if closes or (own and _signs(block, closing=closing)):
            if closes and not CLOSING.match(block.words):
                _sign_above(done)
            closing = closing or closes
            done.append(replace(block, role=Role.SIGNATURE))
        else:
            closing = closing and not own
            done.append(block)
        started = started or (block.role is Role.PARAGRAPH and block.ends)
    _sign_last(done, started=started)
    return done


def _sign_above(done: list[Block]) -> None:
    """The names right above the date that closes an instrument are signatures."""
    for i in range(len(done) - 1, -1, -1):
        if done[i].role not in _OWN or done[i].mark or not _is_name(done[i]):
            break
        done[i] = replace(done[i], role=Role.SIGNATURE)


def _sign_last(done: list[Block], *, started: bool) -> None:
    """Headings at the end with nothing under them are names."""
    for i in range(len(done) - 1, -1, -1):
        if done[i].role in _AROUND:
            continue
        if not started or done[i].role is not Role.HEADING or is_annex(done[i].words):
            break
        done[i] = replace(done[i], role=Role.SIGNATURE)


def _is_name(block: Block) -> bool:
    return len(block.words) <= HEADING_LENGTH and in_title_case(block.words) and not is_annex(block.words)


def _closes(block: Block) -> bool:
    """Whether a block says when or where the instrument was made, after all that it says."""
    return bool(CLOSING.match(block.words)) or (block.role is Role.HEADING and _is_dateline(block))


def _signs(block: Block, *, closing: bool) -> bool:
    """Whether a block is a signature: for whom, or a name or note below the words that close the text."""
    if SIGNATORY.fullmatch(block.words) and len(block.words) <= _SIGNATURE_LENGTH:
        return True
    if not closing or is_annex(block.words):
        return False
    note = len(block.words) <= _SIGNATURE_LENGTH and not _UNDERTAKES.search(block.words)
    return note or in_title_case(block.words)
