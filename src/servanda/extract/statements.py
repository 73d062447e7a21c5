"""Statements: the acts of a document with their bearers, terms and entities, passage by passage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from spacy.tokens import Span as Sentence

from servanda import iris
from servanda.extract.acts import ActFinder, opens_with_verb
from servanda.extract.bearers import Bearers, Who
from servanda.extract.bodies import Bodies
from servanda.extract.cues import CueBook
from servanda.extract.entities import related
from servanda.extract.extent import Act, leads_into_list
from servanda.extract.found import Found
from servanda.extract.mentions import Gazetteer
from servanda.extract.parser import Parsed, sentences
from servanda.extract.refusals import Refused, Why
from servanda.extract.subjects import subject_of
from servanda.extract.terms import read_terms, under
from servanda.lexicon import Lexicon
from servanda.model import Document, Entity, InstrumentKind, Refusal, Span, Statement, Terms

_BINDING_NOBODY = frozenset({"position", "recognition", "endorsement"})
"""Forces that "This includes ..." does not carry on."""


_GOING_ON = (";", "; and", "; or")
"""What a list item ends in that is not the last."""


@dataclass(frozen=True, slots=True)
class _Performed:
    """An act and who bears it: the actors, and the words that say so.

    `cue` is where the words stand that decided its force; `terms` are its own and those of the
    lead-in over it.
    """

    act: Act
    bearers: tuple[Entity, ...]
    doer: Span | None
    cue: Span
    terms: Terms = field(default_factory=Terms)


@dataclass(frozen=True, slots=True)
class _Lead:
    """The lead-in over a passage; whether the passage is an item right below it, not in a section of it."""

    by: _Performed
    right_below: bool


class StatementFinder:
    """Finds the statements of one document, passage by passage, in text order."""

    def __init__(
        self,
        document: Document,
        lexicon: Lexicon,
        gazetteer: Gazetteer,
        parties: tuple[Entity, ...],
        base: str,
    ) -> None:
        self._document = document
        self._gazetteer = gazetteer
        one_speaker = document.kind is InstrumentKind.RESOLUTION
        self._acts = ActFinder(CueBook(lexicon, document.kind.value), one_speaker=one_speaker)
        bodies = Bodies(iris.document(document.name, base), lexicon.body_nouns, base)
        self._bearers = Bearers(lexicon, gazetteer, document, parties, bodies)
        self._lead_ins: dict[int, _Performed] = {}
        self._open: tuple[int, _Performed] | None = None

    def find(
        self, parsed: Parsed, mentions: tuple[Found, ...], others: tuple[range, ...] = ()
    ) -> Iterator[Statement | Refusal]:
        """The statements of a passage, in order, and why its other words make none.

        `others` are the tokens that are the words of somebody else, told or quoted.
        """
        lead = self._lead(parsed)
        before: _Performed | None = None
        for sentence in sentences(parsed.doc):
            self._bearers.learn(sentence, mentions)
            acts, refused = list[_Performed](), list[Refused]()
            if not (lead and lead.right_below and _is_item(sentence)):
                acts, refused = self._performed(parsed, sentence, mentions, others)
                if lead and lead.right_below:
                    acts = [replace(one, terms=lead.by.terms) for one in acts]
            told = any(sentence.root.i in words for words in others)
            if not acts and not told and before and before.act.force not in _BINDING_NOBODY:
                acts = [
                    replace(before, act=act, terms=Terms())
                    for act in self._acts.included(before.act, sentence)
                ]
            if not acts and not told and lead:
                acts = self._under(lead, parsed, sentence, mentions)
            yield from self._statements(parsed, sentence, acts, mentions)
            if not acts and not refused:
                refused = [Refused(sentence.start, sentence.end, Why.NO_CUE)]
            yield from (_refusal(parsed, sentence, one) for one in refused)
            before = acts[-1] if acts else None
            self._bearers.note(sentence, mentions)

    def _performed(
        self, parsed: Parsed, sentence: Sentence, mentions: tuple[Found, ...], others: tuple[range, ...]
    ) -> tuple[list[_Performed], list[Refused]]:
        """The acts in a sentence that somebody bears who declares, and the words that make none."""
        found, unperformed = self._acts.find(sentence)
        performed, refused = list[_Performed](), list(unperformed)
        for act in found:
            if any(act.cue_first in words for words in others):
                refused.append(Refused(act.cue_first, act.cue_end, Why.REPORTED, act.cue))
                continue
            who, whole = self._bearers.of(act, mentions), act.otherwise
            if not isinstance(who, Why):
                performed.append(_borne(parsed, act, who))
            elif whole is None:
                refused.append(Refused(act.cue_first, act.cue_end, who, act.cue))
            elif performed and performed[-1].act.start == whole.start:  # one proposition, of several verbs
                performed[-1] = replace(performed[-1], act=replace(whole, end=act.end))
            elif isinstance(speaker := self._bearers.of(whole, mentions), Why):
                refused.append(Refused(whole.cue_first, whole.cue_end, speaker, whole.cue))
            else:
                performed.append(_borne(parsed, replace(whole, end=act.end), speaker))
            if act.frame == "lead-in":
                refused.append(Refused(act.cue_first, act.cue_end, Why.LEADS, act.cue))
        return performed, refused

    def _lead(self, parsed: Parsed) -> _Lead | None:
        """The lead-in over a passage, if a paragraph that holds it ends in one.

        A list goes on up to a full stop: after an item that ends in a semicolon, a paragraph that opens
        with a verb without tense is one, too, however it is numbered.
        """
        place, parent = parsed.place, parsed.passage.parent
        led = self._lead_ins.get(parent) if parent is not None else None
        if led is None and self._open and self._open[0] == place - 1 and _orders(parsed.doc[:]):
            led = self._open[1]
        goes_on = led is not None and parsed.doc.text.rstrip().endswith(_GOING_ON)
        self._open = (place, led) if led is not None and goes_on else None
        if led is not None:
            return _Lead(led, right_below=True)
        while parent is not None:
            if parent in self._lead_ins:
                return _Lead(self._lead_ins[parent], right_below=False)
            parent = self._document.passages[parent].parent
        return None

    def _under(
        self, lead: _Lead, parsed: Parsed, sentence: Sentence, mentions: tuple[Found, ...]
    ) -> list[_Performed]:
        """The acts of a sentence that has its force from a lead-in.

        A list item right below it is an act of the same bearers; in a section below it, a party's
        act in progress counts ("Mexico is also taking action").
        """
        if lead.right_below:
            if sentence.start > 0:
                return []
            return [replace(lead.by, act=act) for act in self._acts.item(lead.by.act, sentence)]
        return [
            replace(_borne(parsed, act, who), cue=lead.by.cue, terms=lead.by.terms)
            for act in self._acts.in_progress(lead.by.act, sentence)
            if not isinstance(who := self._bearers.of(act, mentions), Why) and who.actors
        ]

    def _statements(
        self, parsed: Parsed, sentence: Sentence, acts: list[_Performed], mentions: tuple[Found, ...]
    ) -> Iterator[Statement]:
        fronts: tuple[range, ...] = ()
        for before, performed in zip((None, *acts), acts, strict=False):
            act = performed.act
            if before is None or before.act.cue_first != act.cue_first:
                first = before.act.end if before else sentence.start
                subject = min(max(first, act.left), act.start)
                fronts = (range(first, subject), range(subject, act.start))
            terms = under(read_terms(parsed, fronts, act, self._document.date), performed.terms)
            if performed is acts[-1] and leads_into_list(sentence):
                self._lead_ins[parsed.place] = replace(performed, terms=terms)
            if act.frame != "lead-in" and act.end > act.start:
                yield self._statement(parsed, sentence, replace(performed, terms=terms), mentions)

    def _statement(
        self,
        parsed: Parsed,
        sentence: Sentence,
        performed: _Performed,
        mentions: tuple[Found, ...],
    ) -> Statement:
        act = performed.act
        about = related(parsed, act, mentions, performed.bearers, self._gazetteer)
        return Statement(
            action=parsed.span(act.start, act.end),
            sentence=parsed.span(sentence.start, sentence.end),
            passage=parsed.place,
            force=act.force,
            rule=act.rule,
            cue=act.cue.iri,
            cue_span=performed.cue,
            verb=act.verb.lemma_.lower(),
            reaffirmed=act.reaffirmed,
            negated=act.negated,
            bearers=performed.bearers,
            doer=performed.doer,
            addressees=about.addressees,
            beneficiaries=about.beneficiaries,
            places=about.places,
            concerns=tuple(one for one in about.concerns if not self._is_this(one.value)),
            involves=about.involves,
            terms=performed.terms,
        )

    def _is_this(self, policy: Entity) -> bool:
        """Whether a policy is the treaty itself, which its articles need not name to be about it."""
        treaty = self._document.kind is InstrumentKind.TREATY
        title = self._document.title.casefold().removeprefix("the ")
        return treaty and title.startswith(policy.label.casefold())


def _orders(words: Sentence) -> bool:
    """Whether words open with a verb without tense, as only an item of a list does: "Close the ports"."""
    first = next((token for token in words if token.is_alpha and token.pos_ != "ADV"), words[0])
    return first.tag_ == "VB" or (first.lower_ == "to" and opens_with_verb(words))


def _is_item(sentence: Sentence) -> bool:
    """Whether a sentence opens its passage, and has no subject of its own."""
    return sentence.start == 0 and (subject_of(sentence.root) is None or opens_with_verb(sentence))


def _borne(parsed: Parsed, act: Act, who: Who) -> _Performed:
    doer = parsed.span(*who.words) if who.words else None
    return _Performed(act, who.actors, doer, parsed.span(act.cue_first, act.cue_end))


def _refusal(parsed: Parsed, sentence: Sentence, refused: Refused) -> Refusal:
    return Refusal(
        span=parsed.span(refused.first, refused.end),
        sentence=parsed.span(sentence.start, sentence.end),
        passage=parsed.place,
        why=refused.why,
        cue=refused.cue.iri if refused.cue else None,
    )
