"""The entities that an act is about: whom it asks, whom it serves, where, by which means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Sentence

from servanda.extract.extent import Act
from servanda.extract.found import Found
from servanda.extract.mentions import Gazetteer
from servanda.extract.parser import Parsed, base_form
from servanda.extract.places import places
from servanda.extract.served import mention_head, phrase, served
from servanda.model import Cited, Entity

_UNDER = frozenset({"item", "inclusion"})
"""The rules by which an act has its force from a sentence before it."""

_CONTAINING = frozenset("include contain comprise cover be follow consist provide".split())
"""Verbs with which a sentence over a list says that its items are what something consists in."""

_FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
_THROUGH = frozenset({"through", "within", "via"})
_FOUNDING = frozenset("create establish convene launch form found set build host".split())
"""Verbs whose object is a body that an act sets up or brings together."""

_SENT = frozenset({"representative", "ambassador", "letter", "mission", "observer"})
"""Who or what goes to a body without working through it."""

_HANDED = frozenset(
    "report information notification recommendation address submit transmit notify communicate provide give"
    " assistance aid support answer".split()
)
"""Verbs and nouns after which "to" tells who is told or helped: "report to the Board"."""

_WORK = frozenset(
    "deployment participation involvement engagement use assistance help support work role cooperation"
    " creation establishment auspices convening effort recommendation report operation programme mission"
    " session response".split()
)
"""Nouns that tell what a body does, or that it is set up: "the deployment of the Coast Guard"."""

_DEED = re.compile(r"(tion|sion|ment|ance|ence|ity|ness|ship|ism|ing)$")
"""How nouns of deeds and qualities end."""

_DEEDS = frozenset(
    "act deal effort exchange fora law link plan proposal reform right step talk tie use".split()
)
"""Nouns of deeds and things that do not end so."""

_AFFECTED = frozenset({"concerned", "involved", "affected"})
_SPEAKERS = frozenset({"we", "us", "our", "they", "them", "it", "him", "her", "who", "which", "that"})


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
    doc = parsed.doc
    inside = [mention for mention in mentions if act.start <= mention.first < act.end]
    about = _about(doc, act, mentions, gazetteer)
    addressees = _addressees(parsed, act, mentions, gazetteer)
    asked = {cited.value for cited in addressees}
    means = (
        m for m in _means(doc, act, inside, gazetteer) if m.entity not in bearers and m.entity not in asked
    )
    helped = (
        m for m in served(doc, act, mentions, gazetteer) if m.entity not in bearers and m.entity not in asked
    )
    concerned = (*_above(parsed, act, gazetteer), *_cited(parsed, about))
    return Related(
        addressees=addressees,
        beneficiaries=_cited(parsed, helped),
        places=_cited(parsed, places(doc, act, inside, gazetteer)),
        concerns=tuple({one.value: one for one in concerned}.values()),
        involves=_cited(parsed, means),
    )


def _about(doc: Doc, act: Act, mentions: tuple[Found, ...], gazetteer: Gazetteer) -> Iterator[Found]:
    """What an act concerns of what is named: policies and events in it, policies in the words before it.

    So "undertake, as set forth in the Charter, to settle", and "Under the Charter, we will".
    """
    opening = doc[act.start].sent.start
    finite = any(token.tag_ in _FINITE for token in doc[opening : act.left])
    front = range(0) if finite or doc[opening].tag_ == "VBG" else range(opening, act.left)
    said = range(0) if act.rule in _UNDER else range(max(act.left, act.cue_end), act.start)
    for mention in mentions:
        first = mention.first
        if act.start <= first < act.end:
            if gazetteer.is_a(mention.entity, "Policy", "Event"):
                yield mention
        elif (first in front or first in said) and gazetteer.is_a(mention.entity, "Policy"):
            yield mention


def _cited(parsed: Parsed, mentions: Iterable[Found]) -> tuple[Cited[Entity], ...]:
    """The entities that are mentioned, each once."""
    first: dict[Entity, Found] = {}
    for mention in mentions:
        first.setdefault(mention.entity, mention)
    return tuple(Cited(entity, parsed.span(m.first, m.end)) for entity, m in first.items())


def _above(parsed: Parsed, act: Act, gazetteer: Gazetteer) -> Iterator[Cited[Entity]]:
    """The policies that the sentence names which carries its force on, to a list or to "This includes".

    So, too, those that a list tells the content of: "The Compact includes:".
    """
    leading = act.subject.sent if act.rule in _UNDER and act.subject is not None else None
    leading = leading or _told_by_list(parsed, gazetteer)
    if leading is not None:
        for m in gazetteer.mentions(leading.doc):
            span = gazetteer.span(leading.doc, m.first, m.end)
            if span and leading.start <= m.first < leading.end and gazetteer.is_a(m.entity, "Policy"):
                yield Cited(m.entity, span)


def _told_by_list(parsed: Parsed, gazetteer: Gazetteer) -> Sentence | None:
    """The sentence over a list that says what the list tells the content of."""
    above = gazetteer.above(parsed)
    if above is None or not above.text.rstrip().endswith(":"):
        return None
    last = list(above.sents)[-1]
    return last if last.root.lemma_.lower() in _CONTAINING else None


# --- who should act --------------------------------------------------------------------------------


def _addressees(
    parsed: Parsed, act: Act, mentions: tuple[Found, ...], gazetteer: Gazetteer
) -> tuple[Cited[Entity], ...]:
    """Those who should act: known actors as such, groups by the words of the text."""
    head = _asked(act)
    if head is None:
        return ()
    if head.doc is parsed.doc:
        return _cited(parsed, _actors(head, mentions, gazetteer, sure=act.addressee is head))
    found = _actors(
        head, gazetteer.mentions(head.doc), gazetteer, sure=act.addressee is head
    )  # a lead-in asks in a passage of its own
    spans = ((m.entity, gazetteer.span(head.doc, m.first, m.end)) for m in found)
    return tuple(Cited(entity, span) for entity, span in dict(spans).items() if span)


def _asked(act: Act) -> Token | None:
    """The noun for those who should act: in the speech verb's object, or the subject of a passive."""
    if act.addressee is not None:
        return act.addressee
    if "recommendation" not in (act.force, act.cue.force):
        return None
    if act.cue.kind == "modal" or act.patient:
        return act.subject
    inherited = act.rule in ("item", "progress")  # whose cue stands in another passage
    if inherited or "object-infinitive" not in act.cue.frames or act.frame == "clause":
        return None
    doc = act.verb.doc
    verb = doc[act.cue_first]
    objects = (child for child in verb.children if child.dep_ in ("dobj", "pobj") and child.i >= act.cue_end)
    after = (
        child for prep in doc[act.cue_first : act.cue_end] for child in prep.children if child.dep_ == "pobj"
    )
    doers = (inner for child in verb.children if child.dep_ in ("xcomp", "ccomp") for inner in child.children)
    named = (inner for inner in doers if inner.dep_ == "nsubj" and inner.i >= act.cue_end)
    return next((token for some in (objects, named, after) for token in some), None)


def _actors(head: Token, mentions: tuple[Found, ...], gazetteer: Gazetteer, *, sure: bool) -> Iterator[Found]:
    """The actors of a noun phrase and of those coordinated with it; of any who can act if it is `sure`."""
    acting = False
    for noun in (head, *(token for token in head.conjuncts if token.i > head.i)):
        named = [m for m in mentions if m.first <= noun.i < m.end and gazetteer.is_a(m.entity, "Actor")]
        named = named or list(_of_state(noun, mentions, gazetteer))
        if named:
            yield from named
        elif (acting or _can_act(noun, gazetteer)) if sure else _are_people(noun, gazetteer):
            yield from _group(noun, gazetteer)
        else:
            continue
        acting = True  # "all parties, movements and factions"


def _can_act(noun: Token, gazetteer: Gazetteer) -> bool:
    """Whether a noun speaks of somebody who can act: of no "negotiations" and no "exchanges".

    So do the nouns of actors, and those in the plural that are of no deed.
    """
    lemma = base_form(noun)
    if lemma in gazetteer.acting_nouns or noun.pos_ == "PRON":
        return True
    return noun.tag_ in ("NNS", "NNPS") and not (lemma in _DEEDS or _DEED.search(lemma))


def _are_people(noun: Token, gazetteer: Gazetteer) -> bool:
    """Whether a noun in the plural speaks of people or of those who act for them."""
    return noun.tag_ in ("NNS", "NNPS") and base_form(noun) in gazetteer.party_nouns | gazetteer.people_nouns


def _group(noun: Token, gazetteer: Gazetteer) -> Iterator[Found]:
    """The group of actors that a noun speaks of, in the words of the text: "all States"."""
    if noun.pos_ not in ("NOUN", "PROPN") or noun.lower_ in _SPEAKERS:
        return
    doc = noun.doc
    first, end = phrase(noun)
    if noun.left_edge.lower_ == "all":
        first = noun.left_edge.i
    if end < len(doc) and doc[end].lower_ in _AFFECTED:
        end += 1
    end = next((t.i for t in doc[noun.i + 1 : end] if t.tag_ == "TO" or t.lower_ in ("(", "including")), end)
    entity = gazetteer.described(" ".join(doc[first:end].text.split()), "Role")
    if entity:
        yield Found(first, end, entity)


def _of_state(noun: Token, mentions: tuple[Found, ...], gazetteer: Gazetteer) -> Iterator[Found]:
    """The actors that a noun such as "authorities" or "leaders" speaks for: "of Chile", "Chilean"."""
    if base_form(noun) in gazetteer.party_nouns:
        for m in mentions:
            of = m.first > noun.i and noun.doc[noun.i + 1].lower_ == "of" and m.first <= noun.right_edge.i
            own = m.adjective and noun.left_edge.i <= m.first < noun.i
            if (of or own) and gazetteer.is_a(m.entity, "State", "Institution"):
                yield m


# --- by which means --------------------------------------------------------------------------------


def _means(doc: Doc, act: Act, inside: list[Found], gazetteer: Gazetteer) -> list[Found]:
    """The bodies that an act works through or with; whole governments and parliaments are none."""
    firsts = frozenset(m.first for m in inside)
    ends = {(m.end + 1, m.entity) for m in inside}
    named = [
        m
        for m in inside
        if (m.first, m.entity) not in ends  # "Ferry Board (FB)" is said once
        and gazetteer.is_a(m.entity, "Institution")
        and not gazetteer.is_a(m.entity, "Government", "Legislature", "Delegation")
        and not _is_attribute(doc, m, firsts)
    ]
    taken = {i for m in inside for i in range(m.first, m.end)}
    described = (_described(token, gazetteer) for token in doc[act.start : act.end] if token.i not in taken)
    return sorted((*named, *(one for one in described if one)), key=lambda m: m.first)


def _is_attribute(doc: Doc, mention: Found, others: frozenset[int]) -> bool:
    """Whether a body only tells which thing is meant: "OECD rules", "the aims of the OECD", "led by it"."""
    place = mention.end
    if place + 2 < len(doc) and doc[place].text == "(" and doc[place + 2].text == ")":
        place += 3
    if place < len(doc) and doc[place].tag_ == "POS":
        return base_form(_owned(doc, mention)) not in _WORK
    head = mention_head(doc, mention)
    joined = place < len(doc) and (place in others or doc[place].text == "-" or doc[place].pos_ == "NOUN")
    if (
        joined
        or head.dep_ == "nsubj"
        or (head.dep_ in ("compound", "amod", "nmod") and head.head.i >= mention.end)
    ):
        return True
    if head.dep_ != "pobj":
        return False
    return _only_tells(head.head)


def _only_tells(preposition: Token) -> bool:
    """Whether a body after this preposition only tells whose or which thing is meant."""
    governor = preposition.head
    while preposition.dep_ == "conj" and governor.pos_ == "ADP":
        preposition, governor = governor, governor.head  # "of the Board and of the Fund"
    if preposition.dep_ == "agent":
        return governor.dep_ in ("acl", "relcl")
    if preposition.lower_ == "of" and governor.pos_ in ("NOUN", "PROPN"):
        return base_form(governor) not in _WORK
    if preposition.lower_ != "to":
        return False
    given = {
        governor.lemma_.lower(),
        *(one.lemma_.lower() for one in governor.children if one.dep_ == "dobj"),
    }
    sent = any(base_form(one) in _SENT for one in (governor, *governor.ancestors))
    return sent or not _HANDED.isdisjoint(given)


def _owned(doc: Doc, mention: Found) -> Token:
    """What the possessive form of a name says is its: "efforts" in "the OECD's efforts"."""
    head = mention_head(doc, mention)
    return head.head if head.dep_ == "poss" else head


def _described(token: Token, gazetteer: Gazetteer) -> Found | None:
    """A body that an act sets up, convenes or works through, in the words that describe it."""
    noun = base_form(token)
    two = f"{token.nbor(-1).lower_} {noun}" if token.i else noun
    name = two if two in gazetteer.name_nouns else noun
    kind = gazetteer.name_nouns.get(name, "")
    if token.pos_ not in ("NOUN", "PROPN") or kind not in ("WorkingGroup", "Institution"):
        return None
    founded = token.dep_ in ("dobj", "nsubjpass") and token.head.lemma_.lower() in _FOUNDING
    through = token.dep_ == "pobj" and token.head.lower_ in _THROUGH
    first, end = phrase(token, ("prep",))
    if not (founded or through) or end - first < 2 + name.count(" "):
        return None
    entity = gazetteer.described(" ".join(token.doc[first:end].text.split()), kind)
    return Found(first, end, entity) if entity else None
