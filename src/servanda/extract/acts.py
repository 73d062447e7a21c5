"""The acts in a sentence: what is performed, with which force, and how far each action runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span, Token

from servanda.extract.cues import CueBook
from servanda.extract.extent import Act, ended, listed_acts
from servanda.extract.performing import RECITING, Performer
from servanda.extract.polarity import bans
from servanda.extract.predicates import (
    Predicate,
    comes_after_and,
    is_progressive,
    left_edge,
    predicates,
    speaks_anew,
)
from servanda.extract.refusals import Refused, Why
from servanda.extract.subjects import subject_of

_UNDERTAKINGS = frozenset({"action", "commitment", "effort", "measure", "step", "undertaking", "work"})
_OPENERS = frozenset({"to", "not", "by"})
"""What may open a list item before its verb."""


class ActFinder:
    """Finds the acts of sentences, with the cues of one kind of instrument.

    In a `one_speaker` instrument, a resolution, a paragraph opens with the verb of the organ that
    adopts it; verbs with a subject of their own are then within what that verb says.
    """

    def __init__(self, cues: CueBook, *, one_speaker: bool = False) -> None:
        self._cues = cues
        self._one_speaker = one_speaker
        self._performer = Performer(cues, one_speaker=one_speaker)

    def find(self, sentence: Span) -> tuple[tuple[Act, ...], tuple[Refused, ...]]:
        """The acts that the sentence performs if its subjects are parties, and what performs none."""
        acts: list[Act] = []
        refused: list[Refused] = []
        edges: list[int] = []
        covered = -1
        for predicate in self._predicates(sentence):
            if predicate.verb.i <= covered or (acts and self._continues(acts[-1], predicate.verb)):
                continue  # within the action that an act before it took as its own
            mine = self._performer.of(predicate)
            if not predicate.shares or (acts and acts[-1].frame in ("noun", "clause")):
                edges.append(predicate.left)
            if isinstance(mine, Refused):
                refused.append(mine)
            else:
                if predicate.shares and mine and acts and _lacks_object(acts[-1], mine[0]):
                    mine[0] = replace(mine[0], start=acts[-1].start, left=acts[-1].left)
                    acts.pop()
                acts.extend(mine)
                covered = max([covered, *(act.verb.i for act in mine)])
        once = {act.start: act for act in reversed(acts)}  # two readings of the same words are one act
        found = tuple(ended([once[start] for start in sorted(once)], edges, sentence))
        return found, (*refused, *self._unread(sentence, found, refused))

    def _unread(self, sentence: Span, acts: tuple[Act, ...], refused: list[Refused]) -> Iterator[Refused]:
        """The cues in a sentence that stand outside of its acts and were not refused before."""
        said = [*acts, *(act.otherwise for act in acts if act.otherwise)]
        known = {i for act in said for i in (*range(act.cue_first, act.cue_end), *range(act.start, act.end))}
        known |= {i for one in refused for i in range(one.first, one.end)}
        main = {predicate.verb.i for predicate in predicates(sentence)}
        for token in sentence:
            cue = self._cues.seen_at(token) if token.i not in known else None
            if cue is not None:
                why = Why.UNFRAMED if main & {token.i, token.head.i} else Why.SUBORDINATE
                yield Refused(token.i, token.i + 1, why, cue)

    def _predicates(self, sentence: Span) -> list[Predicate]:
        """The verbs that can perform in a sentence: those of its main line, or of the one speaker."""
        found = list(predicates(sentence))
        opening = next((token for token in sentence if token.is_alpha and token.pos_ != "ADV"), None)
        if not self._one_speaker:
            return [*self._recital(opening, found), *found]
        if opening is not None and opening.lower_ == "having":
            return []  # what was done before
        if opening is None or not self._cues.is_opening(opening):
            return found
        shared = [
            one
            for one in found
            if one.subject is None
            and one.verb != opening
            and (_stands_apart(one.verb, opening) or not self._cues.is_deed(one.verb))
        ]
        beside = (
            token
            for token in sentence[opening.i - sentence.start + 1 :]
            if (token.tag_ == opening.tag_ or {token.tag_, opening.tag_} <= RECITING)
            and token not in [one.verb for one in shared]
            and self._cues.is_speech(token)
            and (comes_after_and(token) or _comes_after_comma(token))
            and (
                _stands_apart(token, opening) or not (_comes_after_comma(token) or self._cues.is_deed(token))
            )
        )
        others = [Predicate(token, None, left_edge(token.i, sentence), shares=True) for token in beside]
        return [
            Predicate(opening, None, sentence.start),
            *sorted([*shared, *others], key=lambda one: one.verb.i),
        ]

    def _continues(self, act: Act, verb: Token) -> bool:
        """Whether a verb without tense only goes on with the infinitives of the act before it."""
        tenseless = verb.tag_ == "VB" and not any(child.dep_ == "aux" for child in verb.children)
        listed = act.frame in ("infinitive", "object-infinitive", "evaluation")
        return tenseless and listed and not speaks_anew(verb, self._cues)

    def _recital(self, opening: Token | None, found: list[Predicate]) -> list[Predicate]:
        """The participle before the subject of a sentence, which shares it: "Recalling X, they agreed"."""
        main = next((one for one in found if one.subject is not None), None)
        if opening is None or main is None or opening.tag_ != "VBG" or opening.i >= main.left:
            return []
        if opening.dep_ != "advcl" or not self._cues.is_speech(opening):
            return []
        return [Predicate(opening, main.subject, opening.sent.start)]

    def item(self, lead_in: Act, sentence: Span) -> tuple[Act, ...]:
        """The acts of a list item, which has its force from the lead-in over the list.

        Below "nothing shall:" an item that says what is not forbidden is a permission, others are void.
        """
        words = [token for token in sentence if token.is_alpha]
        verbs = [token for token in words if token.dep_ != "neg" and token.lower_ not in _OPENERS]
        opening = next(iter(verbs), words[0])
        act = next((token for token in verbs if token.pos_ != "ADV"), opening)
        first = act if opens_with_verb(sentence) else opening
        nothing = lead_in.subject is not None and lead_in.subject.lower_ == "nothing"
        clause = lead_in.cue.kind == "modal" and words[0].lower_ == "that"
        if (nothing and not bans(first)) or clause or _tells(sentence):
            return ()
        negated = lead_in.negated or words[0].lower_ == "not"
        acts = listed_acts(replace(lead_in, frame="item", rule="item", negated=negated), first, sentence)
        return (replace(acts[0], start=opening.i), *acts[1:])

    def included(self, before: Act, sentence: Span) -> tuple[Act, ...]:
        """The acts that "This includes ..." adds to the act of the sentence before it, with its force."""
        root = sentence.root
        subject = subject_of(root)
        if root.lemma_ != "include" or subject is None or not _points_back(subject):
            return ()
        words = [t for t in sentence.doc[root.i + 1 : sentence.end] if t.is_alpha and t.lower_ != "by"]
        if not words:
            return ()
        frame = "gerund" if words[0].tag_ == "VBG" else "noun"
        return listed_acts(replace(before, frame=frame, rule="inclusion"), words[0], sentence)

    def in_progress(self, lead_in: Act, sentence: Span) -> tuple[Act, ...]:
        """The acts in progress that a sentence tells of, with the force of the lead-in over it."""
        acts = [
            replace(
                lead_in,
                start=verb.i,
                end=verb.i,
                left=predicate.left,
                verb=verb,
                cue_first=verb.i,
                cue_end=verb.i + 1,
                addressee=None,
                frame="progressive",
                rule="progress",
                subject=predicate.subject,
            )
            for predicate in predicates(sentence)
            if is_progressive(verb := predicate.verb)
        ]
        return tuple(ended(acts, [], sentence))


def _points_back(subject: Token) -> bool:
    """Whether a subject means what was said before: "this", "these commitments"."""
    pointing = subject.lower_ in ("this", "these", "it")
    return pointing or (
        subject.lemma_.lower() in _UNDERTAKINGS and subject.left_edge.lower_ in ("this", "these")
    )


def _comes_after_comma(verb: Token) -> bool:
    """Whether a comma stands before a verb with its adverbs, as in a series of operative verbs."""
    doc, place = verb.doc, verb.i - 1
    while place > verb.sent.start and doc[place].pos_ == "ADV":
        place -= 1
    return verb.tag_ == "VBZ" and doc[place].text == ","


def _stands_apart(verb: Token, opening: Token) -> bool:
    """Whether a verb has no subject but the organ: not "creates" in "that the plan helps and creates"."""
    while verb.dep_ == "conj" and verb.head != verb:
        verb = verb.head
    subject = subject_of(verb)
    return verb.tag_ != "VBZ" or subject is None or opening in (verb, subject)


def opens_with_verb(sentence: Span) -> bool:
    """Whether the first word of a sentence, past "not to" and adverbs, is a verb without tense."""
    words = (token for token in sentence if token.is_alpha and token.pos_ != "ADV")
    first = next((token for token in words if token.lower_ not in _OPENERS), sentence[0])
    return first.tag_ in ("VB", "VBG")


def _tells(sentence: Span) -> bool:
    """Whether a list item is a clause with a subject and a tense: "he has acquired a new nationality"."""
    root = sentence.root
    subject = subject_of(root)
    if opens_with_verb(sentence):
        return False
    tensed = root.tag_ in ("VBD", "VBP", "VBZ") or any(child.dep_ == "aux" for child in root.children)
    return subject is not None and subject.i < root.i and tensed


def _lacks_object(act: Act, following: Act) -> bool:
    """Whether a speech verb shares the object of the next one: "welcome and support the plan"."""
    between = act.verb.doc[act.verb.i + 1 : following.verb.i]
    nominal = any(token.pos_ in ("NOUN", "PROPN", "PRON", "NUM") for token in between)
    return act.frame in ("noun", "prepositional") and following.frame == "noun" and not nominal
