"""A `Document` to an `Extraction`: its parties, mentions, statements, figures and reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from servanda import iris
from servanda.extract import quick  # noqa: F401 - before spaCy is imported by any other
from servanda.extract.cues import CueBook
from servanda.extract.delegations import delegates
from servanda.extract.figures import find_figures
from servanda.extract.found import Found
from servanda.extract.making import hosts, signatories
from servanda.extract.mentions import Gazetteer
from servanda.extract.naming import Namer
from servanda.extract.parser import Parsed, parse, sentences
from servanda.extract.parties import find_parties, find_signing_place
from servanda.extract.predicates import predicates
from servanda.extract.repair import operative_words, repair_lists, repair_modals, repair_operative
from servanda.extract.repetition import linked
from servanda.extract.reports import ReportFinder, apart
from servanda.extract.statements import StatementFinder
from servanda.extract.topics import DocumentTopics, TopicFinder
from servanda.lexicon import Lexicon, known_in, lexicon_of
from servanda.limits import Deadline
from servanda.model import (
    Document,
    Entity,
    Extraction,
    Figure,
    Mention,
    PassageKind,
    Refusal,
    Statement,
    UnresolvedName,
)

_MADE = frozenset({PassageKind.DATELINE, PassageKind.SIGNATURE})
_TOLD = frozenset({PassageKind.PARAGRAPH, PassageKind.COVER_NOTE})
_PARSED = frozenset({PassageKind.PARAGRAPH, PassageKind.COVER_NOTE, *_MADE})


class Extractor:
    """Finds what documents declare, with the names and cues of one lexicon."""

    def __init__(self, lexicon: Lexicon, base: str = iris.BASE) -> None:
        self.lexicon = lexicon
        self._base = base
        self._gazetteer = Gazetteer(lexicon)
        self._topics = TopicFinder(lexicon)

    def extract(self, document: Document, deadline: Deadline | None = None) -> Extraction:
        """All that the document says, in text order.

        Statements are those of its own parties, from its own paragraphs. Covering notes, datelines and
        signatures give mentions and figures only, and the notes reports of who announced what; footnotes,
        tables and page furniture give nothing.
        Raises `ModelError` where no language model is installed, and `ReadError` when the deadline has
        passed.
        """
        parsed = self._parsed(document, deadline)
        instrument = tuple(one for one in parsed if one.passage.kind is PassageKind.PARAGRAPH)
        parties = find_parties(document, parsed, self._gazetteer, self._base)
        context = self._gazetteer.context(parties, (one.doc for one in parsed))
        gazetteer = self._gazetteer.of(context, Namer(self._gazetteer, document, parsed, self._base, parties))
        found = {one.place: gazetteer.find(one.doc) for one in parsed}
        topics = self._topics.of(document, parsed, found)
        statements = StatementFinder(document, self.lexicon, gazetteer, parties, self._base)
        reports = ReportFinder(document, self.lexicon, gazetteer, parties, self._base)
        figures = tuple(
            figure
            for one in _in_time(parsed, deadline)
            for figure in find_figures(one, found[one.place], gazetteer, document.date)
        )
        telling = (one for one in _in_time(parsed, deadline) if one.passage.kind in _TOLD)
        heard = {one.place: reports.hear(one, found[one.place]) for one in telling}
        said = [
            one
            for passage in _in_time(instrument, deadline)
            for one in statements.find(passage, found[passage.place], heard[passage.place].words)
        ]
        stated = tuple(one for one in said if isinstance(one, Statement))
        mentions = (_mention(one, mention) for one in parsed for mention in found[one.place])
        open_names = [self._decided(document, one) for one in _open_names(parsed, gazetteer)]
        decided = (one for one in open_names if isinstance(one, Mention))
        told = apart((report for one in heard.values() for report in one.reports), stated)
        return Extraction(
            document=document,
            parties=parties,
            signed_at=find_signing_place(parsed, self._gazetteer),
            mentions=tuple(sorted((*mentions, *decided), key=lambda one: one.span)),
            statements=tuple(_completed(one, figures, topics) for one in stated),
            figures=figures,
            reports=linked(told, stated, document),
            refusals=tuple(one for one in said if isinstance(one, Refusal)),
            unresolved=tuple(one for one in open_names if isinstance(one, UnresolvedName)),
            hosts=tuple(hosts(parsed, found, gazetteer)),
            signatories=tuple(signatories(document.kind, parsed, found, gazetteer)),
            delegates=tuple(_delegates(parsed, found, gazetteer)),
            topics=topics.of_passages(),
        )

    def _decided(self, document: Document, name: UnresolvedName) -> UnresolvedName | Mention:
        """A name that may mean several things, or what a curator has said that it means."""
        iri = iris.part(iris.document(document.name, self._base), "unresolved", name.span)
        entity = self._gazetteer.entity(iri)
        return Mention(entity, name.span, name.passage) if entity else name

    def _parsed(self, document: Document, deadline: Deadline | None) -> tuple[Parsed, ...]:
        """The passages, parsed and repaired, with the predicates of their sentences."""
        parsed = parse(document, _PARSED, deadline)
        words = operative_words(self.lexicon, document.kind)
        cues = CueBook(self.lexicon, document.kind.value)
        for one in parsed:
            repair_operative(one.doc, words)
            repair_lists(one.doc)
            repair_modals(one.doc)
            for sentence in sentences(one.doc):
                predicates(sentence, cues)  # with the verbs of speech; the parse keeps what is found
        return parsed


@cache
def extractor_of(ontology: Path, base: str = iris.BASE) -> Extractor:
    """The extractor with the names and cues in the folder `ontology`, made once in a process.

    Raises `LexiconError` for one that lacks what is needed, and `DataError` for RDF that does not parse.
    """
    return Extractor(lexicon_of(known_in(ontology)), base)


def _in_time(passages: tuple[Parsed, ...], deadline: Deadline | None) -> Iterator[Parsed]:
    """The passages one after the other, as long as the deadline has not passed."""
    for one in passages:
        if deadline:
            deadline.check()
        yield one


def _completed(statement: Statement, figures: tuple[Figure, ...], topics: DocumentTopics) -> Statement:
    """The statement with the figures that stand in its action, and with what it is about."""
    within = (figure for figure in figures if figure.span in statement.action)
    about = topics.of_act(statement.passage, statement.action)
    return replace(statement, figures=tuple(within), topics=about)


def _open_names(passages: tuple[Parsed, ...], gazetteer: Gazetteer) -> Iterator[UnresolvedName]:
    """The names that may mean one of several things."""
    for one in passages:
        for name in gazetteer.unsure(one.doc):
            yield UnresolvedName(name.candidates, one.span(name.first, name.end), one.place)


def _delegates(
    passages: tuple[Parsed, ...], found: Mapping[int, tuple[Found, ...]], gazetteer: Gazetteer
) -> Iterator[tuple[Entity, Entity]]:
    """Each delegation with a member that a passage gives it, once."""

    def can_be_sent(entity: Entity) -> bool:
        return gazetteer.is_a(entity, "Person", "Office")

    pairs = (
        (delegation, member.entity)
        for one in passages
        for delegation, member in delegates(one.doc, found[one.place], can_be_sent)
    )
    yield from dict.fromkeys(pairs)


def _mention(parsed: Parsed, found: Found) -> Mention:
    return Mention(found.entity, parsed.span(found.first, found.end), parsed.place)
