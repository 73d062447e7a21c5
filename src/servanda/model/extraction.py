"""What was found in a document: entities, statements, figures and reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from servanda.model.document import Cited, Document, Period, Span


@dataclass(frozen=True, slots=True, order=True)
class Entity:
    """An actor, policy, event or place: one of the reference data, or a new one found in a text.

    `kind` is the local name of its class in the ontology (`State`, `Agency`, `Program`, `Place` …),
    `owners` the IRIs of the actors that it is an organ of or belongs to. A `minted` entity
    stands in no reference data; the document's graph has to describe it. `may_be` are the IRIs of those
    that do, of which its name is so like that it may be one of them.
    """

    iri: str
    label: str
    kind: str
    owners: tuple[str, ...] = ()
    minted: bool = False
    may_be: tuple[str, ...] = ()


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
class Baseline:
    """What a quantity is compared with: its words, and the period that they name, if any."""

    words: str
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity that the text states: "at least 100,000 apprehensions", "$4 billion a year", "halve".

    `unit` is a code of ISO 4217, "percent", "times" (to halve is 0.5), a measure or the counted noun,
    `bound` one of those in `ontology/figure.ttl`; `upper` ends a range from `value`; `source` counted.
    `change` is "increase" or "decrease" where it tells by how much something grows or shrinks, and
    `target_date` the last day by which it is to be reached, if it stands beside it.
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
    change: str | None = None
    baseline: Cited[Baseline] | None = None
    target_date: Cited[date] | None = None


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
    `bearers` is empty where it does not, or where the words name no actor that is known. `topics` are
    IRIs of the topic scheme, `figures` the quantities within the action.
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
    topics: tuple[Cited[str], ...] = ()
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

    `passage` is where the latter stand in `Document.passages`; `actions` those of their statements, if any.
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

    `delegates` has each delegation with a member that the text gives it, `topics` those of the passages,
    by position.
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
    topics: tuple[tuple[int, tuple[Cited[str], ...]], ...] = ()
