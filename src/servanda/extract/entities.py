"""The entities that an act is about: whom it asks, whom it serves, where, by which means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from servanda.extract.extent import Act
from servanda.extract.mentions import Found, Gazetteer
from servanda.extract.parser import Parsed
from servanda.model import Cited, Entity

_LOCATING = frozenset({"in", "throughout", "across", "within", "along", "at", "inside", "around"})
_HELPING = frozenset(
    "protect support help assist empower serve benefit save defend aid shelter train admit receive".split()
)


@dataclass(frozen=True, slots=True)
class Related:
    """The entities an act is related to, in the order of the text, each with the words that name it first."""

    addressees: tuple[Cited[Entity], ...] = ()
    beneficiaries: tuple[Cited[Entity], ...] = ()
    places: tuple[Cited[Entity], ...] = ()
    concerns: tuple[Cited[Entity], ...] = ()
    involves: tuple[Cited[Entity], ...] = ()


def related(
    parsed: Parsed, act: Act, mentions: tuple[Found, ...], bearers: tuple[Entity, ...], gazetteer: Gazetteer
) -> Related:
    """The entities named in the action of `act`, by the part they have in it."""
    inside = [mention for mention in mentions if act.start <= mention.first < act.end]
    served = (m for m in inside if gazetteer.is_a(m.entity, "PopulationGroup") and _is_served(parsed.doc, m))
    about = (m for m in inside if gazetteer.is_a(m.entity, "Policy", "Event"))
    means = (m for m in inside if _is_means(m.entity, gazetteer) and m.entity not in bearers)
    return Related(
        addressees=_cited(parsed, _addressees(act, mentions, gazetteer)),
        beneficiaries=_cited(parsed, served),
        places=_cited(parsed, _places(parsed.doc, inside, gazetteer)),
        concerns=_cited(parsed, about),
        involves=_cited(parsed, means),
    )


def _cited(parsed: Parsed, mentions: Iterable[Found]) -> tuple[Cited[Entity], ...]:
    """The entities that are mentioned, each once."""
    first: dict[Entity, Found] = {}
    for mention in mentions:
        first.setdefault(mention.entity, mention)
    return tuple(Cited(entity, parsed.span(m.first, m.end)) for entity, m in first.items())


def _addressees(act: Act, mentions: tuple[Found, ...], gazetteer: Gazetteer) -> Iterator[Found]:
    """The actors in the phrase that says who should act, and in those coordinated with it."""
    head: Token | None = act.addressee
    if head is not None:
        phrase = range(head.left_edge.i, max(head.right_edge.i, head.i) + 1)
        for m in mentions:
            if m.first in phrase and m.first < act.start and gazetteer.is_a(m.entity, "Actor"):
                yield m


def _is_means(entity: Entity, gazetteer: Gazetteer) -> bool:
    """Whether an entity is a body that an act can work through; whole governments and parliaments are not."""
    return gazetteer.is_a(entity, "Institution") and not gazetteer.is_a(
        entity, "Government", "Legislature", "Delegation"
    )


def _is_served(doc: Doc, mention: Found) -> bool:
    """Whether a group of people is served: after "for", as possessor, or as object of a helping verb."""
    if mention.end < len(doc) and doc[mention.end].tag_ == "POS":
        return True
    head = doc[mention.end - 1]
    if head.dep_ == "pobj":
        return head.head.lower_ == "for"
    return head.dep_ in ("dobj", "dative") and head.head.lemma_.lower() in _HELPING


def _places(doc: Doc, inside: list[Found], gazetteer: Gazetteer) -> list[Found]:
    """The places of an act: places named in it, and states after a locating preposition.

    A state is left out where a place within it is named, which says it more closely.
    """
    places = [
        m
        for m in inside
        if not m.adjective
        and (
            gazetteer.is_a(m.entity, "Place")
            or (gazetteer.is_a(m.entity, "State") and _is_located(doc, m.first))
        )
    ]
    containing = {iri for place in places for iri in gazetteer.lineage(place.entity)[1:]}
    return [place for place in places if place.entity.iri not in containing]


def _is_located(doc: Doc, first: int) -> bool:
    """Whether a locating preposition stands before a name, past its article."""
    place = first - 1
    while place >= 0 and doc[place].lower_ in ("the", "all", "both"):
        place -= 1
    return place >= 0 and doc[place].lower_ in _LOCATING
