"""An act and its extent: where the action of an act begins, and how far it runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from servanda.extract.coordination import VERB_FORMS, begins_anew, coordinated
from servanda.extract.polarity import is_negated
from servanda.extract.predicates import left_edge
from servanda.extract.subjects import agent_of
from servanda.lexicon import Cue

_TOGETHER = frozenset({"together", "jointly", "closely", "collectively", "actively", "each", "other"})
_BEFORE_LIST = frozenset({"the", "following", "including", "as", "follows", "by", "to", "through", "not"})
_SHORT = 4
"""The tokens of an action with "be" that says too little without its subject: "be inviolable"."""
_LONGER = 3
"""How many times longer than the action its subject can be and still stand in it."""
_GOVERNING = frozenset({"concerning", "regarding", "namely", "covering"})
_CONJUNCTIONS = frozenset({"and", "or", "nor", "but"})
"""What may stand at the end of a list item, before the next."""
_ONLY_LEADS = re.compile(
    r"(?: to|(?<!including )(?<!include )the following(?: \w+){0,2}(?: by [^:;.]{4,30})?) ?:\s*$",
    re.IGNORECASE,
)
"""What ends a sentence that says nothing by itself, but leads into a list."""


@dataclass(frozen=True, slots=True)
class Act:
    """One illocutionary act: its action runs over the tokens `start` up to `end`.

    `left` is where its own words begin, subject and speech verb included. `subject` heads the
    phrase that says who performs it; None where the sentence does not say. A `patient` is the
    subject of a passive: what the act is done to; an `implied` doer is behind "it was agreed". `frame`
    is "lead-in" for an act without an action of its own, which hands its force to the list after it.
    `rule` is the local name of the rule in `ontology/rule.ttl` by which the act was found. What the act
    is if its subject turns out to be nobody who declares stands in `otherwise`.
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
    rule: str
    subject: Token | None
    patient: bool = False
    implied: bool = False
    reaffirmed: bool = False
    negated: bool = False
    addressee: Token | None = None
    otherwise: Act | None = None


def work_dropped(act: Act) -> Act:
    """The act without a bare "work (together) to": it begins at the verb after that."""
    verb, doc = act.verb, act.verb.doc
    place = next((t.i for t in doc[verb.i + 1 :] if t.lower_ not in _TOGETHER and t.pos_ != "ADV"), len(doc))
    if verb.lemma_ != "work" or act.frame == "clause" or doc[place : place + 1].text.lower() != "to":
        return act
    inner = next((t for t in doc[place + 1 :] if t.pos_ != "ADV"), None)
    if inner is None or inner.tag_ not in VERB_FORMS:
        return act
    return replace(act, start=place + 1, end=place + 1, verb=inner)


def after_modal(modal: Token, verb: Token) -> int:
    """The index of the verb after a modal, or of the adverb of manner before it ("immediately expand")."""
    place = verb.i
    while (
        place - 1 > modal.i
        and verb.doc[place - 1].pos_ == "ADV"
        and verb.doc[place - 1].lower_.endswith("ly")
        and verb.doc[place - 1].lower_ != "only"
    ):
        place -= 1
    return place


def without_to(verb: Token, left: int) -> int:
    """Where the action of a coordinated verb begins: after the conjunction and "to"."""
    place = verb.i
    while place - 1 >= left and verb.doc[place - 1].pos_ == "ADV":
        place -= 1
    return place


def listed_acts(act: Act, first: Token, sentence: Span) -> tuple[Act, ...]:
    """The act that begins at the verb `first`, and those of the verbs coordinated with it."""
    verbs = (first, *coordinated(first))
    acts = [
        replace(
            act,
            start=v.i,
            end=v.i,
            left=left_edge(v.i, sentence),
            verb=v,
            patient=False,
            negated=is_negated(v, None) or (act.negated and (v == first or not begins_anew(v))),
        )
        for v in verbs
    ]
    return tuple(ended(acts, [], sentence))


def ended(acts: list[Act], edges: list[int], sentence: Span) -> Iterator[Act]:
    """The acts, each running up to the next one, to a clause of its own subject, or to the sentence's end."""
    bounds = sorted({*edges, *(act.left for act in acts), sentence.end})
    for act in acts:
        end = next((bound for bound in bounds if bound > act.verb.i and bound > act.start), sentence.end)
        opens_list = end == sentence.end and leads_into_list(sentence)
        dangling = _BEFORE_LIST if opens_list else _CONJUNCTIONS if end == sentence.end else frozenset()
        while end - 1 > act.start and (
            not _is_word(sentence.doc[end - 1]) or sentence.doc[end - 1].lower_ in dangling
        ):
            end -= 1
        start = _with_patient(act, end, sentence)
        only_leads = opens_list and _leads_only(act, end, sentence)
        yield replace(act, start=start, end=end, frame="lead-in" if only_leads else act.frame)


def _with_patient(act: Act, end: int, sentence: Span) -> int:
    """Where the action begins: at what it is done to, where it names no doer and that is not long.

    So "the gifts shall be returned", of which "be returned" would say too little.
    """
    subject = act.subject
    bare = act.patient and agent_of(act.verb) is None
    short = act.rule == "modal" and end - act.start <= _SHORT and act.verb.lemma_ == "be"
    if (
        subject is None
        or not (bare or short)
        or subject.left_edge.i < sentence.start
        or subject.i > act.start
    ):
        return act.start
    first = subject.left_edge.i
    long = end - act.start > _SHORT and act.start - first > _LONGER * (end - act.start)
    return act.start if long else first


def leads_into_list(sentence: Span) -> bool:
    """Whether a sentence ends in the mark before a list of acts, not of what a preposition governs."""
    mark = next((token for token in reversed(sentence) if not token.is_space), sentence.root)
    if mark.text[-1] not in ":─—":
        return False
    last = next((token for token in reversed(sentence) if token.is_alpha), sentence.root)
    return last.lower_ in _BEFORE_LIST or not (last.lower_ in _GOVERNING or last.dep_ == "prep")


def _leads_only(act: Act, end: int, sentence: Span) -> bool:
    """Whether a sentence before a list says no act by itself: it ends in a bare verb, or in "to"."""
    bare = sentence.doc[end - 1].tag_ in ("VB", "MD")
    return bare or (act.frame == "infinitive" and _ONLY_LEADS.search(sentence.text) is not None)


def _is_word(token: Token) -> bool:
    return not (token.is_punct or token.is_space) or token.text in ("”", '"', ")")
