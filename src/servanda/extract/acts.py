"""The acts in a sentence: what is performed, with which force, and how far each action runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from servanda.extract.complements import Complement
from servanda.extract.coordination import VERB_FORMS, coordinated, repeated_gerunds
from servanda.extract.cues import CueBook, Performance
from servanda.extract.polarity import Polarity, is_negated, negation_before, polarity
from servanda.extract.predicates import Predicate, left_edge, predicates, subject_of
from servanda.lexicon import Cue

_TOGETHER = frozenset({"together", "jointly", "closely", "collectively", "actively", "each", "other"})
_BACKWARD = frozenset({"they", "it", "both", "each"})
_BEFORE_LIST = frozenset({"the", "following", "including", "as", "follows", "by", "to", "through"})
_ONLY_LEADS = re.compile(r"(?: to|(?<!including )(?<!include )the following(?: \w+)?) ?:\s*$", re.IGNORECASE)
"""What ends a sentence that says nothing by itself, but leads into a list."""
_PRESENT_ONLY = frozenset({"endorsement", "recognition", "position"})
"""Forces that a perfect tense reports instead of performing; "have agreed to" still performs."""


@dataclass(frozen=True, slots=True)
class Act:
    """One illocutionary act: its action runs over the tokens `start` up to `end`.

    `left` is where its own words begin, subject and speech verb included. `subject` heads the
    phrase that says who performs it; None where the sentence does not say. A `patient` is the
    subject of a passive: what the act is done to. `frame` is "lead-in" for an act without an
    action of its own, which hands its force to the list after it.
    """

    start: int
    end: int
    left: int
    verb: Token
    force: str
    cue: Cue
    cue_first: int
    cue_end: int
    frame: str
    subject: Token | None
    patient: bool = False
    reaffirmed: bool = False
    negated: bool = False
    addressee: Token | None = None


class ActFinder:
    """Finds the acts of sentences, with the cues of one kind of instrument.

    In a `one_speaker` instrument, a resolution, a paragraph opens with the verb of the organ that
    adopts it; verbs with a subject of their own are then within what that verb says.
    """

    def __init__(self, cues: CueBook, *, one_speaker: bool = False) -> None:
        self._cues = cues
        self._one_speaker = one_speaker

    def find(self, sentence: Span) -> tuple[Act, ...]:
        """The acts that the sentence performs if its subjects are parties, in order."""
        acts: list[Act] = []
        edges: list[int] = []
        covered = -1
        for predicate in self._predicates(sentence):
            if predicate.verb.i <= covered or (acts and _continues(acts[-1], predicate.verb)):
                continue  # within the action that an act before it took as its own
            mine = self._of_predicate(predicate)
            if not predicate.shares:
                edges.append(predicate.left)
            acts.extend(mine)
            covered = max([covered, *(act.verb.i for act in mine)])
        return tuple(_ended(acts, edges, sentence))

    def _predicates(self, sentence: Span) -> list[Predicate]:
        """The verbs that can perform in a sentence: those of its main line, or of the one speaker."""
        found = list(predicates(sentence))
        opening = next((token for token in sentence if token.is_alpha and token.pos_ != "ADV"), None)
        if not self._one_speaker or opening is None or opening.tag_ not in ("VBZ", "VBG"):
            return found
        shared = [one for one in found if one.subject is None and one.verb != opening]
        return [Predicate(opening, None, sentence.start), *shared]

    def item(self, lead_in: Act, sentence: Span) -> tuple[Act, ...]:
        """The acts of a list item, which has its force from the lead-in over the list."""
        words = [token for token in sentence if token.is_alpha]
        first = next((token for token in words if token.dep_ != "neg"), words[0])
        return _listed(replace(lead_in, frame="item"), first, sentence)

    def included(self, before: Act, sentence: Span) -> tuple[Act, ...]:
        """The acts that "This includes ..." adds to the act of the sentence before it, with its force."""
        root = sentence.root
        subject = subject_of(root)
        if root.lemma_ != "include" or subject is None or subject.lower_ not in ("this", "these", "it"):
            return ()
        verb = sentence.doc[root.i + 1] if root.i + 1 < sentence.end else root
        if verb.tag_ != "VBG":
            return ()
        return _listed(replace(before, frame="gerund"), verb, sentence)

    def in_progress(self, lead_in: Act, sentence: Span) -> tuple[Act, ...]:
        """The acts in progress that a sentence tells of, with the force of the lead-in over it."""
        acts = [
            replace(
                lead_in,
                start=verb.i,
                end=verb.i,
                left=predicate.left,
                verb=verb,
                frame="progressive",
                subject=predicate.subject,
            )
            for predicate in predicates(sentence)
            if (verb := predicate.verb).tag_ == "VBG"
            and any(c.dep_ == "aux" and c.lemma_ == "be" for c in verb.children)
        ]
        return tuple(_ended(acts, [], sentence))

    def _of_predicate(self, predicate: Predicate) -> list[Act]:
        """The acts of one verb on the main line."""
        performance = self._cues.at_verb(predicate.verb)
        if found := self._cues.modal(predicate.verb):
            if (
                performance
                and performance.force == "intention"
                and performance.complement.frame == "infinitive"
            ):
                return self._performed(performance, predicate)  # "will seek to" says no more than "seek to"
            return self._modal(*found, predicate)
        if performance is None or (_is_perfect(predicate.verb) and performance.force in _PRESENT_ONLY):
            return []
        return self._performed(performance, predicate)

    def _modal(self, cue: Cue, modal: Token, predicate: Predicate) -> list[Act]:
        """The acts after a modal verb: "will promote A, foster B and drive C" are three."""
        verb = predicate.verb
        sense = polarity(verb, predicate.subject)
        if sense is Polarity.VOID or _is_ability(verb):
            return []
        lifted = sense is Polarity.LIFTED
        first = negation_before(verb) if lifted else _after_modal(modal, verb)
        passive = any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)
        act = Act(
            start=first,
            end=first,
            left=min(predicate.left, modal.i),
            verb=verb,
            force="permission" if lifted else cue.force or "",
            cue=cue,
            cue_first=modal.i,
            cue_end=modal.i + 1,
            frame="infinitive",
            subject=predicate.subject,
            patient=passive and not lifted,
            negated=sense in (Polarity.NEGATIVE, Polarity.BANNED) or verb.lemma_ == "refrain",
        )
        return self._with_coordinated(_work_dropped(act))

    def _performed(self, performance: Performance, predicate: Predicate) -> list[Act]:
        """The acts of a speech verb with its complement."""
        complement = performance.complement
        denied = is_negated(predicate.verb, predicate.subject)
        if denied and complement.start is not None:
            return []  # who does "not commit to" an act says nothing of it
        start = performance.first if complement.start is None else complement.start
        act = Act(
            start=start,
            end=start,
            left=predicate.left,
            verb=complement.verb or predicate.verb,
            force=performance.force,
            cue=performance.cue,
            cue_first=performance.first,
            cue_end=performance.end,
            frame=complement.frame,
            subject=predicate.subject,
            reaffirmed=performance.reaffirmed,
            negated=performance.negated or denied,
            addressee=complement.addressee,
        )
        if complement.frame == "clause":
            return self._within_clause(act, complement)
        if complement.frame in ("noun", "lead-in"):
            return [act]
        return self._with_coordinated(_work_dropped(act))

    def _within_clause(self, act: Act, complement: Complement) -> list[Act]:
        """The act of a that-clause, or the acts that the clause itself performs ("agree that they will")."""
        verb = complement.verb
        if verb is None or act.force != "position":
            return [act]
        inner, subject = self._cues.modal(verb), subject_of(verb)
        if inner and inner[0].force in ("commitment", "obligation") and subject is not None:
            acts = self._modal(*inner, Predicate(verb, subject, act.left))
            who = act.subject if subject.lower_ in _BACKWARD else subject
            return [
                replace(one, left=min(one.left, act.left), subject=who, reaffirmed=act.reaffirmed)
                for one in acts
            ]
        return [act]

    def _with_coordinated(self, act: Act) -> list[Act]:
        """The act, and those of the verbs coordinated with its verb, under the same force."""
        acts = [act]
        beside = set() if act.frame == "prepositional" else set(coordinated(act.verb))
        if act.frame in ("gerund", "prepositional"):
            beside.update(repeated_gerunds(act.verb, max(act.cue_end, act.start)))
        for verb in sorted(beside, key=lambda token: token.i):
            left = left_edge(verb.left_edge.i if verb.left_edge.i > acts[-1].verb.i else verb.i, verb.sent)
            start = _without_to(verb, left)
            anew = any(child.lower_ == "to" for child in verb.children)
            negated = is_negated(verb, None) or (act.negated and not anew)
            beginning = replace(act, start=start, end=start, left=left, verb=verb, negated=negated)
            acts.append(_work_dropped(beginning))
        return acts


def _is_ability(verb: Token) -> bool:
    """Whether a verb only says what can be or what there is: "will be able to", "there will be"."""
    if verb.lemma_ != "be":
        return False
    complements = [c for c in verb.children if c.dep_ in ("acomp", "attr", "prep", "xcomp")]
    return not complements or any(child.lower_ == "able" for child in complements)


def _is_perfect(verb: Token) -> bool:
    """Whether a verb tells what has been done before: "have welcomed"."""
    return any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.children)


def _continues(act: Act, verb: Token) -> bool:
    """Whether a verb without tense only goes on with the infinitives of the act before it."""
    tenseless = verb.tag_ == "VB" and not any(child.dep_ == "aux" for child in verb.children)
    return tenseless and act.frame in ("infinitive", "object-infinitive", "evaluation")


def _work_dropped(act: Act) -> Act:
    """The act without a bare "work (together) to": it begins at the verb after that."""
    verb, doc = act.verb, act.verb.doc
    place = next((t.i for t in doc[verb.i + 1 :] if t.lower_ not in _TOGETHER and t.pos_ != "ADV"), len(doc))
    if verb.lemma_ != "work" or act.frame == "clause" or doc[place : place + 1].text.lower() != "to":
        return act
    inner = next((t for t in doc[place + 1 :] if t.pos_ != "ADV"), None)
    if inner is None or inner.tag_ not in VERB_FORMS:
        return act
    return replace(act, start=place + 1, end=place + 1, verb=inner)


def _after_modal(modal: Token, verb: Token) -> int:
    """The index of the verb after a modal, or of the adverb of manner before it ("immediately expand")."""
    place = verb.i
    while (
        place - 1 > modal.i
        and verb.doc[place - 1].pos_ == "ADV"
        and verb.doc[place - 1].lower_.endswith("ly")
    ):
        place -= 1
    return place


def _without_to(verb: Token, left: int) -> int:
    """Where the action of a coordinated verb begins: after the conjunction and "to"."""
    place = verb.i
    while place - 1 >= left and verb.doc[place - 1].pos_ == "ADV":
        place -= 1
    return place


def _listed(act: Act, first: Token, sentence: Span) -> tuple[Act, ...]:
    """The act that begins at the verb `first`, and those of the verbs coordinated with it."""
    verbs = (first, *coordinated(first))
    acts = [
        replace(
            act,
            start=v.i,
            end=v.i,
            left=left_edge(v.i, sentence),
            verb=v,
            negated=act.negated or is_negated(v, None),
        )
        for v in verbs
    ]
    return tuple(_ended(acts, [], sentence))


def _ended(acts: list[Act], edges: list[int], sentence: Span) -> Iterator[Act]:
    """The acts, each running up to the next one, to a clause of its own subject, or to the sentence's end."""
    bounds = sorted({*edges, *(act.left for act in acts), sentence.end})
    for act in acts:
        end = next((bound for bound in bounds if bound > act.verb.i and bound > act.start), sentence.end)
        opens_list = end == sentence.end and sentence.text.rstrip().endswith(":")
        while end - 1 > act.start and (
            not _is_word(sentence.doc[end - 1])
            or (opens_list and sentence.doc[end - 1].lower_ in _BEFORE_LIST)
        ):
            end -= 1
        only_leads = (
            opens_list and act.frame == "infinitive" and _ONLY_LEADS.search(sentence.text) is not None
        )
        yield replace(act, end=end, frame="lead-in" if only_leads else act.frame)


def _is_word(token: Token) -> bool:
    return not (token.is_punct or token.is_space) or token.text in ("”", '"', ")")
