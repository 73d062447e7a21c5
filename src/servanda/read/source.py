"""What a format hands over: the text of a file, and what the file says about the blocks of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto

from servanda.model import Unit
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
    charset where it is text. `remarks` are what the user should know of how the file was read. `places`
    say where the text stands in the file, in its `unit`, as those of a `Document` do. `modified` is the day
    on which the file itself says that it was last written.
    """

    text: str
    media_type: str
    markdown: bool = False
    wrapped: bool = False
    marks: dict[int, Mark] = field(default_factory=dict)
    metadata: Metadata = field(default_factory=Metadata)
    remarks: tuple[str, ...] = ()
    unit: Unit = Unit.LINE
    places: tuple[tuple[int, int], ...] = ()
    modified: date | None = None


class Composer:
    """Puts the blocks of a file together to one text, each apart from the next by a blank line."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._places: list[tuple[int, int]] = []
        self.marks: dict[int, Mark] = {}

    def add(self, words: str, place: int, mark: Mark | None = None) -> None:
        """Add a block; blank lines within it and white space around it are left out.

        `words` begin with the list mark of an item as people see it ("1. ", "(a) ", "- "). `place` is the
        number of the line, paragraph or page that they begin at.
        """
        block = _tidied(words)
        if not block:
            return
        if mark:
            self.marks[self._length] = mark
        self._note(self._length, place)
        self._pieces.append(f"{block}\n")
        self._length += len(block) + 2

    def go_on(self, words: str, place: int) -> None:
        """Add further lines to the last block, which stand at another place."""
        more = _tidied(words)
        if more and self._pieces:
            self._note(self._length - 1, place)
            self._pieces[-1] += f"{more}\n"
            self._length += len(more) + 1

    def _note(self, offset: int, place: int) -> None:
        if not self._places or self._places[-1][1] != place:
            self._places.append((offset, place))

    @property
    def places(self) -> tuple[tuple[int, int], ...]:
        """Where the blocks so far stand, as a `Source` has it."""
        return tuple(self._places)

    @property
    def text(self) -> str:
        """All blocks so far."""
        return "\n".join(self._pieces)


def _tidied(words: str) -> str:
    """The lines of a block without white space around them and without blank ones."""
    return "\n".join(line.strip() for line in words.splitlines() if line.strip())
