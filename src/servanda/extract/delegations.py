"""Delegations, by those who sent them: "the delegation of the Senate of Chile", "both delegations"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from spacy.tokens import Doc, Token

from servanda.extract.capitals import words
from servanda.extract.found import Found
from servanda.extract.owners import owners_after, owners_before
from servanda.extract.parser import base_form
from servanda.model import Entity

_SENT = frozenset({"senior", "high-level", "interagency", "high", "level", "-", "official"})
"""Words between whose a delegation is and its noun: "the Chilean high-level delegation"."""

_MEMBERSHIP = frozenset("lead head include comprise compose consist represent".split())
"""Verbs that tell who belongs to a delegation."""


def delegations(
    doc: Doc,
    mentions: tuple[Found, ...],
    senders: Callable[[Entity], bool],
    send: Callable[[Entity], Entity],
    known: Iterable[Entity],
) -> Iterator[Found]:
    """The delegations that a passage names, once for each of several.

    `senders` tells who can send one, `send` gives the delegation that somebody sent; without a sender
    beside them, delegations in the plural are all those `known`.
    """
    nouns = [doc[i] for i, word in enumerate(words(doc)) if word.lower().startswith("delegation")]
    if not nouns:
        return
    taken = {i for mention in mentions for i in range(mention.first, mention.end)}
    settled: dict[int, list[Found]] = {}
    for mention in mentions:
        if senders(mention.entity):
            settled.setdefault(mention.first, []).append(mention)
    for token in nouns:
        if base_form(token) != "delegation" or token.i in taken or token.pos_ not in ("NOUN", "PROPN"):
            continue
        several = token.tag_ in ("NNS", "NNPS")
        owners = _owners(doc, token, settled, several=several)
        sent = [send(owner) for owner in owners] if owners else list(known) if several else []
        for entity in dict.fromkeys(sent):
            yield Found(token.i, token.i + 1, entity)


def _owners(doc: Doc, token: Token, settled: dict[int, list[Found]], *, several: bool) -> tuple[Entity, ...]:
    """Those who sent a delegation, as the words after it or before it say."""
    if after := owners_after(doc, token.i + 1, settled, several=several, links=frozenset({"of", "from"})):
        return after
    first = token.i
    while first and doc[first - 1].lower_ in _SENT:
        first -= 1
    before = [found for place in sorted(settled) for found in settled[place] if place < first]
    if sender := next((one for one in before if one.end == first and one.entity.kind != "State"), None):
        return (sender.entity,)  # "the EU delegation"
    return owners_before(doc, first, before, several=several)


def delegates(
    doc: Doc, mentions: tuple[Found, ...], is_delegate: Callable[[Entity], bool]
) -> Iterator[tuple[Entity, Found]]:
    """The delegations of which a sentence tells the members, each with a member.

    So in "The Chilean delegation was led by Minister Ana Prieto and included Juan Ruiz".
    """
    if not any(mention.entity.kind == "Delegation" for mention in mentions):
        return
    for sentence in doc.sents:
        inside = [m for m in mentions if sentence.start <= m.first < sentence.end]
        sent = {m.entity: m for m in inside if m.entity.kind == "Delegation"}
        telling = [t.i for t in sentence if t.pos_ == "VERB" and t.lemma_.lower() in _MEMBERSHIP]
        if len(sent) != 1 or not telling:
            continue
        ((delegation, named),) = sent.items()
        if named.first < telling[0]:
            members = (m for m in inside if m.first > telling[0])
        else:  # "Minister Ana Prieto led the Chilean delegation"
            members = (m for m in inside if m.first < telling[0] < named.first)
        for member in members:
            if is_delegate(member.entity):
                yield delegation, member
