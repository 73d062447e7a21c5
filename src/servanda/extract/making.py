"""How a document was made: who was host where it was agreed, and who signed it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from spacy.tokens import Doc, Token

from servanda.extract.found import Found
from servanda.extract.mentions import Gazetteer
from servanda.extract.parser import Parsed, sentences
from servanda.model import Cited, Entity, InstrumentKind, PassageKind

_OPENING = 4
"""How many paragraphs may tell where and at whose invitation the parties met."""

_MEETING = frozenset("meet visit convene gather hold host welcome receive travel assemble".split())
"""Verbs of a meeting, in the sentences that tell of the one at which a document was made."""

_HOSTING = frozenset({"host", "co-host", "cohost"})
_GREETING = frozenset({"welcome", "receive"})
"""Verbs that tell of a host where their object is somebody."""

_INVITING = re.compile(r"\b(at|on|upon|following) (the|a) (\w+ )?invitation (of|from)$|\b(co-)?hosted by$")
_HONOURS = frozenset("the his her their excellency excellencies majesty highness royal honorable".split())
"""Words between "of" or "by" and who is meant: "of His Majesty the King"."""

_PRAISING = frozenset("welcome note thank commend applaud praise appreciate recall congratulate".split())
"""Verbs after which another meeting is spoken of: "welcomed the summit hosted by Peru"."""


def hosts(
    passages: Iterable[Parsed], found: Mapping[int, tuple[Found, ...]], gazetteer: Gazetteer
) -> Iterator[Cited[Entity]]:
    """The actors who were host at the meeting where a document was made, each once.

    So in "at the invitation of President Ruiz, the parties met", "met at a summit hosted by Norway" and
    "Norway hosted the delegations" in its first paragraphs; what is hosted at another time is not meant.
    """
    told = [one for one in passages if one.passage.kind is not PassageKind.SIGNATURE][:_OPENING]
    seen = set[str]()
    for parsed in told:
        actors = [m for m in found[parsed.place] if gazetteer.is_a(m.entity, "Actor") and not m.adjective]
        owners = {i for m in found[parsed.place] if m.adjective for i in range(m.first, m.end)}
        for mention in _hosting(parsed.doc, actors, owners):
            if mention.entity.iri not in seen:
                seen.add(mention.entity.iri)
                yield Cited(mention.entity, parsed.span(mention.first, mention.end))


def _hosting(doc: Doc, actors: list[Found], owners: Container[int]) -> Iterator[Found]:
    """The actors whom the words of a passage call hosts; adjectives at `owners` say whose they are."""
    for sentence in sentences(doc):
        if not any(token.tag_ == "VBD" and token.lemma_.lower() in _MEETING for token in sentence):
            continue
        inside = [m for m in actors if sentence.start <= m.first < sentence.end]
        for mention in inside:
            if _is_inviter(doc, mention, owners, sentence.start):
                yield mention
                yield from (m for m in inside if doc[mention.end : m.first].text in ("and", "and the"))
        yield from (m for verb in sentence if _hosts(verb) for m in inside if _is_subject(m, verb))


def _is_inviter(doc: Doc, mention: Found, owners: Container[int], start: int) -> bool:
    """Whether an actor stands after "at the invitation of" or "hosted by", with words of honour between.

    So does one after a state that says whose it is: "of the Norwegian Government".
    """
    place = mention.first
    while place > start and (place - 1 in owners or doc[place - 1].lower_ in _HONOURS):
        place -= 1
    if not _INVITING.search(doc[start:place].text.lower()):
        return False
    verbs = [token for token in doc[place - 1].ancestors if token.pos_ == "VERB" and token.lemma_ != "host"]
    return doc[place - 1].lower_ != "by" or not verbs or verbs[0].lemma_.lower() not in _PRAISING


def _hosts(verb: Token) -> bool:
    """Whether a verb tells in the past that its subject was the host of somebody."""
    tells = verb.dep_ in ("ROOT", "conj", "ccomp")  # not "three years after Peru hosted"
    lemma = verb.lemma_.lower()
    guest = lemma in _GREETING and any(
        child.dep_ == "dobj" and child.pos_ == "PROPN" for child in verb.children
    )
    return (
        tells
        and verb.tag_ == "VBD"
        and (lemma in _HOSTING or (guest and (lemma == "receive" or _leads_to(verb))))
    )


def _leads_to(verb: Token) -> bool:
    """Whether somebody is welcomed to a place."""
    inner = (verb, *(child for child in verb.children if child.dep_ == "dobj"))
    return any(prep.lower_ == "to" for token in inner for prep in token.children)


def _is_subject(mention: Found, verb: Token) -> bool:
    subjects = [one for child in verb.children if child.dep_ == "nsubj" for one in (child, *child.conjuncts)]
    return any(mention.first <= one.i < mention.end for one in subjects)


def signatories(
    kind: InstrumentKind,
    passages: Iterable[Parsed],
    found: Mapping[int, tuple[Found, ...]],
    gazetteer: Gazetteer,
) -> Iterator[Cited[Entity]]:
    """The actors whom the signature of a document names, each once, by the words that name them first.

    Nobody signs a resolution: what stands below one tells of the vote. Witnesses do not sign, nor does
    the state of the town where it was done, or of the government or officer who signs for it.
    """
    seen = set[str]()
    if kind is InstrumentKind.RESOLUTION:
        return
    for parsed in passages:
        if parsed.passage.kind is not PassageKind.SIGNATURE:
            continue
        for mention in found[parsed.place]:
            if "witnessed by" in parsed.doc[: mention.first].text.lower():
                return
            if _tells_of_another(parsed.doc, mention, found[parsed.place]):
                continue
            signs = gazetteer.is_a(mention.entity, "State", "Institution", "Office", "Person")
            if signs and not mention.adjective and mention.entity.iri not in seen:
                seen.add(mention.entity.iri)
                yield Cited(mention.entity, parsed.span(mention.first, mention.end))


def _tells_of_another(doc: Doc, mention: Found, mentions: Sequence[Found]) -> bool:
    """Whether a state says only where a town is or whose an actor before it is: "Oslo, Norway"."""
    first = mention.first
    if mention.entity.kind != "State" or doc[:first].text.strip() in ("", "the", "The"):
        return False
    first -= doc[first - 1].lower_ == "the"
    link = doc[first - 1]
    before = next((m for m in mentions if m.end == first - 1 and not m.adjective), None)
    if link.text == ",":
        return before.entity.kind == "Place" if before else doc[first - 2].pos_ == "PROPN"
    if link.lower_ in ("in", "at"):
        return True
    return link.lower_ == "of" and before is not None and mention.entity.iri in before.entity.owners
