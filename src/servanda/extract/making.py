"""How a document was made: who was host where it was agreed, and who signed it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from spacy.tokens import Doc, Token

from servanda.extract.found import Found
from servanda.extract.mentions import Gazetteer
from servanda.extract.parser import Parsed, sentences
from servanda.model import Cited, Entity, InstrumentKind, PassageKind

_OPENING = 4
"""How many paragraphs may tell where and at whose invitation the parties met."""

_MEETING = frozenset("meet visit convene gather hold host welcome receive travel assemble".split())
"""Verbs of a meeting, in the sentences that tell of the one at which a document was made."""

_HOSTING = frozenset({"host", "receive", "welcome", "co-host", "cohost"})
_INVITING = "at the invitation of"


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
        for mention in _hosting(parsed.doc, actors):
            if mention.entity.iri not in seen:
                seen.add(mention.entity.iri)
                yield Cited(mention.entity, parsed.span(mention.first, mention.end))


def _hosting(doc: Doc, actors: list[Found]) -> Iterator[Found]:
    """The actors whom the words of a passage call hosts."""
    for sentence in sentences(doc):
        if not any(token.tag_ == "VBD" and token.lemma_.lower() in _MEETING for token in sentence):
            continue
        inside = [m for m in actors if sentence.start <= m.first < sentence.end]
        for mention in inside:
            before = doc[max(sentence.start, mention.first - 5) : mention.first].text.lower()
            if before.removesuffix(" the").endswith((_INVITING, "hosted by")):
                yield mention
        yield from (m for verb in sentence if _hosts(verb) for m in inside if _is_subject(m, verb))


def _hosts(verb: Token) -> bool:
    """Whether a verb tells in the past that its subject was the host of somebody."""
    return verb.tag_ == "VBD" and verb.lemma_.lower() in _HOSTING and verb.lemma_.lower() != "welcome"


def _is_subject(mention: Found, verb: Token) -> bool:
    return any(child.dep_ == "nsubj" and mention.first <= child.i < mention.end for child in verb.children)


def signatories(
    kind: InstrumentKind,
    passages: Iterable[Parsed],
    found: Mapping[int, tuple[Found, ...]],
    gazetteer: Gazetteer,
) -> Iterator[Cited[Entity]]:
    """The actors whom the signature of a document names, each once, by the words that name them first.

    Nobody signs a resolution: what stands below one tells of the vote.
    """
    seen = set[str]()
    if kind is InstrumentKind.RESOLUTION:
        return
    for parsed in passages:
        if parsed.passage.kind is not PassageKind.SIGNATURE:
            continue
        ends = {m.end for m in found[parsed.place] if gazetteer.is_a(m.entity, "Place")}
        for mention in found[parsed.place]:
            signs = gazetteer.is_a(mention.entity, "State", "Institution", "Office", "Person")
            if _closes_address(parsed.doc, mention.first, ends):
                continue
            if signs and not mention.adjective and mention.entity.iri not in seen:
                seen.add(mention.entity.iri)
                yield Cited(mention.entity, parsed.span(mention.first, mention.end))


def _closes_address(doc: Doc, first: int, ends: set[int]) -> bool:
    """Whether a name stands behind that of a town: "Done at Oslo, Kingdom of Norway"."""
    while first and doc[first - 1].lower_ in (",", "the"):
        first -= 1
    return first in ends
