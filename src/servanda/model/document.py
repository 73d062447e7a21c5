"""A document as it was read: its text, its passages, and the spans and days in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import itemgetter
from typing import Generic, TypeAlias, TypeVar

T = TypeVar("T")
Day: TypeAlias = date
"""A type for fields beside one that is called `date`."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of `Document.text`: the characters from `start` up to, not including, `end`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span runs forward from 0, not {self.start},{self.end}")

    def __contains__(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def shared(self, other: Span) -> int:
        """The number of characters that both spans cover."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))


@dataclass(frozen=True, slots=True)
class Cited(Generic[T]):
    """A value together with the words it was read from."""

    value: T
    span: Span


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included."""

    start: date
    end: date


class InstrumentKind(StrEnum):
    """What kind of text a document is: the local names of the subclasses of `sv:Instrument`."""

    JOINT_DECLARATION = "JointDeclaration"
    JOINT_STATEMENT = "JointStatement"
    COMMUNIQUE = "Communique"
    TREATY = "Treaty"
    RESOLUTION = "Resolution"
    PRESS_RELEASE = "PressRelease"
    UNKNOWN = "Instrument"


class PassageKind(StrEnum):
    """What a passage is: the local names of the subclasses of `sv:Passage`.

    The last two are pieces of the file that are not part of the instrument.
    """

    DATELINE = "Dateline"
    SECTION = "Section"
    ANNEX = "Annex"
    PARAGRAPH = "Paragraph"
    TABLE_ROW = "TableRow"
    SIGNATURE = "SignatureBlock"
    FOOTNOTE = "Footnote"
    COVER_NOTE = "CoverNote"
    FURNITURE = "Furniture"


class Unit(StrEnum):
    """What people count to find a place in a file."""

    LINE = "line"
    PARAGRAPH = "paragraph"
    PAGE = "page"


class Part(StrEnum):
    """Which part of an instrument a paragraph belongs to: the local names of its class."""

    PREAMBLE = "PreambularParagraph"
    OPERATIVE = "OperativeParagraph"


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage as the parser sees it: cleaned text, and what each of its characters stands for.

    The character `i` of `text` stands for those of `Document.text` from `starts[i]` up to, not
    including, `ends[i]`: for one as a rule, for several where white space was folded or an accent
    joined to its letter. Several characters can stand for one, the letters of a ligature. Both ascend.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The stretch of `Document.text` behind the characters `start` to `end` of `text`."""
        if start >= end:
            raise ValueError(f"no characters between {start} and {end}")
        return Span(self.starts[start], self.ends[end - 1])

    def words(self, span: Span) -> str:
        """The characters of `text` that stand for something within `span`."""
        return self.text[bisect_left(self.starts, span.start) : bisect_left(self.starts, span.end)]


@dataclass(frozen=True, slots=True)
class Passage:
    """A section or paragraph of the instrument, or a piece of the file that is not part of it.

    `span` covers the whole passage, its number and heading included. `number` is as printed,
    without the punctuation around it. `parent` is the position in `Document.passages` of the
    section or paragraph that holds this one. `follows` is the position of the passage with the
    number before this one in its list; `skipped` are the numbers that should stand between the two
    and do not, `repeated` says that this one's number is not higher than that one's.
    """

    kind: PassageKind
    span: Span
    reading: Reading
    number: str | None = None
    heading: str | None = None
    parent: int | None = None
    part: Part | None = None
    follows: int | None = None
    skipped: tuple[str, ...] = ()
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that settle something about a document, and where they stand, if it is in its text."""

    words: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A text that was read: its characters, its structure, and what is known about it.

    `name` is the slug of the file's stem and ends the document's IRI; `file` is the file's name.
    `sha256` is that of the file's bytes, `media_type` their format. `kind_words` are the words that
    decided the kind, without a span where they stand outside the text; None if nothing did.
    `passages` stand in text order, each section before its paragraphs. `remarks` say what the user
    should know of how the file was read. `modified` is the day on which the file itself says that it was
    last written.

    `places` say where the text stands in the file, counted in its `unit`: pairs of an offset, ascending,
    and the number, from 1, of the place that the text from there on stands at, up to the next pair. The
    numbers ascend, too, but for footnotes, which are read after what refers to them. Without any, the text
    is the file's own, and its lines are those of the file.
    """

    name: str
    file: str
    text: str
    sha256: str
    media_type: str
    kind: InstrumentKind
    kind_words: Evidence | None
    title: str
    date: date | None
    passages: tuple[Passage, ...]
    language: str = "en"
    publisher: str | None = None
    source: str | None = None
    rights: str | None = None
    note: str | None = None
    remarks: tuple[str, ...] = ()
    unit: Unit = Unit.LINE
    places: tuple[tuple[int, int], ...] = ()
    modified: Day | None = None

    def place(self, offset: int) -> int:
        """The number of the line, paragraph or page of the file that a character of the text stands on."""
        if not self.places:
            return self.text.count("\n", 0, offset) + 1
        return self.places[max(bisect_right(self.places, offset, key=itemgetter(0)), 1) - 1][1]

    def quote(self, span: Span) -> str:
        """The characters of the text that `span` covers."""
        return self.text[span.start : span.end]
