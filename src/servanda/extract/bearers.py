"""Who a phrase speaks of: "we", "both delegations", "the Governments of A and B", "its ministry"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from servanda.extract.bodies import Bodies
from servanda.extract.extent import Act
from servanda.extract.found import Found, listed
from servanda.extract.mentions import Gazetteer
from servanda.extract.parser import base_form
from servanda.extract.predicates import predicates
from servanda.extract.refusals import Why
from servanda.extract.subjects import agent_of
from servanda.lexicon import Lexicon
from servanda.model import Document, Entity, InstrumentKind

_SPEAKERS = frozenset({"we", "us", "ourselves"})
_TOGETHER = frozenset({"together", "along", "jointly", "alongside"})
_NAME = 12
"""How many words a name with its titles may have."""
_LINKS = frozenset({",", "and", "the"})
_SINGULAR = frozenset({"it", "he", "she"})
_PLURAL = frozenset({"they", "both", "each", "all", "none", "neither", "either"})
_OF_ALL = frozenset(
    {"both", "two", "three", "four", "our", "all", "each", "neither", "no", "either", "respective"}
)
_OF_TWO = frozenset({"both", "two", "either", "neither"})
_FOR_STATE = ("Delegation", "Government", "Office", "Person")
"""Kinds that speak for the party to which they belong."""

_OWN = frozenset({"our", "ours", "us", "we"})
_POINTING = frozenset({"a", "an", "this", "that"})
_OTHERS = frozenset({"other", "few", "many", "some", "several", "most", "these", "those", "such", "more"})


@dataclass(frozen=True, slots=True)
class Who:
    """Who bears an act: the actors, and the tokens that say so, `words[0]` up to `words[1]`.

    Without actors the words name nobody that is known; without words the text does not say.
    """

    actors: tuple[Entity, ...] = ()
    words: tuple[int, int] | None = None


@dataclass(slots=True)
class Bearers:
    """Resolves the subjects of one document against its parties, in text order."""

    lexicon: Lexicon
    gazetteer: Gazetteer
    document: Document
    parties: tuple[Entity, ...]
    bodies: Bodies
    _last: tuple[Entity, ...] = ()
    _recent: tuple[Entity, ...] = ()
    _met: bool = False
    _speakers: dict[str, Entity] = field(default_factory=dict)

    @property
    def instrument(self) -> InstrumentKind:
        """The kind of the document."""
        return self.document.kind

    def of(self, act: Act, mentions: tuple[Found, ...]) -> Who | Why:
        """Who bears an act, or why it is nobody's who declares here, and so no statement.

        The subject of a passive is what the act is done to: its doer is the agent after "by". A
        treaty's modal verbs, and "shall" in any text, bind even those whom the text does not name, or
        by names that are not known. A resolution's operative verbs have no subject but its organ.
        """
        treaty = self.instrument is InstrumentKind.TREATY and act.cue.kind in ("modal", "adjective")
        binding = treaty or act.force == "obligation"
        asked = act.force == "recommendation" and act.cue.kind == "modal"
        doer = agent_of(act.verb) if act.patient else act.subject
        if doer is None or act.implied or doer.lower_ == "nothing":
            return self._without_doer(act, asked=asked)
        things = doer.lower_ == "they" and not self._recent and act.cue.kind == "modal"
        if things and self._met:
            return Why.NO_PARTY  # "These projects are new. They will create jobs."
        actors = self._resolve(doer, mentions) or self._before(act, mentions)
        if not actors and asked:  # what others should do is asked of them by those who speak
            return Who(self.parties)
        if not actors and not binding and not self._speaks(doer, mentions, modal=act.cue.kind == "modal"):
            return Why.NO_PARTY
        return Who(actors, _phrase(doer))

    def _before(self, act: Act, mentions: tuple[Found, ...]) -> tuple[Entity, ...]:
        """The parties in the list right before the verb, which a parser may hang on the phrase before it."""
        doc, place = act.verb.doc, act.cue_first
        while place > act.verb.sent.start and doc[place - 1].pos_ in ("ADV", "AUX"):
            place -= 1
        named: list[Found] = []
        for mention in reversed(mentions):
            if mention.end == place and not mention.adjective:
                named.append(mention)
                place = mention.first
                while place > 0 and doc[place - 1].lower_ in _LINKS:
                    place -= 1
        parties = [party for mention in reversed(named) for party in self._as_party(mention.entity)]
        return tuple(dict.fromkeys(parties)) if act.subject is not None and not act.patient else ()

    def _without_doer(self, act: Act, *, asked: bool) -> Who | Why:
        """Who bears an act of which the sentence does not say whose it is."""
        if act.implied or asked or (self.instrument is InstrumentKind.RESOLUTION and not act.patient):
            return Who(self.parties)
        return Who() if act.patient or act.cue.kind == "modal" else Why.NO_SUBJECT

    def _speaks(self, subject: Token, mentions: tuple[Found, ...], *, modal: bool) -> bool:
        """Whether a subject speaks though it names no known party.

        So "we" does, who performs a speech verb with a title ("President Prieto"), and any actor where
        no parties are known.
        """
        if any(word.lower_ in _SPEAKERS for word in (subject, *subject.subtree)) or self._lacks_one(subject):
            return True
        if not modal and self._titled(subject) and not self._named(subject, mentions):
            return True
        if self.parties:
            return False
        lexicon, lemma = self.lexicon, base_form(subject)
        if subject.lower_ in _PLURAL:
            return True
        named = any(self.gazetteer.is_a(one, "Actor") for one in self._named(subject, mentions))
        nouns = (lexicon.party_nouns, lexicon.body_nouns, lexicon.treaty_roles, lexicon.actor_nouns)
        return named or subject.pos_ == "PROPN" or any(lemma in some for some in nouns)

    def _titled(self, head: Token) -> bool:
        """Whether a phrase speaks of one person by a title: "the President", "Prime Minister Prieto"."""
        words = (head, *(word for word in head.lefts if word.dep_ == "compound"))
        titles = (w for w in words if base_form(w) in self.lexicon.party_nouns and w.tag_ in ("NN", "NNP"))
        return any(word.is_title for word in titles)

    @staticmethod
    def _named(head: Token, mentions: tuple[Found, ...]) -> tuple[Entity, ...]:
        """The entities that a word is part of the name of, but persons who speak for nobody known."""
        named = (m.entity for m in mentions if m.first <= head.i < m.end and not m.adjective)
        return tuple(one for one in named if not (one.minted and one.kind == "Person" and not one.owners))

    def _resolve(self, subject: Token, mentions: tuple[Found, ...]) -> tuple[Entity, ...] | None:
        """The actors that a subject names, if they are parties or bodies of one."""
        found = tuple(dict.fromkeys(self._each(subject, mentions)))
        if found:
            self._last = found
        self._recent, self._met = found, True
        return found or None

    def note(self, sentence: Sentence, mentions: tuple[Found, ...]) -> None:
        """Remember of whom a sentence speaks, for "they" and "this group" in the sentences after it."""
        for predicate in predicates(sentence):
            if predicate.subject is not None and not predicate.shares:
                self._resolve(predicate.subject, mentions)
        self.bodies.note(sentence)

    def _each(self, subject: Token, mentions: tuple[Found, ...]) -> Iterator[Entity]:
        """The actors of a subject, of what is coordinated with it, and of those "together with" it."""
        heads = (subject, *(token for token in subject.conjuncts if token.i > subject.i))
        self._introduce(heads, mentions)
        titled = len(heads) == len(self.parties) > 1 and all(self._titled(head) for head in heads)
        if titled and not any(self._is_outsider(head, mentions) for head in heads):
            yield from self.parties  # "the President and Prime Minister Prieto" of two parties
            return
        for head in heads:
            yield from self._one(head, mentions)
            owners = {iri for one in self._named(head, mentions) for iri in self._above(one)}
            for mention in listed(subject.doc, mentions, head.i):
                if mention.entity.iri not in owners:  # "the Congress of Chile" is not Chile
                    yield from self._as_party(mention.entity)
        for companion in _companions(subject):
            yield from self._one(companion, mentions)

    def _above(self, entity: Entity) -> tuple[str, ...]:
        """The IRIs of what an actor is an organ of; a state's government and officers are the state."""
        line = self.gazetteer.lineage(entity)[1:]
        above = self.gazetteer.entity(line[0]) if line else None
        speaks = self.gazetteer.is_a(entity, *_FOR_STATE) and above is not None and above.kind == "State"
        return () if speaks else line

    def _is_outsider(self, head: Token, mentions: tuple[Found, ...]) -> bool:
        """Whether a known actor who belongs to no party is named: "President Prieto of Peru"."""
        phrase = range(head.left_edge.i, head.right_edge.i + 1)
        named = (m.entity for m in mentions if m.first in phrase and not m.entity.minted)
        return any(not self._as_party(one) for one in named if self.gazetteer.is_a(one, "Actor"))

    def learn(self, sentence: Sentence, mentions: tuple[Found, ...]) -> None:
        """Learn the names in a sentence of those who speak for one party: "Chilean Minister Ana Prieto"."""
        for token in sentence:
            if token.pos_ == "PROPN" and token.is_title:
                self._learn(token, mentions)

    def _learn(self, head: Token, mentions: tuple[Found, ...]) -> None:
        doc, first = head.doc, head.i
        if head.i + 1 < len(doc) and doc[head.i + 1].pos_ == "PROPN":
            return
        start = max(head.sent.start, head.i - _NAME)
        while first > start and doc[first - 1].pos_ in ("PROPN", "ADJ") and doc[first - 1].is_title:
            first -= 1
        titles = (self.lexicon.party_nouns, self.lexicon.body_nouns)
        if not any(base_form(word) in some for word in doc[first : head.i] for some in titles):
            return
        if self._named(head, mentions):
            return
        parties = {p for m in mentions if first <= m.first < head.i for p in self._as_party(m.entity)}
        if len(parties & set(self.parties)) == 1:
            self._speakers[head.lower_] = next(iter(parties & set(self.parties)))

    def _introduce(self, heads: tuple[Token, ...], mentions: tuple[Found, ...]) -> None:
        """Learn for whom somebody speaks who is named beside the speakers of all the other parties.

        So in "President Solberg and President Prieto", where one of two parties is known by its president.
        """
        titled = any(base_form(word) in self.lexicon.party_nouns for head in heads for word in head.lefts)
        if (
            not titled
            or not 1 < len(self.parties) == len(heads)
            or any(head.pos_ != "PROPN" for head in heads)
        ):
            return
        known = {head: tuple(self._one(head, mentions)) for head in heads}
        unknown = [head for head, actors in known.items() if not actors]
        others = [party for party in self.parties if not any(party in actors for actors in known.values())]
        if len(unknown) == len(others) == 1:
            self._speakers[unknown[0].lower_] = others[0]

    def _one(self, head: Token, mentions: tuple[Found, ...]) -> Iterable[Entity]:
        word = head.lower_
        if word in _SPEAKERS:
            return self.parties
        if word in _SINGULAR:
            return self._recent if len(self._recent) == 1 else ()
        if word in _PLURAL:
            return self._last if len(self._last) > 1 else () if self._lacks_one(head) else self._everyone()
        named = [one for one in self._named(head, mentions) if not one.minted or one.owners]
        if named:
            return tuple(dict.fromkeys(party for one in named for party in self._as_party(one)))
        if head.lower_ in self._speakers:
            return (self._speakers[head.lower_],)
        return self._common(head, mentions)

    def _everyone(self) -> tuple[Entity, ...]:
        """All the parties; those of a treaty that names none are known as its parties only."""
        unnamed = self.instrument is InstrumentKind.TREATY and not self.parties
        return (self.bodies.all_parties(),) if unnamed else self.parties

    def _common(self, head: Token, mentions: tuple[Found, ...]) -> tuple[Entity, ...]:
        """The actors of a phrase whose head is a common noun."""
        lemma = base_form(head)
        if self.instrument is InstrumentKind.TREATY and lemma in self.lexicon.treaty_roles:
            return (self.bodies.role(head),)
        if lemma == "party" and self.instrument is InstrumentKind.TREATY and not self.parties:
            described = any(word.pos_ in ("ADJ", "NOUN") and word.is_lower for word in head.lefts)
            plain = not described or head.left_edge.lower_ in _OF_ALL
            return self._everyone() if plain else (self.bodies.role(head),)
        if lemma in self.lexicon.party_nouns:
            return self._within(head, mentions) or (self.parties if self._means_all(head) else ())
        if lemma in self.lexicon.body_nouns:
            return self._within(head, mentions) or self.bodies.named(head)
        return ()

    def _lacks_one(self, head: Token) -> bool:
        """Whether "both" or "two" are spoken of where a single party is known, and not the other."""
        if len(self.parties) != 1 or any(token.lower_ in _OWN for token in head.subtree):
            return False
        sides = head.lower_ == "both" or base_form(head) in self.lexicon.party_nouns
        return sides and bool({head.lower_, *(token.lower_ for token in head.lefts)} & _OF_TWO)

    def _means_all(self, head: Token) -> bool:
        """Whether a noun such as "sides", "leaders" or "cooperation" means all the parties."""
        before = {token.lower_ for token in head.lefts}
        if self._lacks_one(head):
            return False
        plural = head.tag_ in ("NNS", "NNPS")
        if base_form(head) in self.lexicon.collective_nouns:
            return not plural and not before & _POINTING
        return (plural and not before & _OTHERS) or bool(before & _OF_ALL)

    def _within(self, head: Token, mentions: tuple[Found, ...]) -> tuple[Entity, ...]:
        """The parties that are named inside a phrase such as "the leaders of A and B"."""
        phrase = range(head.left_edge.i, head.right_edge.i + 1)
        clauses = [
            child for child in head.subtree if child.dep_ in ("relcl", "acl", "appos") and child != head
        ]
        inner = {i for clause in clauses for i in range(clause.left_edge.i, clause.right_edge.i + 1)}
        entities = (m.entity for m in mentions if m.first in phrase and m.first not in inner)
        return tuple(dict.fromkeys(party for entity in entities for party in self._as_party(entity)))

    def _is_of_parties(self, entity: Entity) -> bool:
        """Whether a group is that of the parties: they are its members, or the title calls them so."""
        group = len(self.parties) > 1 and self.gazetteer.is_a(entity, "Forum", "InternationalOrganization")
        if group and self.gazetteer.members(entity) == {party.iri for party in self.parties}:
            return True
        group = group and self.gazetteer.is_a(entity, "Forum")
        return group and re.search(rf"\b{re.escape(entity.label)}\b", self.document.title) is not None

    def _as_party(self, entity: Entity) -> tuple[Entity, ...]:
        """The parties that an actor is, stands for or belongs to; an organ of a party counts by itself."""
        if not self.gazetteer.is_a(entity, "Actor"):
            return ()
        treaty = self.instrument is InstrumentKind.TREATY
        group = treaty and self.gazetteer.is_a(entity, "PopulationGroup")  # "the least developed countries"
        if entity in self.parties or not self.parties or group:
            return (entity,)
        if self._is_of_parties(entity):
            return self.parties
        belonging = tuple(party for party in self.parties if entity.iri in self.gazetteer.lineage(party))
        if belonging:
            return belonging
        owners = self.gazetteer.lineage(entity)[1:]
        above = tuple(party for party in self.parties if party.iri in owners)
        if above:
            return above if self.gazetteer.is_a(entity, *_FOR_STATE) else (entity,)
        return ()


def _companions(subject: Token) -> Iterator[Token]:
    """The heads of what "with" adds to a subject, set off by a comma: "Norway, with Chile, will"."""
    doc = subject.doc
    for token in subject.subtree:
        place = token.i - 1
        while place > subject.i and doc[place].lower_ in _TOGETHER:
            place -= 1
        if token.lower_ == "with" and token.i > subject.i and doc[place].text == ",":
            yield from (child for child in token.children if child.dep_ == "pobj")


def _phrase(head: Token) -> tuple[int, int]:
    """The tokens of the noun phrase around `head`, without the clauses that only tell more of it."""
    clauses = (child.left_edge.i for child in head.children if child.dep_ in ("relcl", "acl", "appos"))
    end = min([head.right_edge.i + 1, *(first for first in clauses if first > head.i)])
    while head.doc[end - 1].is_punct and end - 1 > head.i:
        end -= 1
    return head.left_edge.i, end
