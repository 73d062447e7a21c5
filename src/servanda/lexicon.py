"""The ontology as the extractor needs it: names of entities, cues, role nouns and verbs, as plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType

from rdflib import URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS, XSD

from servanda.errors import DataError, LexiconError
from servanda.model import Entity
from servanda.rdf import Facts, Typed, facts_of, is_blank
from servanda.vocab import SV

_TOPICS = URIRef("https://w3id.org/servanda/topic")
_BOOLEAN, _DATE = str(XSD.boolean), str(XSD.date)
_TOPS = (SV.Actor, SV.Policy, SV.Event, SV.Place)
"""The classes of what has names."""

_OWNED = (SV.organOf, SV.represents, SV.policyOf, SV.locatedIn)
"""The properties that lead from an entity to whose it is."""


@dataclass(frozen=True, slots=True)
class Name:
    """A form of words that names an entity.

    `exact` names count only as they are written ("US", not "us"); `ambiguous` ones only where the
    text tells which thing they mean ("Congress", "National Guard"), and in the `plural` one of each owner;
    `adjective` ones are demonyms.
    """

    form: str
    entity: Entity
    exact: bool = False
    ambiguous: bool = False
    plural: bool = False
    adjective: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that show a force: see `sv:Cue` and its properties in `ontology/force.ttl`.

    `kind` is "verb", "noun", "adjective", "adverb" or "modal"; `words` the lemma of the first word and the
    words that must follow it; `force` is None for a verb that only carries a noun cue.
    """

    iri: str
    kind: str
    words: tuple[str, ...]
    force: str | None
    frames: frozenset[str]
    instrument: str | None = None
    reaffirms: bool = False
    negates: bool = False
    carries: bool = False


@dataclass(frozen=True, slots=True)
class Tenure:
    """The days from `start` to `end`, both included, for which a person holds an office, by their IRIs.

    None is a day that nobody has written down: the tenure had begun long before, or has not ended.
    """

    holder: str
    office: str
    start: date | None
    end: date | None

    def covers(self, day: date) -> bool:
        """Whether the office is held on a day; a tenure without a first day tells of none."""
        return self.start is not None and self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that the extractor knows of names, cues, roles and reporting verbs."""

    names: tuple[Name, ...]
    cues: tuple[Cue, ...]
    party_nouns: frozenset[str]
    collective_nouns: frozenset[str]
    treaty_roles: frozenset[str]
    body_nouns: frozenset[str]
    actor_nouns: frozenset[str]
    people_nouns: frozenset[str]
    name_nouns: Mapping[str, str]
    """The nouns that head proper names, each with the local name of the class of what they name."""
    kinds: Mapping[str, frozenset[str]]
    """The local names of the classes of entities, each with those of itself and the classes below it."""
    topics: tuple[tuple[str, str], ...]
    """The words of the topic scheme, each with the IRI of the concept that it leads to."""
    broader_topics: Mapping[str, str]
    """The IRIs of the narrower topics, each with that of the one above it."""
    misleading: frozenset[str]
    """Phrases that hold such words and lead to no concept."""
    reporting: Mapping[str, frozenset[str]]
    """The lemmas of reporting verbs, each with the local names of its frames."""
    tenures: tuple[Tenure, ...]
    members: Mapping[str, frozenset[str]]
    """The IRIs of organizations and groups, each with those of its members."""
    same: Mapping[str, str]
    """IRIs that a curator has said to be the same as another, each with that of the entity it is."""
    different: frozenset[frozenset[str]]
    """Pairs of IRIs that a curator has said to be different, however like their names."""


def load(folder: Path) -> Lexicon:
    """The lexicon in the Turtle files of `folder` and of its `reference/`.

    Raises `LexiconError`, naming the file and line, for a file that does not parse, and naming the
    term, for a cue, a reporting verb or an entity that lacks what it must have.
    """
    return lexicon_of(facts_in(folder))


def facts_in(folder: Path) -> Facts:
    """All that the Turtle files of `folder` and of its `reference/` say.

    Raises `LexiconError`, naming the file and line, for a file that does not parse.
    """
    try:
        return facts_of(sorted((*folder.glob("*.ttl"), *folder.glob("reference/*.ttl"))))
    except DataError as error:
        raise LexiconError(error.what, error.where) from error


@cache
def known_in(folder: Path) -> Facts:
    """What `facts_in` gives for a folder, read once in a process."""
    return facts_in(folder)


def lexicon_of(facts: Facts) -> Lexicon:
    """The lexicon that the facts make. Raises `LexiconError`, naming the term, where one lacks something."""
    same = _same(facts)
    return Lexicon(
        names=tuple(sorted(_names(facts, same), key=attrgetter("form", "entity.iri"))),
        cues=tuple(sorted(_cues(facts), key=lambda cue: cue.iri)),
        party_nouns=_lemmas(facts, SV.standsFor, SV.Party),
        collective_nouns=_lemmas(facts, SV.collective, "true"),
        treaty_roles=_lemmas(facts, SV.standsFor, SV.Role),
        body_nouns=_lemmas(facts, SV.standsFor, SV.Institution),
        actor_nouns=_lemmas(facts, SV.standsFor, SV.Actor),
        people_nouns=_lemmas(facts, SV.standsFor, SV.PopulationGroup),
        name_nouns=MappingProxyType(dict(sorted(_name_nouns(facts)))),
        kinds=MappingProxyType(_kinds(facts)),
        topics=tuple(sorted(_topics(facts))),
        broader_topics=MappingProxyType(dict(sorted(_broader(facts)))),
        misleading=frozenset(phrase for _, phrase in facts.pairs(SV.misleadingPhrase)),
        reporting=MappingProxyType(dict(sorted(_reporting(facts)))),
        tenures=tuple(sorted(_tenures(facts), key=lambda one: (one.holder, one.office, str(one.start)))),
        members=MappingProxyType(_members(facts)),
        same=MappingProxyType(same),
        different=frozenset(frozenset(pair) for pair in facts.pairs(OWL.differentFrom)),
    )


def _same(facts: Facts) -> dict[str, str]:
    """What `owl:sameAs` in the reference data says to be what, to the end of each chain."""
    said: dict[str, str] = {}
    for one, other in sorted(facts.pairs(OWL.sameAs)):
        if said.setdefault(one, other) != other:
            raise LexiconError(f"<{one}> is owl:sameAs <{said[one]}> and <{other}>; keep one of the two")
        if other in facts.values(one, OWL.differentFrom) or one in facts.values(other, OWL.differentFrom):
            raise LexiconError(f"<{one}> is owl:sameAs and owl:differentFrom <{other}>; keep one of the two")
    return {one: _end(facts, one, said) for one, other in said.items() if one != other}


def _end(facts: Facts, one: str, said: Mapping[str, str]) -> str:
    """What a chain of `owl:sameAs` ends with, which is described, and of the kind that its start is."""
    met, other = {one}, said[one]
    while other in said:
        if other in met:
            raise LexiconError(f"<{one}> is owl:sameAs itself, in a circle by <{other}>; take a line away")
        met.add(other)
        other = said[other]
    if None in (facts.value(other, SKOS.prefLabel), facts.value(other, RDF.type)):
        raise LexiconError(
            f"<{one}> is said to be owl:sameAs <{other}>, which is not described;"
            " give that one a class and a skos:prefLabel in ontology/reference/"
        )
    for top in _TOPS:
        below = facts.leading(RDFS.subClassOf, top)
        kinds = [frozenset(facts.values(iri, RDF.type)) for iri in (one, other)]
        if all(kinds) and bool(kinds[0] & below) != bool(kinds[1] & below):
            raise LexiconError(f"<{one}> is owl:sameAs <{other}>, but one is an {_local(top)} and one is not")
    return other


def _tenures(facts: Facts) -> Iterator[Tenure]:
    for tenure in facts.subjects(RDF.type, SV.Tenure):
        holder, office = facts.value(tenure, SV.holder), facts.value(tenure, SV.officeHeld)
        if holder is None or office is None:
            raise LexiconError(f"the tenure <{tenure}> needs sv:holder and sv:officeHeld")
        first, last = facts.value(tenure, SV.heldFrom), facts.value(tenure, SV.heldUntil)
        yield Tenure(holder, office, _day(first), _day(last))


def _day(value: str | None) -> date | None:
    """The day that a literal gives; None for anything else, and for what is no day of the calendar."""
    if not isinstance(value, Typed) or value.datatype != _DATE:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _members(facts: Facts) -> dict[str, frozenset[str]]:
    groups = sorted({group for group, _ in facts.pairs(SV.hasMember)})
    return {group: frozenset(facts.values(group, SV.hasMember)) for group in groups}


def _topics(facts: Facts) -> Iterator[tuple[str, str]]:
    for topic in facts.subjects(SKOS.inScheme, _TOPICS):
        for predicate in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel):
            yield from ((label, topic) for label in facts.values(topic, predicate))


def _broader(facts: Facts) -> Iterator[tuple[str, str]]:
    topics = facts.subjects(SKOS.inScheme, _TOPICS)
    return ((topic, above) for topic in topics for above in facts.values(topic, SKOS.broader))


def _lemmas(facts: Facts, predicate: URIRef, value: str) -> frozenset[str]:
    return frozenset(str(facts.value(noun, SV.lemma)) for noun in facts.subjects(predicate, value))


def _names(facts: Facts, same: Mapping[str, str]) -> Iterator[Name]:
    """Every name of every entity that the reference data describe; of what is the same, as one entity's."""
    forms: dict[str, dict[str, bool]] = {
        str(SKOS.prefLabel): {},
        str(SKOS.altLabel): {},
        str(SV.abbreviation): {"exact": True},
        str(SV.formerName): {},
        str(SV.shortName): {"ambiguous": True},
        str(SV.demonym): {"adjective": True},
    }
    described = list(_entities(facts))
    entities = {entity.iri: entity for entity, _ in described}
    for own, said in described:
        entity = entities[same.get(own.iri, own.iri)]
        for predicate, marks in forms.items():
            for label in said.get(predicate, ()):
                yield Name(label, entity, **marks)


def _entities(facts: Facts) -> Iterator[tuple[Entity, Mapping[str, Sequence[str]]]]:
    """Every entity, with all that the reference data say of it, asked once: the values of each property."""
    label, owned = str(SKOS.prefLabel), tuple(map(str, _OWNED))
    for kind in sorted(_kinds(facts)):
        for node in facts.subjects(RDF.type, SV[kind]):
            if is_blank(node):
                continue
            said = facts.about(node)
            if label not in said:
                raise LexiconError(f"<{node}> has no skos:prefLabel; give it one in ontology/reference/")
            owners = next((sorted(said[link]) for link in owned if link in said), [])
            yield Entity(node, said[label][0], kind, tuple(owners)), said


def _kinds(facts: Facts) -> dict[str, frozenset[str]]:
    """The classes of entities, each with itself and those below it."""
    classes = {kind for top in _TOPS for kind in facts.leading(RDFS.subClassOf, top)}
    below = {kind: facts.leading(RDFS.subClassOf, kind) for kind in classes}
    return {_local(kind): frozenset(map(_local, narrower)) for kind, narrower in below.items()}


def _cues(facts: Facts) -> Iterator[Cue]:
    kinds = {
        SV.AdjectiveCue: "adjective",
        SV.AdverbCue: "adverb",
        SV.ModalCue: "modal",
        SV.NounCue: "noun",
        SV.VerbCue: "verb",
    }
    for kind, name in kinds.items():
        for node in facts.subjects(RDF.type, kind):
            lemma, force = facts.value(node, SV.lemma), facts.value(node, SV.entails)
            frames = frozenset(map(_local, facts.values(node, SV.frame)))
            if lemma is None or (force is not None and not frames):
                raise LexiconError(f"the cue <{node}> needs sv:lemma, and sv:frame where it has sv:entails")
            instrument = facts.value(node, SV.inInstrument)
            yield Cue(
                iri=node,
                kind=name,
                words=tuple(lemma.split()),
                force=_local(force) if force else None,
                frames=frames,
                instrument=_local(instrument) if instrument else None,
                **{mark: _true(facts.value(node, SV[mark])) for mark in ("reaffirms", "negates", "carries")},
            )


def _reporting(facts: Facts) -> Iterator[tuple[str, frozenset[str]]]:
    for verb in facts.subjects(RDF.type, SV.ReportingVerb):
        lemma, frames = facts.value(verb, SV.lemma), frozenset(map(_local, facts.values(verb, SV.frame)))
        if lemma is None or not frames:
            raise LexiconError(f"the reporting verb <{verb}> needs sv:lemma and sv:frame")
        yield lemma, frames


def _name_nouns(facts: Facts) -> Iterator[tuple[str, str]]:
    for noun in facts.subjects(RDF.type, SV.NameNoun):
        lemma, kind = facts.value(noun, SV.lemma), facts.value(noun, SV.headsNameOf)
        if lemma is None or kind is None:
            raise LexiconError(f"the name noun <{noun}> needs sv:lemma and sv:headsNameOf")
        yield lemma, _local(kind)


def _true(value: str | None) -> bool:
    return isinstance(value, Typed) and value.datatype == _BOOLEAN and value in ("true", "1")


def _local(iri: str) -> str:
    """The part of an IRI after its last `#`."""
    return iri.rpartition("#")[2]
