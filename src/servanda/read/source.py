"""What a format hands over: the text of a file, and what the file says about the blocks of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

from servanda.read.metadata import Metadata


class Role(Enum):
    """What a block is to the instrument; a cell of a table is a paragraph and never a heading."""

    TITLE = auto()
    DATELINE = auto()
    HEADING = auto()
    PARAGRAPH = auto()
    TABLE_ROW = auto()
    CELL = auto()
    SIGNATURE = auto()
    FOOTNOTE = auto()
    COVER_NOTE = auto()
    FURNITURE = auto()


@dataclass(frozen=True, slots=True)
class Mark:
    """What a format says of a block: its role, and its level.

    That of a heading is 1 for the highest; that of a paragraph, how many lists are around its own.
    """

    role: Role
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a file as its format gives it, before anything is read from it.

    Blocks are set apart by blank lines. `marks` has what the format says of those that it says
    something of, by the offset of their first character. Lines that are `wrapped` end where the paper
    did, so that what opens a line opens no block. `media_type` is that of the file, with its
    charset where it is text. `remarks` are what the user should know of how the file was read.
    """

    text: str
    media_type: str
    markdown: bool = False
    wrapped: bool = False
    marks: dict[int, Mark] = field(default_factory=dict)
    metadata: Metadata = field(default_factory=Metadata)
    remarks: tuple[str, ...] = ()


class Composer:
    """Puts the blocks of a file together to one text, each apart from the next by a blank line."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self.marks: dict[int, Mark] = {}

    def add(self, words: str, mark: Mark | None = None) -> None:
        """Add a block; blank lines within it and white space around it are left out.

        `words` begin with the list mark of an item as people see it ("1. ", "(a) ", "- ").
        """
        block = "\n".join(line.strip() for line in words.splitlines() if line.strip())
        if not block:
            return
        if mark:
            self.marks[self._length] = mark
        self._pieces.append(f"{block}\n")
        self._length += len(block) + 2

    @property
    def text(self) -> str:
        """All blocks so far."""
        return "\n".join(self._pieces)
