"""The parties of a document, and where it was signed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from servanda import iris
from servanda.extract.delegations import delegations
from servanda.extract.found import Found, listed
from servanda.extract.mentions import Gazetteer
from servanda.extract.parser import Parsed, base_form, language, sentences
from servanda.extract.predicates import predicates
from servanda.model import Document, Entity, InstrumentKind, PassageKind

_OPENING = 4
"""How many paragraphs of the instrument may introduce its parties."""

_NEVER_PARTIES = ("Forum", "Agency", "Ministry", "SecurityForce", "WorkingGroup")
_COUNCILS = ("security-council", "general-assembly")
"""The organs of the United Nations that adopt resolutions, as their IRIs end."""

_Opening = tuple[tuple[Parsed, tuple[Found, ...]], ...]
_SIGNED = re.compile(r"\b(signed|done|issued|adopted|agreed|concluded) (in|at)\b", re.IGNORECASE)
_WE_LEADERS = re.compile(
    r"we,? (the )?(\w+ )?(leaders|ministers|members|heads of [\w ]+?) of (the )?", re.IGNORECASE
)


def find_parties(
    document: Document, passages: tuple[Parsed, ...], gazetteer: Gazetteer, base: str
) -> tuple[Entity, ...]:
    """The actors who make the document, in the order in which it names them.

    Delegations that introduce themselves come first; then the actors of the title, if there are two
    or more; then those who are the subject of the opening sentences. A resolution is its council's.
    Where the instrument names none, the note that covers it may: "released by the Governments of".
    """
    own = [parsed for parsed in passages if parsed.passage.kind is PassageKind.PARAGRAPH]
    opening = tuple((parsed, gazetteer.find(parsed.doc)) for parsed in own[:_OPENING])
    return _named(document, opening, gazetteer, base) or _covering(passages, gazetteer)


def _named(document: Document, opening: _Opening, gazetteer: Gazetteer, base: str) -> tuple[Entity, ...]:
    """The parties that the title and the opening of an instrument name."""
    if document.kind is InstrumentKind.RESOLUTION:
        return _council(document, opening, gazetteer)
    if group := _group(opening, gazetteer):
        return group
    mentions = gazetteer.find(language().make_doc(document.title))
    title = _actors(mentions, gazetteer)
    delegations = tuple(dict.fromkeys(_delegations(opening[:1], gazetteer, base)))
    found = (delegations, title, *_subjects(opening, gazetteer), *_listed(opening, gazetteer))
    if members := _titled_group(mentions, gazetteer):
        own = (actors for actors in found if len(actors) > 1 and members >= {one.iri for one in actors})
        return next(own, (mentions[0].entity,))
    return next(
        (actors for actors in found if len(actors) > 1), next((actors for actors in found if actors), ())
    )


def _covering(passages: tuple[Parsed, ...], gazetteer: Gazetteer) -> tuple[Entity, ...]:
    """The actors in a list that the note around an instrument names as those who made it."""
    notes = tuple(
        (parsed, gazetteer.find(parsed.doc))
        for parsed in passages
        if parsed.passage.kind is PassageKind.COVER_NOTE
    )
    return next((actors for actors in _listed(notes, gazetteer) if len(actors) > 1), ())


def find_signing_place(passages: tuple[Parsed, ...], gazetteer: Gazetteer) -> Entity | None:
    """The place after "Signed in" and the like, else that of the dateline, if the lexicon knows it."""
    own = [parsed for parsed in passages if parsed.passage.kind is not PassageKind.COVER_NOTE]
    signatures = [parsed for parsed in own if parsed.passage.kind is PassageKind.SIGNATURE]
    for parsed in (*signatures, *reversed(own[-_OPENING:]), *own[:_OPENING]):
        signed = _SIGNED.search(parsed.doc.text)
        if signed:
            named = (
                m
                for m in gazetteer.find(parsed.doc)
                if parsed.doc[m.first].idx in range(signed.end(), signed.end() + 6)
            )
            return next((m.entity for m in named if gazetteer.is_a(m.entity, "Place", "State")), None)
    lines = (gazetteer.find(one.doc) for one in own if one.passage.kind is PassageKind.DATELINE)
    places = [mention.entity for line in lines for mention in line]
    return next((one for kind in ("Place", "State") for one in places if gazetteer.is_a(one, kind)), None)


def _group(opening: _Opening, gazetteer: Gazetteer) -> tuple[Entity, ...]:
    """The forum or organization whose leaders speak: "We, the Leaders of the G7"."""
    for parsed, mentions in opening[:1]:
        words = _WE_LEADERS.match(parsed.doc.text)
        named = (m.entity for m in mentions if words and parsed.doc[m.first].idx == words.end())
        return tuple(one for one in named if gazetteer.is_a(one, "Forum", "InternationalOrganization"))
    return ()


def _titled_group(title: tuple[Found, ...], gazetteer: Gazetteer) -> frozenset[str]:
    """The IRIs of the members of the group with whose name a title begins: "G7 Leaders' Statement"."""
    if not title or title[0].first > 1 or not gazetteer.is_a(title[0].entity, "Forum"):
        return frozenset()
    return gazetteer.members(title[0].entity)


def _actors(mentions: Iterable[Found], gazetteer: Gazetteer) -> tuple[Entity, ...]:
    """The actors that can be parties among the mentions; a person stands for the state it speaks for."""
    actors: dict[Entity, None] = {}
    listed = list(mentions)
    several = {m.first for m in listed if sum(other.first == m.first for other in listed) > 1}
    for mention in sorted(listed, key=lambda m: m.first in several):  # "Governments of A and B" after A, B
        entity: Entity | None = mention.entity
        while entity and gazetteer.is_a(entity, "Person", "Office", "Government"):
            entity = gazetteer.entity(entity.owners[0]) if entity.owners else None
        if entity and _can_be_party(entity, gazetteer):
            actors[entity] = None
    return tuple(actors)


def _subjects(opening: _Opening, gazetteer: Gazetteer) -> Iterator[tuple[Entity, ...]]:
    """The actors between each subject of the opening sentences and its verb."""
    for parsed, mentions in opening:
        for sentence in sentences(parsed.doc):
            for predicate in predicates(sentence):
                if predicate.subject is not None and not predicate.shares:
                    phrase = _named_within(predicate.subject, predicate.verb)
                    yield _actors((m for m in mentions if m.first in phrase), gazetteer)


def _named_within(subject: Token, verb: Token) -> range:
    """The tokens of a subject, without what its recitals say: "The Parties, Noting that Chile is"."""
    doc, first = subject.doc, subject.left_edge.i
    recital = (t.i for t in doc[subject.i + 1 : verb.i] if t.tag_ == "VBG" and doc[t.i - 1].text == ",")
    return range(first, next(recital, verb.i))


def _listed(opening: _Opening, gazetteer: Gazetteer) -> Iterator[tuple[Entity, ...]]:
    """The actors in lists such as "the Governments of A, B and C", wherever the opening has them."""
    for parsed, mentions in opening:
        for token in parsed.doc:
            if base_form(token) in gazetteer.party_nouns:
                yield _actors(listed(parsed.doc, mentions, token.i), gazetteer)


def _council(document: Document, opening: _Opening, gazetteer: Gazetteer) -> tuple[Entity, ...]:
    """The organ that adopts a resolution: of the United Nations if the text names it first, else another."""
    named = {document.text.find(organ.replace("-", " ").title()): organ for organ in _COUNCILS}
    first = min((place for place in named if place >= 0), default=None)
    organ = None
    if first is not None:
        organ = gazetteer.entity(f"{iris.BASE}actor/united-nations-{named[first]}")
    found = (m.entity for _, mentions in opening for m in mentions if gazetteer.is_a(m.entity, "Institution"))
    organ = organ or next((one for one in found if _can_be_party(one, gazetteer)), None)
    return (organ,) if organ else ()


def _can_be_party(entity: Entity, gazetteer: Gazetteer) -> bool:
    """Whether an actor makes declarations in its own name."""
    return gazetteer.is_a(entity, "State", "Institution") and not gazetteer.is_a(entity, *_NEVER_PARTIES)


def _delegations(opening: _Opening, gazetteer: Gazetteer, base: str) -> Iterator[Entity]:
    """The delegations that the opening names: "the members of the delegation of A, and those of B".

    That of a state stands for the state.
    """

    def send(sender: Entity) -> Entity:
        return gazetteer.delegation(sender, base)

    for parsed, mentions in opening:
        found = delegations(parsed.doc, mentions, gazetteer.sends, send, ())
        for delegation in (one.entity for one in found):
            state = gazetteer.entity(delegation.owners[0])
            yield state if state and state.kind == "State" else delegation
