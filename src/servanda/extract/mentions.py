"""Mentions: where a text names actors, policies, events and places, those of the lexicon and new ones."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol, cast

from spacy.tokens import Doc

from servanda.extract.candidates import Candidates, is_apart, is_composed, is_other_office, plural
from servanda.extract.context import Context
from servanda.extract.forms import Forms
from servanda.extract.found import Found, Unsure
from servanda.extract.owners import lists_with, owners_after, owners_before
from servanda.extract.parser import Parsed
from servanda.extract.reference import Reference
from servanda.lexicon import Lexicon, Name
from servanda.model import Entity, Span

_TO_PLAIN = str.maketrans("‘’“”", "''\"\"")
_SPANS = "spans"
"""Under which key a parse keeps its spans that fit names."""

_MANY = 8
"""How many things a name may mean at most for all of them to be told as candidates."""


class Names(Protocol):
    """What one document adds to the lexicon: its own names, groups and bodies."""

    def complete(
        self, doc: Doc, known: tuple[Found, ...], unsure: frozenset[tuple[int, int]]
    ) -> tuple[Found, ...]:
        """The mentions in a passage, known and new ones, in order; none of just the tokens `unsure`."""

    def described(self, label: str, kind: str) -> Entity:
        """What the document describes with the words `label`."""

    def mentions(self, doc: Doc) -> tuple[Found, ...]:
        """The mentions in a passage that has been read."""

    def span(self, doc: Doc, first: int, end: int) -> Span | None:
        """The stretch of the source behind tokens of a passage, if it is one of the document's."""

    def above(self, parsed: Parsed) -> Doc | None:
        """The passage that holds another, as the items of a list are held by the words before it."""


class Gazetteer(Reference):
    """Finds the names of a lexicon in parsed passages: the longest match, and each token once."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__(lexicon)
        self.party_nouns = lexicon.party_nouns
        self.people_nouns = lexicon.people_nouns
        actors = lexicon.actor_nouns | lexicon.body_nouns | lexicon.people_nouns | lexicon.treaty_roles
        self.acting_nouns = (actors | lexicon.party_nouns) - lexicon.collective_nouns
        self.name_nouns = lexicon.name_nouns
        self._names_of: Names | None = None
        self._context = Context()
        self._unsure: dict[int, list[Unsure]] = {}
        self._names: dict[tuple[bool, str], list[Name]] = defaultdict(list)
        short = {(name.entity.iri, name.form) for name in lexicon.names if name.ambiguous}
        forms = [name for name in lexicon.names if not is_composed(name, short)]
        forms += [_in_plural(one) for one in forms if one.ambiguous]
        self._short_forms: dict[str, list[str]] = defaultdict(list)
        for name in lexicon.names:
            if name.ambiguous and name.entity.owners:
                self._short_forms[name.entity.iri].append(name.form)
        written = dict[tuple[str, bool], None]()  # as written: the tokenizer takes "u.s." apart
        for name in forms:
            form = _plain(name.form)
            written[form, name.exact] = None
            self._names[name.exact, form if name.exact else form.lower()].append(name)
        self._forms_in_text = Forms(written)

    def of(self, context: Context, names: Names | None = None) -> Gazetteer:
        """The same, but for the one document of which `context` tells, and whose own names are `names`."""
        own = copy.copy(self)
        own._context, own._names_of, own._unsure = context, names, {}  # noqa: SLF001 a copy of this class
        return own

    def person(self, title: str, name: str, day: date | None) -> Entity | None:
        """The only person whom the reference data call so, with the title: "President Prieto".

        Of several of one name, who held an office of that title on the day.
        """
        whole = f"{title} {name}".lower()
        people = {one.entity for one in self._names.get((False, whole), ()) if not one.ambiguous}
        if not people and day:
            offices = {one.entity.iri for one in self._names.get((False, title.lower()), ())}
            people = {
                person
                for one in self._lexicon.tenures
                if one.office in offices and one.covers(day) and (person := self.entity(one.holder))
                if name in person.label.split()
            }
        return next(iter(people)) if len(people) == 1 else None

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

    def find(self, doc: Doc) -> tuple[Found, ...]:
        """The mentions in `doc`, in order.

        With a document, the proper names that the lexicon lacks are among them, and the short forms
        that the document gave before.
        """
        known = self._known(doc)
        if not self._names_of:
            return known
        unsure = self._unsure[id(doc)]
        found = self._names_of.complete(doc, known, frozenset((one.first, one.end) for one in unsure))
        named = {i for one in found for i in range(one.first, one.end)}
        self._unsure[id(doc)] = [one for one in unsure if one.first not in named]
        return found

    def unsure(self, doc: Doc) -> tuple[Unsure, ...]:
        """The names in a passage that has been read which may mean one of several things."""
        return tuple(self._unsure.get(id(doc), ()))

    def context(self, parties: Iterable[Entity], docs: Iterable[Doc]) -> Context:
        """What a document with these parties and passages tells about the short names in it."""
        found = (one for doc in docs for some in self._settled(self._spans(doc)).values() for one in some)
        return Context(
            parties=tuple(frozenset(self.lineage(party)) for party in parties),
            named=frozenset(one.entity.iri for one in found if not one.adjective),
        )

    def _known(self, doc: Doc) -> tuple[Found, ...]:
        """The mentions of what the lexicon knows.

        A short name ("Congress", "its National Guard") counts where its owner is said beside it, or where
        the document as a whole tells whose it is; in the plural it means one of each owner.
        """
        spans = self._spans(doc)
        settled = self._settled(spans)
        if self._names_of:
            self._unsure[id(doc)] = []
            for found in (one for some in settled.values() for one in some):
                for form in self._short_forms.get(found.entity.iri, ()):
                    self._context.note(form, found.entity)  # "the U.S. Congress", before "the Congress"
        several = [one for one in spans if one.short or one.first not in settled]
        for one in reversed(several):  # "the Senate of the Congress of Peru": the last first
            owners = owners_after(doc, one.end, settled, several=one.plural)
            if owners and not one.certain:
                settled[one.first] = self._owned(one, owners)
        for one in several:
            if one.first not in settled or one.certain:
                before = [found for place in sorted(settled) for found in settled[place] if place < one.first]
                owners = owners_before(doc, one.first, before, several=one.plural)
                settled[one.first] = self._told(doc, one, owners, settled)
        return tuple(found for place in sorted(settled) for found in settled[place])

    def _spans(self, doc: Doc) -> tuple[Candidates, ...]:
        """The longest spans of the passage that fit names, in order."""
        if (kept := doc.user_data.get(_SPANS)) is not None:
            return cast("tuple[Candidates, ...]", kept)
        fitting = []
        for span in self._forms_in_text.find(doc):
            text = _plain(span.text)
            names = (*self._names.get((True, text), ()), *self._names.get((False, text.lower()), ()))
            written = tuple(name for name in names if not text.islower() or name.form.islower())
            one = Candidates(span.start, span.end, written)
            if written and not is_other_office(
                doc, one
            ):  # "may" and "turkey" are no names where they have no capital
                fitting.append(one)
        doc.user_data[_SPANS] = tuple(fitting)
        return tuple(fitting)

    def _settled(self, spans: Iterable[Candidates]) -> dict[int, tuple[Found, ...]]:
        """What names that mean one thing wherever they stand are found, by its first token."""
        settled: dict[int, tuple[Found, ...]] = {}
        for one in spans:
            certain = one.certain
            if certain and len({name.entity for name in certain}) == 1:
                settled[one.first] = (one.found(certain[0]),)
        return settled

    def _owned(self, one: Candidates, owners: Iterable[Entity]) -> tuple[Found, ...]:
        """What a name means that is said to belong to these owners: one thing of each."""
        chosen: dict[Entity, Name] = {}
        for owner in owners:
            theirs = [name for name in one.names if owner.iri in self.lineage(name.entity)]
            nearest = [name for name in theirs if owner.iri in name.entity.owners] or theirs
            if len({name.entity for name in nearest}) == 1:
                chosen[nearest[0].entity] = nearest[0]
        if self._names_of:
            for entity in chosen:
                self._context.note(one.form, entity)
        return tuple(one.found(name) for name in chosen.values())

    def _told(
        self,
        doc: Doc,
        one: Candidates,
        owners: tuple[Entity, ...],
        settled: Mapping[int, tuple[Found, ...]],
    ) -> tuple[Found, ...]:
        """What a name means where the words before it or the document tell which."""
        if one.certain and one.short:  # "Georgia" beside a place of the United States is the state there
            beside = lists_with(doc, one.first, one.end, settled)
            theirs = {owner for place in beside for owner in self.lineage(place)[1:]}
            names = [name for name in one.short if not theirs.isdisjoint(self.lineage(name.entity)[1:])]
            return (one.found(names[0]),) if names else settled.get(one.first, ())
        if is_apart(doc, one, self.party_nouns, owned=bool(owners)):
            return ()
        if owners:
            return self._owned(one, owners)
        if not one.plural and (entity := self._context.meant(one.form)):
            return tuple(one.found(name) for name in one.names if name.entity == entity)[:1]
        if found := self._of_parties(one):
            return found
        return self._of_named(doc, one, settled)

    def _of_parties(self, one: Candidates) -> tuple[Found, ...]:
        """What a name means that fits just one thing of the parties; in the plural, one of each."""
        groups = self._context.parties if one.plural else (frozenset().union(*self._context.parties),)
        chosen = [self._fitting(one.names, owners) for owners in groups]
        if not all(len({name.entity for name in fitting}) == 1 for fitting in chosen):
            return ()
        return tuple(dict.fromkeys(one.found(fitting[0]) for fitting in chosen))

    def _of_named(
        self, doc: Doc, one: Candidates, settled: Mapping[int, tuple[Found, ...]]
    ) -> tuple[Found, ...]:
        """What a name means that fits just one thing of those that the document names in full.

        One that is named in full further on in the passage is another: "the Congo, and the Democratic
        Republic of the Congo".
        """
        if one.form.lower() in self.name_nouns or one.plural:
            return ()  # "the Commission" is the one that the text named
        actors = [name for name in one.names if self.is_a(name.entity, "Actor")]
        fitting = self._fitting(actors, self._context.named)
        later = {found.entity for place, some in settled.items() if place > one.first for found in some}
        states = {name.entity for name in actors if name.entity.kind == "State"}
        if len({name.entity for name in fitting}) == 1 and not (later & states):
            return (one.found(fitting[0]),)
        of_parties = self._fitting(actors, frozenset().union(*self._context.parties))
        candidates = dict.fromkeys(name.entity for name in of_parties or (actors if states else fitting))
        if 1 < len(candidates) <= _MANY and self._names_of:
            self._unsure[id(doc)].append(Unsure(one.first, one.end, tuple(candidates)))
        return ()

    def _fitting(self, names: Iterable[Name], owners: frozenset[str]) -> list[Name]:
        """The names whose entity belongs to one of the owners, with all of its own if it has several."""
        return [
            name
            for name in names
            if (
                owners.issuperset(name.entity.owners)
                if len(name.entity.owners) > 1
                else not owners.isdisjoint(self.lineage(name.entity))
            )
        ]


def _plain(text: str) -> str:
    """A text with plain quotation marks and apostrophes."""
    return text if text.isascii() else text.translate(_TO_PLAIN)


def _in_plural(name: Name) -> Name:
    return Name(
        plural(name.form), name.entity, name.exact, name.ambiguous, plural=True, adjective=name.adjective
    )
