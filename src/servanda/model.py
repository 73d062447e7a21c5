"""What the stages hand to one another: plain frozen values, without RDF and without spaCy.

Every offset counts characters (Unicode code points) of `Document.text` from 0, the end exclusive,
as RFC 5147 counts them in plain text.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


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


# --- a document, as `read` leaves it ---------------------------------------------------------


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
    should know of how the file was read.
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

    def quote(self, span: Span) -> str:
        """The characters of the text that `span` covers."""
        return self.text[span.start : span.end]


# --- what `extract` finds in it --------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Entity:
    """An actor, policy, event or place: one of the reference data, or a new one found in a text.

    `kind` is the local name of its class in the ontology (`State`, `Agency`, `Program`, `Place` …),
    `owners` the IRIs of the actors that it is an organ of or belongs to. A `minted` entity
    stands in no reference data; the document's graph has to describe it.
    """

    iri: str
    label: str
    kind: str
    owners: tuple[str, ...] = ()
    minted: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name an entity; `passage` is a position in `Document.passages`."""

    entity: Entity
    span: Span
    passage: int


@dataclass(frozen=True, slots=True)
class UnresolvedName:
    """Words that name one of the `candidates`; `passage` is a position in `Document.passages`."""

    candidates: tuple[Entity, ...]
    span: Span
    passage: int


@dataclass(frozen=True, slots=True)
class Reference:
    """A pointer to an earlier statement, decision or document, with its date if one is named."""

    span: Span
    date: date | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity that the text states: "at least 100,000 apprehensions", "$4 billion a year", "halve".

    `unit` is a code of ISO 4217, "percent", "times" (to halve is 0.5), a measure or the counted noun,
    `bound` one of those in `ontology/figure.ttl`; `upper` ends a range from `value`; `source` counted.
    """

    span: Span
    passage: int
    value: Decimal
    unit: str
    upper: Decimal | None = None
    bound: str | None = None
    per: str | None = None
    period: Cited[Period] | None = None
    source: Entity | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What a statement says of its own terms; each with the words it was read from.

    `timing` and `frequency` are words such as "immediately" and "every year", `means` what the act is
    to be done by, `in_accordance_with` the rules that it is to follow.
    """

    condition: Cited[str] | None = None
    deadline: Cited[date] | None = None
    period: Cited[Period] | None = None
    timing: Cited[str] | None = None
    frequency: Cited[str] | None = None
    purpose: Cited[str] | None = None
    means: Cited[str] | None = None
    in_accordance_with: Cited[str] | None = None
    refers_to: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One illocutionary act: who undertakes, holds or asks what, how firmly, under which terms.

    `action` is the span of the act or proposition, `sentence` that of the sentence around it,
    `passage` a position in `Document.passages`. `force` is the local name of a force in
    `ontology/force.ttl`, `cue` the IRI of the cue that decided it, `cue_span` its words, and `rule` the
    local name of the rule in `ontology/rule.ttl` by which it was found. `verb` is the lemma of the
    action's first verb. `doer` are the words that say who bears it, None where the text does not;
    `bearers` is empty where it does not, or where the words name no actor that is known. `figures`
    are the quantities within the action.
    """

    action: Span
    sentence: Span
    passage: int
    force: str
    rule: str
    cue: str
    cue_span: Span
    verb: str
    reaffirmed: bool = False
    negated: bool = False
    bearers: tuple[Entity, ...] = ()
    doer: Span | None = None
    addressees: tuple[Cited[Entity], ...] = ()
    beneficiaries: tuple[Cited[Entity], ...] = ()
    places: tuple[Cited[Entity], ...] = ()
    concerns: tuple[Cited[Entity], ...] = ()
    involves: tuple[Cited[Entity], ...] = ()
    topics: tuple[str, ...] = ()
    terms: Terms = field(default_factory=Terms)
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why words that could make a statement, or a whole sentence, make none.

    `span` are the words, `cue` the IRI of the cue that they are, None for a sentence without any.
    `why` says it in words that go on from "no statement:".
    """

    span: Span
    sentence: Span
    passage: int
    why: str
    cue: str | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a note that stand in the instrument as well: `words` in the note, `source` in the instrument.

    `passage` is where the latter stand in `Document.passages`; `actions` are those of the statements they
    are of, if of any.
    """

    words: Span
    source: Span
    passage: int
    actions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What a text says that somebody said, announced, released or agreed to; no statement of the parties.

    A note tells what was done with the instrument, the instrument what others, or one of its parties, said
    elsewhere. `content` is the span of what was said, `passage` the position in `Document.passages` of what
    holds it, `sentence` the span of the sentence that tells it. `verb` is the lemma of the reporting verb,
    `reporters` are those who did the act, and `day` is when, if the sentence names it. `quotes` are the words
    that a note has from the instrument.
    """

    content: Span
    sentence: Span
    passage: int
    verb: str
    reporters: tuple[Entity, ...]
    day: Cited[date] | None = None
    quotes: tuple[Quotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one document, in text order.

    `delegates` has each delegation with a member that the text gives it.
    """

    document: Document
    parties: tuple[Entity, ...]
    signed_at: Entity | None
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]
    figures: tuple[Figure, ...]
    reports: tuple[Report, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    unresolved: tuple[UnresolvedName, ...] = ()
    hosts: tuple[Cited[Entity], ...] = ()
    signatories: tuple[Cited[Entity], ...] = ()
    delegates: tuple[tuple[Entity, Entity], ...] = ()
