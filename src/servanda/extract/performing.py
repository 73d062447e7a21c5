"""What a verb performs: the acts of a modal verb, of a speech verb with its complement, of clauses within."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from servanda.extract.complements import Complement, clause_at, further_clauses
from servanda.extract.coordination import begins_anew, coordinated, repeated_gerunds
from servanda.extract.cues import CueBook, Performance, is_impersonal
from servanda.extract.extent import Act, after_modal, leads_into_list, without_to, work_dropped
from servanda.extract.polarity import BANS, DUTIES, Polarity, is_negated, negation_before, polarity
from servanda.extract.predicates import (
    Predicate,
    is_progressive,
    left_edge,
    speaks_anew,
)
from servanda.extract.refusals import Refused, Why
from servanda.extract.subjects import subject_of
from servanda.lexicon import Cue

_BACKWARD = frozenset({"they", "it", "both", "each"})
ADJECTIVES = frozenset({"VBN", "JJ"})
"""The tags of the words with which an adjective cue can open a recital."""
_WORDS = frozenset({"definition", "expression", "phrase", "reference", "term", "word"})
_MEANINGS = frozenset({"apply", "comprise", "cover", "denote", "include", "mean", "refer", "understand"})
RECITING = ADJECTIVES | {"VBG"}
"""The tags of the words with which a recital opens."""
_PROMISING = frozenset({"shall", "will"})
"""The modal verbs by which a clause promises what its subject does."""
_POSSIBLE = frozenset({"can", "could", "might", "cannot", "ca"})
"""Modal verbs with which a speech verb says what somebody can say, and says nothing."""
_UNDERGOING = frozenset({"benefit", "experience", "face", "feel", "gain", "lose", "suffer"})
"""What happens to somebody: "will face challenges" promises nothing."""
_PRESENT_ONLY = frozenset({"endorsement", "recognition", "position"})
"""Forces that a perfect tense reports instead of performing; "have agreed to" still performs."""


class Performer:
    """Tells which acts a verb on the main line performs, with the cues of one kind of instrument."""

    def __init__(self, cues: CueBook, *, one_speaker: bool) -> None:
        self._cues = cues
        self._one_speaker = one_speaker

    def of(self, predicate: Predicate) -> list[Act] | Refused:
        """The acts of one verb on the main line; nothing for a verb that is no cue."""
        performance = self._cues.at_verb(predicate.verb)
        if performance and _is_hypothetical(predicate.verb):
            return Refused.of(performance, Why.HYPOTHETICAL)
        if found := self._cues.modal(predicate.verb):
            weaker = performance is not None and performance.force in ("intention", "permission")
            if performance and weaker and performance.complement.frame == "infinitive":
                return self._performed(performance, predicate)  # "will seek to" says no more than "seek to"
            return self._modal(*found, predicate)
        return self._spoken(performance, predicate) if performance else []

    def _spoken(self, performance: Performance, predicate: Predicate) -> list[Act] | Refused:
        """The acts of a speech verb that no modal stands before, if its tense performs."""
        if performance.force == "endorsement" and is_progressive(predicate.verb):
            return Refused.of(performance, Why.PROGRESSIVE)
        told = performance.force in _PRESENT_ONLY or performance.cue.kind == "noun"
        if told and _is_perfect(predicate.verb):
            return Refused.of(performance, Why.PERFECT)
        return self._performed(performance, predicate)

    def _modal(self, cue: Cue, modal: Token, predicate: Predicate) -> list[Act] | Refused:
        """The acts after a modal verb: "will promote A, foster B and drive C" are three."""
        verb = predicate.verb
        sense = polarity(verb, predicate.subject)
        if why := _is_no_act(predicate, cue):
            return Refused(modal.i, modal.i + 1, why, cue)
        lifted = sense is Polarity.LIFTED
        lead = self._lead(cue, modal, predicate)
        first = negation_before(verb) if lifted else after_modal(modal, verb)
        if lead.patient and (not lifted or verb.lemma_ in BANS):
            first = min((c.i for c in verb.children if c.dep_ == "auxpass" and c.i > modal.i), default=first)
        nothing_shall = (
            verb.tag_ == "MD" and predicate.subject is not None and predicate.subject.lower_ == "nothing"
        )
        act = replace(
            lead,
            start=first,
            end=first,
            force="permission" if lifted or nothing_shall else lead.force,
            patient=lead.patient and (not lifted or verb.lemma_ in BANS),
            negated=sense in (Polarity.NEGATIVE, Polarity.BANNED) and not nothing_shall,
        )
        items = [token for token in verb.doc[verb.i : verb.sent.end] if token._.opens_item]
        if verb.tag_ == "MD" and items:  # "shall: (a) report; (b) pay"
            left = [left_edge(token.i, verb.sent) for token in items]
            return [
                replace(act, start=token.i, end=token.i, left=first, verb=token)
                for token, first in zip(items, left, strict=True)
            ]
        return self._with_coordinated(work_dropped(act))

    def _lead(self, cue: Cue, modal: Token, predicate: Predicate) -> Act:
        """The act that a modal verb begins, before its polarity is looked at."""
        verb = predicate.verb
        passive = any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)
        patient = passive and verb.lemma_ not in DUTIES  # who is required to act is no patient
        return Act(
            start=verb.i,
            end=verb.i,
            left=min(predicate.left, modal.i),
            verb=verb,
            force=cue.force or "",
            cue=cue,
            cue_first=modal.i,
            cue_end=modal.i + 1,
            frame="infinitive",
            rule="modal",
            subject=predicate.subject,
            patient=patient,
            addressee=None if patient else self._asked(cue, modal, predicate),
        )

    def _asked(self, cue: Cue, modal: Token, predicate: Predicate) -> Token | None:
        """Who should act: the subject of "should", or the noun before "shall" after an operative verb."""
        if cue.force == "recommendation":
            return predicate.subject
        if not self._one_speaker or modal.i < predicate.verb.i:
            return None
        before = modal.doc[predicate.verb.i + 1 : modal.i]
        nouns = (token for token in before if token.pos_ in ("NOUN", "PROPN", "PRON"))
        return next((noun for noun in nouns if noun.head not in before or noun.head.pos_ == "SCONJ"), None)

    def _performed(self, performance: Performance, predicate: Predicate) -> list[Act] | Refused:
        """The acts of a speech verb with its complement."""
        complement = performance.complement
        if complement.frame in ("noun", "prepositional") and not _says_more(performance, predicate):
            return Refused.of(performance, Why.ELLIPTIC)
        denied = is_negated(predicate.verb, predicate.subject)
        lifted = denied and performance.force == "obligation" and complement.frame == "infinitive"
        if denied and complement.start is not None and not lifted:
            return Refused.of(performance, Why.DENIED)
        start = performance.first if complement.start is None else complement.start
        if lifted:
            start = negation_before(predicate.verb)
        asked = performance.cue.kind == "adjective" and performance.force == "recommendation"
        act = Act(
            start=start,
            end=start,
            left=predicate.left,
            verb=complement.verb or predicate.verb,
            force="permission" if lifted else performance.force,
            cue=performance.cue,
            cue_first=performance.first,
            cue_end=performance.end,
            frame=complement.frame,
            rule=self._rule(performance, predicate),
            subject=predicate.subject,
            implied=asked or is_impersonal(predicate.verb),
            reaffirmed=performance.reaffirmed,
            negated=performance.negated or (denied and not lifted),
            addressee=predicate.subject if asked else complement.addressee,
        )
        if complement.frame == "clause":
            return self._clauses(act, complement)
        if complement.frame in ("noun", "lead-in"):
            return [act]
        return self._with_coordinated(work_dropped(act))

    def _rule(self, performance: Performance, predicate: Predicate) -> str:
        """The rule that makes a statement of a performance: the kind of the cue, but for operative verbs."""
        participle = predicate.verb.tag_ == "VBG" and not is_progressive(predicate.verb)
        if participle or (self._one_speaker and predicate.verb.tag_ in ADJECTIVES):
            return "recital"
        if self._one_speaker and predicate.subject is None:
            return "operative"
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
        if verb is not None and self._one_speaker and act.force in ("obligation", "commitment"):
            return self._imposed(act, verb)
        if verb is not None and act.force == "recommendation":
            return self._demanded(act, verb)
        if verb is None or act.force != "position":
            return [act]
        past = act.verb.doc[act.cue_first].tag_ == "VBD"
        inner, subject = self._cues.modal(verb, told=past), subject_of(verb)
        promised = inner is not None and inner[0].words[0] in _PROMISING
        if inner and promised and subject is not None:
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
                    otherwise=act,
                )
                for one in acts
            ]
        return [act]

    def _demanded(self, act: Act, verb: Token) -> list[Act]:
        """The acts that a clause asks of its subject: "demand that both sides observe A and withdraw B"."""
        subject = subject_of(verb)
        bare = verb.tag_ in ("VB", "VBP") and not any(c.dep_ in ("aux", "auxpass") for c in verb.children)
        if subject is None or not bare:
            return [act]
        who = act.addressee if act.addressee is not None and subject.pos_ == "PRON" else subject
        asked = replace(act, start=verb.i, end=verb.i, verb=verb, frame="infinitive", addressee=who)
        return self._with_coordinated(asked)

    def _imposed(self, act: Act, verb: Token) -> list[Act] | Refused:
        """The acts that an organ lays on somebody: "decides that all States shall report and shall pay"."""
        inner, subject = self._cues.modal(verb), subject_of(verb)
        if inner is None or inner[0].force != "obligation" or subject is None:
            return [act]
        others = (t for t in verb.conjuncts if t.i > verb.i and subject_of(t) is None)
        further = [found for t in others if (found := self._cues.modal(t)) and found[0] == inner[0]]
        acts = self._modal(*inner, Predicate(verb, subject, act.left))
        for cue, modal in further:
            more = self._modal(cue, modal, Predicate(modal.head, subject, left_edge(modal.i, verb.sent)))
            acts = acts if isinstance(acts, Refused) or isinstance(more, Refused) else [*acts, *more]
        if isinstance(acts, Refused) or any(one.patient for one in acts):
            return acts if isinstance(acts, Refused) else [act]
        return [
            replace(
                act,
                start=one.start,
                end=one.end,
                left=one.left if one.start > verb.i else min(one.left, act.left),
                force=act.force if one.force == "obligation" else one.force,
                verb=one.verb,
                negated=one.negated,
                frame=one.frame,
                addressee=subject,
            )
            for one in acts
        ]

    def _with_coordinated(self, act: Act) -> list[Act]:
        """The act, and those of the verbs coordinated with its verb, under the same force."""
        acts = [act]
        beside = set() if act.frame == "prepositional" else set(coordinated(act.verb))
        beside -= {verb for verb in beside if speaks_anew(verb, self._cues)}
        if act.frame in ("gerund", "prepositional"):
            beside.update(repeated_gerunds(act.verb, max(act.cue_end, act.start)))
        for verb in sorted(beside, key=lambda token: token.i):
            left = left_edge(verb.left_edge.i if verb.left_edge.i > acts[-1].verb.i else verb.i, verb.sent)
            start = without_to(verb, left)
            negated = is_negated(verb, None) or (act.negated and not begins_anew(verb))
            beginning = replace(act, start=start, end=start, left=left, verb=verb, negated=negated)
            acts.append(work_dropped(beginning))
        return [
            replace(one, negated=True) if self._cues.negates(one.verb) and one.force != "permission" else one
            for one in acts
        ]


def _says_more(performance: Performance, predicate: Predicate) -> bool:
    """Whether a word stands after a cue that wants one, or before it in a passive."""
    rest = predicate.verb.doc[performance.end : predicate.verb.sent.end]
    return performance.cue.kind == "noun" or any(token.is_alpha for token in rest)


def _is_no_act(predicate: Predicate, modal: Cue) -> Why | None:
    """Why a modal verb says no act, if it does not: it says what can be, what a word means, or too little."""
    verb = predicate.verb
    items = any(token._.opens_item for token in verb.doc[verb.i : verb.sent.end])
    if verb.tag_ == "MD" and not items and not leads_into_list(verb.sent):
        return Why.ELLIPTIC
    undergone = modal.words[0] == "will" and verb.lemma_ in _UNDERGOING
    if undergone or _is_ability(verb, modal):
        return Why.ABILITY
    return Why.DEFINITION if is_definition(predicate) else None


def is_definition(predicate: Predicate) -> bool:
    """Whether a verb says what a word means: "the term “ship” shall mean"."""
    subject, verb = predicate.subject, predicate.verb
    named = subject is not None and any(word.lemma_.lower() in _WORDS for word in (subject, *subject.lefts))
    meaning = verb.lemma_ in _MEANINGS or any(child.lemma_ == "meaning" for child in verb.children)
    return named and meaning


def _is_ability(verb: Token, modal: Cue) -> bool:
    """Whether a verb only says what can be or what there is: "will be able to", "there will be"."""
    if verb.lemma_ != "be":
        return False
    if modal.words[0] != "shall" and any(child.tag_ == "EX" for child in verb.children):
        return True
    complements = [c for c in verb.children if c.dep_ in ("acomp", "attr", "prep", "xcomp")]
    return not complements or any(child.lower_ == "able" for child in complements)


def _is_hypothetical(verb: Token) -> bool:
    """Whether a verb says what might be: "could commit", "would have agreed", "had we agreed"."""
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    modals = {child.lower_ for child in helpers if child.tag_ == "MD"}
    inverted = (
        helpers
        and helpers[0].lower_ in ("had", "should", "were")
        and any(child.dep_ in ("nsubj", "nsubjpass") and child.i > helpers[0].i for child in verb.children)
    )
    unreal = "would" in modals and any(child.lemma_ == "have" for child in helpers)
    return bool(modals & _POSSIBLE or inverted or unreal)


def _is_perfect(verb: Token) -> bool:
    """Whether a verb tells what has been done before: "have welcomed"."""
    return any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.children)
