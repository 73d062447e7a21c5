"""The parties of a document, and where it was signed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from servanda import iris
from servanda.extract.mentions import Found, Gazetteer, listed
from servanda.extract.parser import Parsed, base_form, language, sentences
from servanda.extract.predicates import predicates
from servanda.model import Document, Entity, InstrumentKind

_OPENING = 4
"""How many paragraphs of the instrument may introduce its parties."""

_PARTY_KINDS = frozenset({"State", "InternationalOrganization", "Delegation", "Institution", "Legislature"})
_SPEAKING = frozenset({"Person", "Government"})
"""Kinds of actor that speak for their owner."""

_Opening = tuple[tuple[Parsed, tuple[Found, ...]], ...]
_SIGNED = re.compile(r"\b(signed|done|issued|adopted|agreed|concluded) (in|at)\b", re.IGNORECASE)
_WE_LEADERS = re.compile(
    r"we,? (the )?(\w+ )?(leaders|ministers|members|heads of [\w ]+?) of (the )?", re.IGNORECASE
)
_SECURITY_COUNCIL = f"{iris.BASE}actor/united-nations-security-council"


def find_parties(
    document: Document, passages: tuple[Parsed, ...], gazetteer: Gazetteer, base: str
) -> tuple[Entity, ...]:
    """The actors who make the document, in the order in which it names them.

    Delegations that introduce themselves come first; then the actors of the title, if there are two
    or more; then those who are the subject of the opening sentences. A resolution is its council's.
    """
    opening = tuple((parsed, gazetteer.find(parsed.doc)) for parsed in passages[:_OPENING])
    if document.kind is InstrumentKind.RESOLUTION:
        return _council(opening, gazetteer)
    if group := _group(opening):
        return group
    title = _actors(gazetteer.find(language().make_doc(document.title)), gazetteer)
    delegations = tuple(dict.fromkeys(_delegations(opening[:1], gazetteer, base)))
    found = (delegations, title, *_subjects(opening, gazetteer), *_listed(opening, gazetteer))
    return next(
        (actors for actors in found if len(actors) > 1), next((actors for actors in found if actors), ())
    )


def find_signing_place(passages: tuple[Parsed, ...], gazetteer: Gazetteer) -> Entity | None:
    """The place after "Signed in", "Done at" and the like, if the lexicon knows it."""
    for parsed in (*reversed(passages[-_OPENING:]), *passages[:_OPENING]):
        signed = _SIGNED.search(parsed.doc.text)
        if signed:
            named = (
                m
                for m in gazetteer.find(parsed.doc)
                if parsed.doc[m.first].idx in range(signed.end(), signed.end() + 6)
            )
            return next((m.entity for m in named if m.entity.kind in ("Place", "State")), None)
    return None


def _group(opening: _Opening) -> tuple[Entity, ...]:
    """The forum or organization whose leaders speak: "We, the Leaders of the G7"."""
    for parsed, mentions in opening[:1]:
        words = _WE_LEADERS.match(parsed.doc.text)
        named = (m.entity for m in mentions if words and parsed.doc[m.first].idx == words.end())
        return tuple(entity for entity in named if entity.kind in ("Forum", "InternationalOrganization"))
    return ()


def _actors(mentions: Iterable[Found], gazetteer: Gazetteer) -> tuple[Entity, ...]:
    """The actors that can be parties among the mentions; a person stands for the state it speaks for."""
    actors: dict[Entity, None] = {}
    for mention in mentions:
        entity: Entity | None = mention.entity
        while entity and entity.kind in _SPEAKING:
            entity = gazetteer.entity(entity.owner or "")
        if entity and entity.kind in _PARTY_KINDS:
            actors[entity] = None
    return tuple(actors)


def _subjects(opening: _Opening, gazetteer: Gazetteer) -> Iterator[tuple[Entity, ...]]:
    """The actors between each subject of the opening sentences and its verb."""
    for parsed, mentions in opening:
        for sentence in sentences(parsed.doc):
            for predicate in predicates(sentence):
                if predicate.subject is not None and not predicate.shares:
                    phrase = range(predicate.subject.left_edge.i, predicate.verb.i)
                    yield _actors((m for m in mentions if m.first in phrase), gazetteer)


def _listed(opening: _Opening, gazetteer: Gazetteer) -> Iterator[tuple[Entity, ...]]:
    """The actors in lists such as "the Governments of A, B and C", wherever the opening has them."""
    for parsed, mentions in opening:
        for token in parsed.doc:
            if base_form(token) in gazetteer.party_nouns:
                yield _actors(listed(parsed.doc, mentions, token.i), gazetteer)


def _council(opening: _Opening, gazetteer: Gazetteer) -> tuple[Entity, ...]:
    """The organ that adopts a resolution: the first institution named."""
    organs = (m.entity for _, mentions in opening for m in mentions if m.entity.kind != "State")
    found = next(
        (organ for organ in organs if organ.kind in _PARTY_KINDS), gazetteer.entity(_SECURITY_COUNCIL)
    )
    return (found,) if found else ()


def _delegations(opening: _Opening, gazetteer: Gazetteer, base: str) -> Iterator[Entity]:
    """The delegations that the opening names: "the members of the delegation of A, and those of B"."""
    for parsed, mentions in opening:
        for mention in mentions:
            if mention.entity.kind == "Delegation":
                yield mention.entity
            elif _is_sent(parsed, mention) and mention.entity.kind in _PARTY_KINDS:
                label = f"Delegation of the {mention.entity.label}"
                iri = iris.minted("actor", label)
                yield gazetteer.entity(iri) or Entity(
                    iris.minted("actor", label, base), label, "Delegation", mention.entity.iri, minted=True
                )


def _is_sent(parsed: Parsed, mention: Found) -> bool:
    """Whether "the delegation of (the)" stands right before a mention."""
    before = parsed.doc[max(0, mention.first - 4) : mention.first].text.lower()
    return re.search(r"delegations? (of|from)( the)?( honou?rable)?$", before) is not None
