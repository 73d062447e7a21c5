"""The acts in a sentence: what is performed, with which force, and how far each action runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span, Token

from servanda.extract.complements import Complement, clause_at, further_clauses
from servanda.extract.coordination import coordinated, repeated_gerunds
from servanda.extract.cues import CueBook, Performance
from servanda.extract.extent import Act, after_modal, ended, listed_acts, without_to, work_dropped
from servanda.extract.polarity import Polarity, is_negated, negation_before, polarity
from servanda.extract.predicates import Predicate, left_edge, predicates, subject_of
from servanda.extract.refusals import Refused, Why
from servanda.lexicon import Cue

_BACKWARD = frozenset({"they", "it", "both", "each"})
_PRESENT_ONLY = frozenset({"endorsement", "recognition", "position"})
"""Forces that a perfect tense reports instead of performing; "have agreed to" still performs."""


class ActFinder:
    """Finds the acts of sentences, with the cues of one kind of instrument.

    In a `one_speaker` instrument, a resolution, a paragraph opens with the verb of the organ that
    adopts it; verbs with a subject of their own are then within what that verb says.
    """

    def __init__(self, cues: CueBook, *, one_speaker: bool = False) -> None:
        self._cues = cues
        self._one_speaker = one_speaker

    def find(self, sentence: Span) -> tuple[tuple[Act, ...], tuple[Refused, ...]]:
        """The acts that the sentence performs if its subjects are parties, and what performs none."""
        acts: list[Act] = []
        refused: list[Refused] = []
        edges: list[int] = []
        covered = -1
        for predicate in self._predicates(sentence):
            if predicate.verb.i <= covered or (acts and _continues(acts[-1], predicate.verb)):
                continue  # within the action that an act before it took as its own
            mine = self._of_predicate(predicate)
            if not predicate.shares:
                edges.append(predicate.left)
            if isinstance(mine, Refused):
                refused.append(mine)
            else:
                acts.extend(mine)
                covered = max([covered, *(act.verb.i for act in mine)])
        found = tuple(ended(acts, edges, sentence))
        return found, (*refused, *self._unread(sentence, found, refused))

    def _unread(self, sentence: Span, acts: tuple[Act, ...], refused: list[Refused]) -> Iterator[Refused]:
        """The cues in a sentence that stand outside of its acts and were not refused before."""
        known = {i for act in acts for i in (*range(act.cue_first, act.cue_end), *range(act.start, act.end))}
        known |= {i for one in refused for i in range(one.first, one.end)}
        main = {predicate.verb.i for predicate in predicates(sentence, self._cues.is_speech)}
        for token in sentence:
            cue = self._cues.seen_at(token) if token.i not in known else None
            if cue is not None:
                why = Why.UNFRAMED if token.i in main else Why.SUBORDINATE
                yield Refused(token.i, token.i + 1, why, cue)

    def _predicates(self, sentence: Span) -> list[Predicate]:
        """The verbs that can perform in a sentence: those of its main line, or of the one speaker."""
        found = list(predicates(sentence, self._cues.is_speech))
        opening = next((token for token in sentence if token.is_alpha and token.pos_ != "ADV"), None)
        if not self._one_speaker or opening is None or opening.tag_ not in ("VBZ", "VBG"):
            return found
        shared = [one for one in found if one.subject is None and one.verb != opening]
        return [Predicate(opening, None, sentence.start), *shared]

    def item(self, lead_in: Act, sentence: Span) -> tuple[Act, ...]:
        """The acts of a list item, which has its force from the lead-in over the list."""
        words = [token for token in sentence if token.is_alpha]
        first = next((token for token in words if token.dep_ != "neg"), words[0])
        return listed_acts(replace(lead_in, frame="item", rule="item"), first, sentence)

    def included(self, before: Act, sentence: Span) -> tuple[Act, ...]:
        """The acts that "This includes ..." adds to the act of the sentence before it, with its force."""
        root = sentence.root
        subject = subject_of(root)
        if root.lemma_ != "include" or subject is None or subject.lower_ not in ("this", "these", "it"):
            return ()
        verb = sentence.doc[root.i + 1] if root.i + 1 < sentence.end else root
        if verb.tag_ != "VBG":
            return ()
        return listed_acts(replace(before, frame="gerund", rule="inclusion"), verb, sentence)

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
                rule="progress",
                subject=predicate.subject,
            )
            for predicate in predicates(sentence)
            if (verb := predicate.verb).tag_ == "VBG"
            and any(c.dep_ == "aux" and c.lemma_ == "be" for c in verb.children)
        ]
        return tuple(ended(acts, [], sentence))

    def _of_predicate(self, predicate: Predicate) -> list[Act] | Refused:
        """The acts of one verb on the main line; nothing for a verb that is no cue."""
        performance = self._cues.at_verb(predicate.verb)
        if found := self._cues.modal(predicate.verb):
            if (
                performance
                and performance.force == "intention"
                and performance.complement.frame == "infinitive"
            ):
                return self._performed(performance, predicate)  # "will seek to" says no more than "seek to"
            return self._modal(*found, predicate)
        if performance is None:
            return []
        if _is_perfect(predicate.verb) and performance.force in _PRESENT_ONLY:
            return Refused.of(performance, Why.PERFECT)
        return self._performed(performance, predicate)

    def _modal(self, cue: Cue, modal: Token, predicate: Predicate) -> list[Act] | Refused:
        """The acts after a modal verb: "will promote A, foster B and drive C" are three."""
        verb = predicate.verb
        sense = polarity(verb, predicate.subject)
        if sense is Polarity.VOID or _is_ability(verb):
            why = Why.VOID if sense is Polarity.VOID else Why.ABILITY
            return Refused(modal.i, modal.i + 1, why, cue)
        lifted = sense is Polarity.LIFTED
        first = negation_before(verb) if lifted else after_modal(modal, verb)
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
            rule="modal",
            subject=predicate.subject,
            patient=passive and not lifted,
            negated=sense in (Polarity.NEGATIVE, Polarity.BANNED) or verb.lemma_ == "refrain",
        )
        return self._with_coordinated(work_dropped(act))

    def _performed(self, performance: Performance, predicate: Predicate) -> list[Act] | Refused:
        """The acts of a speech verb with its complement."""
        complement = performance.complement
        denied = is_negated(predicate.verb, predicate.subject)
        if denied and complement.start is not None:
            return Refused.of(performance, Why.DENIED)
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
            rule=self._rule(performance, predicate),
            subject=predicate.subject,
            reaffirmed=performance.reaffirmed,
            negated=performance.negated or denied,
            addressee=complement.addressee,
        )
        if complement.frame == "clause":
            return self._clauses(act, complement)
        if complement.frame in ("noun", "lead-in"):
            return [act]
        return self._with_coordinated(work_dropped(act))

    def _rule(self, performance: Performance, predicate: Predicate) -> str:
        """The rule that makes a statement of a performance: the kind of the cue, but for operative verbs."""
        if self._one_speaker and predicate.subject is None:
            return "recital" if predicate.verb.tag_ == "VBG" else "operative"
        return performance.cue.kind

    def _clauses(self, act: Act, complement: Complement) -> list[Act] | Refused:
        """The acts of a that-clause and of those coordinated with it: "that A, and that B" are two."""
        found = self._within_clause(act, complement)
        if isinstance(found, Refused):
            return found
        for opening in further_clauses(act.verb.sent, act.start):
            clause = clause_at(opening.doc, opening.i + 1)
            start = opening.i + 1 if clause.start is None else clause.start
            left = left_edge(opening.i, opening.sent)
            beside = replace(act, start=start, end=start, left=left, verb=clause.verb or opening.head)
            inner = self._within_clause(beside, clause)
            found += [] if isinstance(inner, Refused) else inner
        return found

    def _within_clause(self, act: Act, complement: Complement) -> list[Act] | Refused:
        """The act of a that-clause, or the acts that the clause itself performs ("agree that they will")."""
        verb = complement.verb
        if verb is None or act.force != "position":
            return [act]
        inner, subject = self._cues.modal(verb), subject_of(verb)
        if inner and inner[0].force in ("commitment", "obligation") and subject is not None:
            acts = self._modal(*inner, Predicate(verb, subject, act.left))
            if isinstance(acts, Refused):
                return acts
            who = act.subject if subject.lower_ in _BACKWARD else subject
            return [
                replace(
                    one,
                    left=min(one.left, act.left),
                    rule="promise",
                    subject=who,
                    reaffirmed=act.reaffirmed,
                )
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
            start = without_to(verb, left)
            anew = any(child.lower_ == "to" for child in verb.children)
            negated = is_negated(verb, None) or (act.negated and not anew)
            beginning = replace(act, start=start, end=start, left=left, verb=verb, negated=negated)
            acts.append(work_dropped(beginning))
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
