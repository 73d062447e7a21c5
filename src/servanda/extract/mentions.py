"""Mentions: where a text names actors, policies, events and places, those of the lexicon and new ones."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Protocol

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Token
from spacy.util import filter_spans

from servanda.extract.parser import Parsed, language
from servanda.lexicon import Lexicon, Name
from servanda.model import Entity, Span

_TO_PLAIN = str.maketrans("‘’“”", "''\"\"")
_LIST_WORDS = frozenset({",", "and", "the", "of", "from", "as", "well", "(", ")"})
_POSSESSIVES = frozenset({"its", "their", "our", "his", "her"})


@dataclass(frozen=True, slots=True)
class Found:
    """Tokens `first` up to `end` of a passage that name an entity; an adjective if `adjective`."""

    first: int
    end: int
    entity: Entity
    adjective: bool = False


class Names(Protocol):
    """What one document adds to the lexicon: its own names, groups and bodies."""

    def complete(self, doc: Doc, known: tuple[Found, ...]) -> tuple[Found, ...]:
        """The mentions in a passage, those that are known and new ones, in order."""

    def described(self, label: str, kind: str) -> Entity:
        """What the document describes with the words `label`."""

    def mentions(self, doc: Doc) -> tuple[Found, ...]:
        """The mentions in a passage that has been read."""

    def span(self, doc: Doc, first: int, end: int) -> Span | None:
        """The stretch of the source behind tokens of a passage, if it is one of the document's."""

    def above(self, parsed: Parsed) -> Doc | None:
        """The passage that holds another, as the items of a list are held by the words before it."""


@dataclass(frozen=True, slots=True)
class _Candidates:
    """Tokens that fit one or several names of the lexicon."""

    first: int
    end: int
    names: tuple[Name, ...]


class Gazetteer:
    """Finds the names of a lexicon in parsed passages: the longest match, and each token once."""

    def __init__(self, lexicon: Lexicon) -> None:
        vocab = language().vocab
        self.party_nouns = lexicon.party_nouns
        self.people_nouns = lexicon.people_nouns
        self.name_nouns = lexicon.name_nouns
        self._names_of: Names | None = None
        self._kinds = lexicon.kinds
        self._entities = {name.entity.iri: name.entity for name in lexicon.names}
        self._names: dict[tuple[bool, str], list[Name]] = defaultdict(list)
        for name in lexicon.names:
            form = name.form.translate(_TO_PLAIN)
            self._names[name.exact, form if name.exact else form.lower()].append(name)
        self._matchers = {
            exact: PhraseMatcher(vocab, attr="ORTH" if exact else "LOWER") for exact in (True, False)
        }
        for name in lexicon.names:  # as written: the tokenizer takes "u.s." apart
            self._matchers[name.exact].add("name", [language().make_doc(name.form.translate(_TO_PLAIN))])

    def of(self, names: Names) -> Gazetteer:
        """The same, but for the one document whose own names are `names`."""
        own = copy.copy(self)
        own._names_of = names  # noqa: SLF001 a copy of this class
        return own

    def entity(self, iri: str) -> Entity | None:
        """The entity with this IRI, if the reference data have it."""
        return self._entities.get(iri)

    def is_a(self, entity: Entity, *classes: str) -> bool:
        """Whether an entity is of one of the classes of the ontology, or of one below it."""
        return any(entity.kind in self._kinds.get(one, ()) for one in classes)

    def described(self, label: str, kind: str) -> Entity | None:
        """What one document describes with these words; None without a document, or without words."""
        return self._names_of.described(label, kind) if self._names_of and label else None

    def mentions(self, doc: Doc) -> tuple[Found, ...]:
        """The mentions in a passage of the document that has been read."""
        return self._names_of.mentions(doc) if self._names_of else ()

    def span(self, doc: Doc, first: int, end: int) -> Span | None:
        """The stretch of the source behind tokens of any passage of the document."""
        return self._names_of.span(doc, first, end) if self._names_of else None

    def above(self, parsed: Parsed) -> Doc | None:
        """The passage of the document that holds another; None without one, or without a document."""
        return self._names_of.above(parsed) if self._names_of else None

    def find(self, doc: Doc, parties: Iterable[Entity] = ()) -> tuple[Found, ...]:
        """The mentions in `doc`, in order.

        With a document, the proper names that the lexicon lacks are among them, and the short forms
        that the document gave before.
        """
        known = self._known(doc, parties)
        return self._names_of.complete(doc, known) if self._names_of else known

    def _known(self, doc: Doc, parties: Iterable[Entity]) -> tuple[Found, ...]:
        """The mentions of what the lexicon knows.

        A short name ("Congress", "its National Guard") counts where its owner is said right before
        it, or where just one of its bearers belongs to a party of the document.
        """
        owners = frozenset(iri for party in parties for iri in self.lineage(party))
        found: list[Found] = []
        spans = tuple(self._candidates(doc))
        for candidates, following in zip_longest(spans, spans[1:]):
            after = self._state_after(doc, candidates, following) if following else None
            name = self._chosen(candidates, owners, after or _possessor(doc, candidates.first, found))
            if name:
                found.append(Found(candidates.first, candidates.end, name.entity, name.adjective))
        return tuple(found)

    def _candidates(self, doc: Doc) -> Iterator[_Candidates]:
        spans = [span for matcher in self._matchers.values() for span in matcher(doc, as_spans=True)]
        for span in sorted(filter_spans(spans)):
            text = span.text
            names = (*self._names.get((True, text), ()), *self._names.get((False, text.lower()), ()))
            written = tuple(name for name in names if not text.islower() or name.form.islower())
            if written:  # "may" and "turkey" are no names where they have no capital
                yield _Candidates(span.start, span.end, written)

    def _state_after(self, doc: Doc, candidates: _Candidates, following: _Candidates) -> Entity | None:
        """The state that a name is said to belong to right after it: "the Senate of Canada"."""
        between = doc[candidates.end : following.first].text.lower()
        state = following.names[0].entity
        return state if between in ("of", "of the") and state.kind == "State" else None

    def _chosen(self, candidates: _Candidates, owners: frozenset[str], owner: Entity | None) -> Name | None:
        """The one name that fits, if the text settles which; `owner` is whose the text says it is."""
        certain = [name for name in candidates.names if not name.ambiguous]
        if certain:
            one = len({name.entity for name in certain}) == 1
            return certain[0] if one else self._belonging(certain, owners)
        if owner:
            theirs = tuple(name for name in candidates.names if owner.iri in self.lineage(name.entity))
            return (
                theirs[0] if len({name.entity for name in theirs}) == 1 else self._belonging(theirs, owners)
            )
        return self._belonging(candidates.names, owners)

    def _belonging(self, names: Iterable[Name], owners: frozenset[str]) -> Name | None:
        """The only one of the names whose entity belongs to one of the owners."""
        fitting = [name for name in names if self._is_of(name.entity, owners)]
        return fitting[0] if len({name.entity for name in fitting}) == 1 else None

    def _is_of(self, entity: Entity, owners: frozenset[str]) -> bool:
        """Whether an entity belongs to the owners, with all of its own if it has several."""
        if len(entity.owners) > 1:
            return owners.issuperset(entity.owners)
        return not owners.isdisjoint(self.lineage(entity))

    def lineage(self, entity: Entity) -> tuple[str, ...]:
        """The IRIs of the entity itself and of all that it belongs to, nearest first."""
        line = {entity.iri: None}
        steps = [entity]
        while steps:
            above = (self._entities.get(iri) for iri in steps.pop(0).owners)
            new = [owner for owner in above if owner and owner.iri not in line]
            line |= dict.fromkeys(owner.iri for owner in new)
            steps += new
        return tuple(line)


def listed(doc: Doc, mentions: tuple[Found, ...], place: int) -> Iterator[Found]:
    """The mentions after the token at `place`, as long as only the words of a list stand between them.

    So the states after "leaders" in "the leaders of Japan, the Republic of Korea (ROK), and Canada".
    """
    end = next((mention.end for mention in mentions if mention.first <= place < mention.end), place + 1)
    for mention in mentions:
        if mention.first < end:
            continue
        if any(token.lower_ not in _LIST_WORDS for token in doc[end : mention.first]):
            return
        yield mention
        end = mention.end


def _possessor(doc: Doc, first: int, before: list[Found]) -> Entity | None:
    """The actor that the words right before a name point to: "Mexico's", "Mexican", "Mexico", "its"."""
    while first and doc[first - 1].pos_ == "ADJ" and not any(found.end == first for found in before):
        first -= 1  # "its entire Southern Border"
    if first == 0:
        return None
    previous: Token = doc[first - 1]
    if previous.tag_ == "POS" or any(found.end == first and found.entity.kind == "State" for found in before):
        reach = first - 1 if previous.tag_ == "POS" else first
        return next((found.entity for found in before if found.end == reach), None)
    if previous.lower_ in _POSSESSIVES:
        sentence = previous.sent
        return next(
            (f.entity for f in before if f.first >= sentence.start and f.entity.kind == "State"), None
        )
    return None
