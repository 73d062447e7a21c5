"""Whom an act serves: groups of people, and states that are helped."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from servanda.extract.extent import Act
from servanda.extract.found import Found
from servanda.extract.mentions import Gazetteer
from servanda.extract.parser import base_form

_HELPING = frozenset(
    "protect support help assist empower serve benefit save defend aid shelter train admit receive"
    " shield enable allow equip host resettle reunite integrate compensate rescue safeguard educate"
    " qualify inform promote respect unite".split()
)
"""Verbs whose object is served."""

_GIVING = frozenset(
    "support assistance aid help care relief protection access response service attention guarantee"
    " training opportunity benefit solidarity funding financing option pathway outcome provide"
    " deliver give grant offer extend ensure assist respond supply contribute transfer delivery"
    " provision".split()
)
"""Verbs and nouns after which "to", "for" or "with" tells who is served."""

_HELP = frozenset("support assistance aid help solidarity relief assist provide".split())
"""The same where a state is served."""

_HELPING_STATES = frozenset("help assist support aid defend protect shield provide benefit".split())
_INTEREST = frozenset(
    "protection safety dignity right rights inclusion integration reintegration empowerment welfare"
    " wellbeing well-being need needs health resettlement education livelihood livelihoods"
    " reunification readmission safeguard employment prosperity benefit life reunion release"
    " development stability requirement reconstruction recovery resilience".split()
)
"""What somebody has who is served where it is furthered: "the safety of migrants"."""

_STANDING = frozenset(
    {"security", "sovereignty", "independence", "integrity", "defense", "defence", "capability"}
)
"""What a state has that is helped where the help is told: "support for Norway's independence"."""

_FURTHERING = frozenset(
    {"strengthen", "preserve", "restore", "secure", "ensure", "defend", "protect", "support"}
)
_HARM = frozenset(
    "violence discrimination xenophobia crime abuse hatred racism harassment exploitation".split()
)
"""What is done against those who are served where it is fought."""

_COUNTRIES = frozenset({"country", "state", "nation"})
_DETERMINERS = frozenset("the a an all our their its these those any each every both such".split())
_OWN = frozenset({"our", "both", "two", "three", "respective", "its", "their", "each"})
_TELLING = frozenset("of in with without across from at on beyond near outside".split())
"""Prepositions after which stands which ones are meant: "families in need"."""

_NEUTRAL = frozenset({"responsible", "search", "account", "look", "call", "except", "as"})
"""Words whose "for" serves nobody."""


def served(doc: Doc, act: Act, mentions: tuple[Found, ...], gazetteer: Gazetteer) -> Iterator[Found]:
    """The groups and states in the action of an act that it serves, in order."""
    inside = range(act.start, act.end)
    known = {i for m in mentions for i in range(m.first, m.end)}
    described = (_group(doc[i], gazetteer) for i in inside if i not in known)
    groups = [group for group in described if group and _is_served(doc, group)]
    within = {i for group in groups for i in range(group.first, group.end)}
    named = (m for m in mentions if m.first in inside and m.first not in within)
    yield from sorted((*groups, *(m for m in named if _benefits(doc, m, gazetteer))), key=lambda m: m.first)


def _benefits(doc: Doc, mention: Found, gazetteer: Gazetteer) -> bool:
    """Whether what is named is a group that is served, or a state that is helped."""
    if gazetteer.is_a(mention.entity, "PopulationGroup"):
        return _is_served(doc, mention)
    return mention.entity.kind == "State" and not mention.adjective and _is_helped(doc, mention)


def phrase(head: Token, clauses: tuple[str, ...] = ("prep", "acl")) -> tuple[int, int]:
    """The tokens of a noun with what tells which ones are meant, without determiner and relative clause."""
    doc, first, end = head.doc, head.left_edge.i, head.i + 1
    while first < head.i and (doc[first].lower_ in _DETERMINERS or not doc[first].is_alpha):
        first += 1
    for child in head.children:
        tells = child.tag_ in ("JJ", "VBG", "VBN") or child.lower_ in _TELLING
        if child.i == end and child.dep_ in clauses and tells:
            end = child.right_edge.i + 1
    while doc[end - 1].is_punct or doc[end - 1].is_space:
        end -= 1
    return first, end


def _group(token: Token, gazetteer: Gazetteer) -> Found | None:
    """A group that only the text describes: "individuals in vulnerable situations", "fishing families"."""
    if token.tag_ not in ("NNS", "NNPS") or token.dep_ == "compound":
        return None
    lemma = base_form(token)
    if lemma not in _COUNTRIES and lemma not in gazetteer.people_nouns:
        return None
    first, end = phrase(token)
    before = {child.lower_ for child in token.lefts}
    if end == first + 1 or before & _OWN:
        return None
    entity = gazetteer.described(" ".join(token.doc[first:end].text.split()), "Role")
    return Found(first, end, entity) if entity else None


def _head(doc: Doc, mention: Found) -> Token:
    """The first word of the list that a mention stands in, or its own head."""
    head: Token = mention_head(doc, mention)
    while head.dep_ == "conj" and head.head.pos_ in ("NOUN", "PROPN"):
        head = head.head
    return head


def mention_head(doc: Doc, mention: Found) -> Token:
    """The token of a mention on which its others depend."""
    for token in doc[mention.first : mention.end]:
        if not mention.first <= token.head.i < mention.end:
            return token
    return doc[mention.end - 1]


def _is_served(doc: Doc, mention: Found) -> bool:
    """Whether a group of people is served by what is done."""
    if mention.end < len(doc) and doc[mention.end].tag_ == "POS":
        return True
    following = [_lemma(token) for token in doc[mention.end : mention.end + 3]]
    if following[:1] and (
        following[0] in _INTEREST or (following[0] == "and" and following[-1] in _INTEREST)
    ):
        return doc[mention.end - 1].tag_ != "NNS"
    head = _head(doc, mention)
    governor = head.head
    if head.dep_ == "pobj" and governor.lower_ in ("including", "especially"):
        head, governor = governor.head, governor.head.head
    if head.dep_ in ("dobj", "dative"):
        return _lemma(governor) in _HELPING
    if head.dep_ == "nsubj" and governor.dep_ in ("ccomp", "xcomp"):
        return _lemma(governor.head) in _HELPING | {"ensure"}
    return head.dep_ == "pobj" and _serves(governor)


def _serves(preposition: Token) -> bool:
    """Whether what stands after a preposition is served by what stands before it."""
    word, governor = preposition.lower_, _lemma(preposition.head)
    if word == "for":
        return governor not in _NEUTRAL
    objects = {_lemma(child) for child in preposition.head.children if child.dep_ == "dobj"}
    if word in ("to", "with"):
        return not _GIVING.isdisjoint({governor, *objects})
    if word == "of":
        return governor in _INTEREST or governor in _HARM
    return word == "against" and not _HARM.isdisjoint({governor, *objects})


def _is_helped(doc: Doc, mention: Found) -> bool:
    """Whether a state is helped: the object of a helping verb, or of support and the like."""
    head = _head(doc, mention)
    governor = head.head
    if mention.end < len(doc) and doc[mention.end].tag_ == "POS":
        return _lemma(governor) in _INTEREST or (_lemma(governor) in _STANDING and _is_furthered(governor))
    if head.dep_ in ("dobj", "dative"):
        return _lemma(governor) in _HELPING_STATES
    if head.dep_ == "nsubj" and governor.dep_ in ("ccomp", "xcomp"):
        return _lemma(governor.head) in ("help", "enable", "assist")
    if head.dep_ != "pobj":
        return False
    given = _lemma(governor.head)
    if governor.lower_ in ("to", "for"):
        return given in _HELP
    return governor.lower_ == "with" and given in ("solidarity", "stand")


def _is_furthered(owned: Token) -> bool:
    """Whether something is supported or strengthened."""
    while owned.dep_ == "conj":
        owned = owned.head
    if owned.dep_ == "pobj" and owned.head.lower_ in ("to", "for"):
        return _lemma(owned.head.head) in _HELP | {"commitment"}
    return owned.dep_ == "dobj" and _lemma(owned.head) in _FURTHERING


def _lemma(token: Token) -> str:
    return token.lemma_.lower()
