"""The main line of a sentence: the verbs that can perform something, each with its subject."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from spacy.tokens import Span, Token

from servanda.extract.subjects import SUBJECTS, has_modal, misread_subject, subject_of

_RELATIVE = frozenset({"WDT", "WP", "WP$", "WRB"})
_SUBORDINATORS = frozenset("as than because if when while where until unless since although whether".split())
_CONTRASTING = frozenset({"while", "whereas"})
"""What sets one party's promise beside another's: "Norway will pay, while Chile will build"."""
_SPEAKING = frozenset({"we", "they", "leaders", "presidents", "ministers", "sides", "parties"})
_LEADING = re.compile(r"(?:to|that)? ?:\s*")
"""What stands between a verb and the list after the sentence."""
_WHERE = frozenset({"where", "how", "when"})
_ASIDE = 6
"""How many tokens "in this context" and the like may take between "and" and a verb."""
_KNOWN = "servanda.predicates"
"""Where a parse keeps the main lines of its sentences."""
POINTERS = frozenset({"in this regard", "in this respect", "to that end", "to this end"})
"""What only points back, between "and" and a verb."""
_JOINTS = frozenset({"ADV", "CCONJ", "PUNCT"})
"""What stands between two verbs that share an object: "uphold and renew our pact"."""
_SHARING = ("conj", "ccomp", "dep", "advcl", "parataxis", "xcomp")
"""What a parser may make of a verb that is coordinated with another."""
_JOINING = frozenset({",", ";", ":", "—", "–", "also", "and", "but", "nor", "or", "then", "yet"})
_EDGE = frozenset(
    {",", ";", ":", "-", "–", "—", "and", "or", "nor", "but", "as", "well", "also", "to", "that", "while"}
)


@dataclass(frozen=True, slots=True)
class Predicate:
    """A verb on the main line of a sentence, the head of its subject, and where its words begin.

    `shares` tells that the subject stands before another verb that it is coordinated with.
    """

    verb: Token
    subject: Token | None
    left: int
    shares: bool = False


_Places = tuple[int, int | None, int, bool]
"""A predicate by the places of its tokens: what a parse keeps must not hold tokens, which hold the parse."""


class Speech(Protocol):
    """What is known of the verbs by which somebody speaks."""

    def is_speech(self, verb: Token) -> bool:
        """Whether a verb, with what follows it, is a speech act of its own."""

    def is_own(self, verb: Token) -> bool:
        """Whether a verb, with what follows it, is an act of those who write: "reaffirm our commitment"."""


def predicates(sentence: Span, speech: Speech | None = None) -> tuple[Predicate, ...]:
    """The verbs on the main line of a sentence, in order.

    On the main line stands the root, a verb with a subject of its own that no subordinator
    introduces, and a verb coordinated with one of these, which shares its subject. `speech` tells the
    verbs by which somebody speaks, which the subject of a clause within does not do; the parse keeps
    what was found when it was first asked, for whoever asks again.
    """
    doc = sentence.doc
    known: dict[int, tuple[_Places, ...]] = doc.user_data.setdefault(_KNOWN, {})
    if sentence.start not in known:
        known[sentence.start] = tuple(map(_places, _predicates(sentence, speech)))
    return tuple(
        Predicate(doc[verb], None if subject is None else doc[subject], left, shares)
        for verb, subject, left, shares in known[sentence.start]
    )


def _places(predicate: Predicate) -> _Places:
    subject = predicate.subject
    return predicate.verb.i, None if subject is None else subject.i, predicate.left, predicate.shares


def _predicates(sentence: Span, speech: Speech | None) -> Iterator[Predicate]:
    found: dict[int, Token | None] = {}
    for token in sentence:
        if token.dep_ in ("aux", "auxpass") or not (token.pos_ in ("VERB", "AUX") or _is_misread(token)):
            continue
        subject = subject_of(token)
        own = subject is not None
        if (
            token.dep_ in _SHARING
            and token.dep_ != "ROOT"
            and subject is None
            and (shared := _sharing(token, found, speech)) is not None
        ):
            found[token.i] = subject = found[shared]
        elif _is_main(token, subject) or (
            speech is not None and speech.is_speech(token) and _tells_of_meeting(token, subject)
        ):
            found[token.i] = subject
        else:
            continue
        inner = (child.i for child in token.lefts if child.dep_ not in ("advcl", "prep", "npadvmod"))
        first = min(inner, default=token.i)
        begin = subject.left_edge.i if own and subject is not None else first
        yield Predicate(token, subject, left_edge(begin, sentence), shares=not own)


def _is_misread(token: Token) -> bool:
    """Whether a word is a verb that the tagger misread.

    So "pledge" in "recognize our duty and pledge to act", "pledges" in "Norway pledges to act", and
    "affirm" in "Norway and Chile affirm that", where it is taken for an adjective with a subject.
    """
    if token.dep_ == "ROOT" and token.tag_ in ("JJ", "NN") and any(c.dep_ == "nsubj" for c in token.children):
        return True
    if token.tag_ not in ("NN", "NNS"):
        return False
    if [following.tag_ for following in token.doc[token.i + 1 : token.i + 3]] != ["TO", "VB"]:
        return False
    bare = not any(child.i < token.i for child in token.children)
    joined = token.i > token.sent.start and token.doc[token.i - 1].lower_ == "and"
    return (token.dep_ == "conj" and bare and joined) or misread_subject(token) is not None


def _is_main(verb: Token, subject: Token | None) -> bool:
    if verb.dep_ == "ROOT":
        within = any(child.tag_ == "TO" and child.i > verb.sent.start for child in verb.children)
        return not within or subject is not None  # "Recalling the right of all States, ..., to vote"
    if subject is None or subject.tag_ in _RELATIVE or _is_introduced(subject):
        return False
    if any(word.tag_ in _RELATIVE and word.dep_ == "pobj" for word in subject.subtree if word.i < verb.i):
        return False  # "goods the owner of which is dead"
    marks = {child.lower_ for child in verb.children if child.dep_ == "mark" or child.tag_ in _RELATIVE}
    if marks:
        return marks <= _CONTRASTING and has_modal(verb) and verb.head.i < verb.i
    if verb.dep_ in ("ccomp", "parataxis", "conj", "dep", "advcl"):
        return verb.i < verb.head.i or verb.dep_ != "ccomp" or subject.head == verb.head
    return False


def _tells_of_meeting(verb: Token, subject: Token | None) -> bool:
    """Whether a clause says what was done where one met: "held talks, where they agreed to"."""
    if subject is None or subject.tag_ in _RELATIVE or verb.dep_ not in ("relcl", "advcl", "ccomp"):
        return False
    opener = verb.doc[subject.left_edge.i - 1].lower_ if subject.left_edge.i > verb.sent.start else ""
    return opener in ("where", "why", "which") and subject.lower_ in _SPEAKING


def _is_introduced(subject: Token) -> bool:
    """Whether a relative pronoun or a subordinator stands right before the subject: "on which we will"."""
    first = subject.left_edge.i
    if subject.doc[max(first - 2, 0) : first].text.lower() == "or not":
        first -= 2  # "whether or not any measures"
    before = subject.doc[first - 1] if first > subject.sent.start else None
    if before is None or (before.lower_ in _CONTRASTING and first - 1 > subject.sent.start):
        return False
    if before.lower_ in ("case", "event"):  # "in case he is unable"
        return before.i > subject.sent.start and before.nbor(-1).lower_ in ("in", "the")
    if before.lower_ in ("e.g.", "i.e."):
        return True  # "textiles, e.g. U.S. produced cotton"
    return before.tag_ in _RELATIVE - {"WRB"} or before.lower_ in _SUBORDINATORS or before.lower_ in _WHERE


def _sharing(verb: Token, found: dict[int, Token | None], speech: Speech | None) -> int | None:
    """The predicate whose subject a coordinated verb without one of its own shares.

    A parser may hang "and are ready to" on a clause within ("that trade is good, and are ready");
    a verb whose number does not fit the clause's subject is taken to the main line, and so is a verb
    of speech that is set off by a comma.
    """
    above = [token.i for token in verb.ancestors if token.i in found]
    if not above:
        return None
    if verb.dep_ != "conj" or _is_misread(verb):
        return above[0] if verb.dep_ == "conj" or _goes_on(verb) else None
    auxiliary = any(child.dep_ in ("aux", "auxpass") for child in verb.children)
    finite = auxiliary or verb.tag_ in ("VBZ", "VBP", "VBD", "VB")
    joined = _before_group(verb) in _JOINING or comes_after_and(verb)
    if verb.tag_ == "VBD" and not auxiliary and not joined:
        return None  # "the report contained in the annex"
    if not finite or verb.head.i in found:
        return verb.head.i if finite and _agrees(verb, found.get(verb.head.i)) else None
    return _beyond_clause(verb, above, found, speech)


def _beyond_clause(
    verb: Token, above: list[int], found: dict[int, Token | None], speech: Speech | None
) -> int | None:
    """The predicate on the main line that a verb goes with though the parser hangs it on a clause within."""
    inner = subject_of(verb.head)
    if inner is not None and inner.tag_ in _RELATIVE:
        inner = verb.head.head  # those who save the whales
    if inner is None:  # a tense of its own, which an infinitive has not: "to report, and authorizes"
        tensed = verb.tag_ in ("VBZ", "VBD") or has_modal(verb)
        if tensed:
            bare = not any(child.dep_ in ("aux", "auxpass") for child in verb.head.children)
            other = verb.head.tag_ in ("VB", "VBD") or (verb.head.tag_ == "VBN" and bare)
            return above[0] if other else None
        return above[0] if speech is not None and speaks_anew(verb, speech) else None
    if verb.tag_ == "VBD" and verb.head.tag_ in ("VBP", "VBZ", "VB", "VBG"):
        return next((i for i in above if verb.doc[i].tag_ == "VBD"), None)
    if speech is not None and speech.is_speech(verb) and verb.tag_ != "VBD" and _is_set_off(verb):
        return above[0]
    if verb.tag_ not in ("VBZ", "VBP") or _is_plural(inner) == (verb.tag_ == "VBP"):
        return None
    return next(
        (i for i in above if (s := found[i]) is not None and _is_plural(s) == (verb.tag_ == "VBP")), None
    )


def speaks_anew(verb: Token, speech: Speech) -> bool:
    """Whether a base form after an infinitive is an act of its own: "to meet and reaffirm our support".

    So, too, where it leads into a list: "to help them and commit to:".
    """
    if verb.dep_ != "conj" or verb.nbor(-1).lower_ == "to" or not speech.is_speech(verb):
        return False
    if _LEADING.fullmatch(verb.doc[verb.i + 1 : verb.sent.end].text):
        return True
    shared = verb.head.i < verb.i and all(t.pos_ in _JOINTS for t in verb.doc[verb.head.i + 1 : verb.i])
    return speech.is_own(verb) and not shared and not _is_asked_of_ours(verb.head)


def _is_asked_of_ours(infinitive: Token) -> bool:
    """Whether an infinitive is what our own people are asked to do: "ask our ministers to meet"."""
    asked = (*infinitive.children, *infinitive.head.children)
    return any(
        word.lower_ == "our" for one in asked if one.dep_ in ("dobj", "nsubj", "pobj") for word in one.lefts
    )


def _agrees(verb: Token, subject: Token | None) -> bool:
    """Whether a verb in the singular has no subject that is plainly plural: "we ... and continues"."""
    return verb.tag_ != "VBZ" or subject is None or subject.lower_ not in ("we", "they", "both")


def _goes_on(verb: Token) -> bool:
    """Whether a verb goes on with the modals of the main line: "will help, will fund and will build"."""
    relative = any(token.dep_ in ("relcl", "acl") for token in (verb, *verb.ancestors))
    return has_modal(verb) and not relative and _before_group(verb) in (",", "and", ";", "but")


def _before_group(verb: Token) -> str:
    """The word before a verb with its auxiliaries and adverbs."""
    first = min([verb.i, *(c.i for c in verb.children if c.dep_ in ("aux", "auxpass", "neg", "advmod"))])
    return verb.doc[first - 1].lower_ if first > verb.sent.start else ""


def _is_set_off(verb: Token) -> bool:
    """Whether a comma and "and" stand before a verb with its adverbs: "must end, and fully endorse"."""
    doc, place = verb.doc, verb.i - 1
    while place > verb.sent.start and doc[place].pos_ == "ADV":
        place -= 1
    return doc[place].lower_ == "and" and doc[place - 1].text == ","


def _is_plural(noun: Token) -> bool:
    """Whether a subject takes a plural verb."""
    plural = noun.tag_ in ("NNS", "NNPS") or noun.lower_ in ("we", "they", "both", "these", "those")
    return plural or any(child.dep_ == "conj" for child in noun.children)


def is_progressive(verb: Token) -> bool:
    """Whether a verb tells what is under way: "is taking"."""
    return verb.tag_ == "VBG" and any(c.dep_ == "aux" and c.lemma_ == "be" for c in verb.children)


def comes_after_and(verb: Token) -> bool:
    """Whether "and" stands before a verb, with no more than an aside between."""
    doc, place = verb.doc, verb.i
    reach = doc[max(verb.sent.start, place - _ASIDE) : place]
    return any(
        token.lower_ == "and"
        and not any(t.pos_ in ("VERB", "AUX", "SCONJ") or t.dep_ in SUBJECTS for t in doc[token.i : place])
        for token in reach
    )


def left_edge(place: int, sentence: Span) -> int:
    """The index `place`, or where the conjunctions, commas and pointers before it begin."""
    doc = sentence.doc
    while place - 1 >= sentence.start:
        pointer = place - 4 >= sentence.start and doc[place - 3 : place].text.lower() in POINTERS
        if pointer and doc[place - 4].lower_ in _EDGE:
            place -= 3
        elif doc[place - 1].lower_ in _EDGE:
            place -= 1
        else:
            break
    return place
