"""Complements: what follows a cue, read from the words in their order, which misparses leave alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from servanda.extract.coordination import VERB_FORMS
from servanda.extract.quotations import TO_SOMEBODY

_PREPOSITIONS = frozenset("to by in on upon for of at toward towards about with from".split())
_REFLEXIVES = frozenset({"ourselves", "themselves", "itself", "herself", "himself", "oneself"})
_FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
_LEAD_IN = re.compile(r"(?:(?:to|the|by|on|in|of) ?)*(?:following)?(?: ?\w+)?:")
_LEAD_IN_REACH = 8
_STATES = frozenset(
    "bind develop emerge exceed exist follow grow last neighbor prevail remain stand underlie".split()
)
"""Verbs whose participle before a noun describes it: "existing rules", "lasting peace"."""
_ASIDES = re.compile(
    r"(?:to (?:that|this|these) ends?|in (?:this|that) (?:regard|respect|connection|context)|in particular"
    r"|inter alia|once again|at the same time|in the strongest (?:possible )?terms|today)\b",
    re.IGNORECASE,
)
_REACH = 40
"""How many tokens the words before a colon, an aside or an addressee may hold before they are given up."""


@dataclass(frozen=True, slots=True)
class Complement:
    """What follows a cue: its frame, the token its action starts with, and the action's verb.

    `frame` is "lead-in" where a colon follows, and `leads_to` the frame of the items where "to" tells
    it. `start` is the cue itself (None) where the frame is a noun phrase, for then no other verb
    heads the action.
    """

    frame: str
    start: int | None = None
    verb: Token | None = None
    negated: bool = False
    addressee: Token | None = None
    leads_to: str | None = None


def find_complement(cue_word: Token, place: int, frames: frozenset[str]) -> Complement | None:
    """What follows a cue whose words end before the token at `place`; None where none of its frames fits.

    `frames` are those that the cue can have, and settle what the words leave open.
    """
    doc = cue_word.doc
    place, negated = _past_asides(doc, place)
    leads = _LEAD_IN.match(doc[place : place + _LEAD_IN_REACH].text)
    if leads and not (leads[0].startswith("to ") and _is_asking(frames)):
        to = "infinitive" if leads[0].startswith("to") else None
        first = _after_colon(doc, place)
        return _listed(doc[first], frames, to) if first is not None else Complement("lead-in", leads_to=to)
    if place >= len(doc) or doc[place].text in (";", "."):
        return Complement("noun")
    if opening := clause_opening(doc, place):
        return clause_at(doc, opening) if "clause" in frames else None
    told = _told_clause(cue_word, place) if "clause" in frames else None
    listed = _addressed_list(cue_word, place) if "object-infinitive" in frames else None
    return told or listed or _phrase(cue_word, place, frames, negated=negated)


def _phrase(cue_word: Token, place: int, frames: frozenset[str], *, negated: bool) -> Complement | None:
    """An infinitive, a gerund, a noun phrase, or a clause without "that", at the token at `place`."""
    doc, token = cue_word.doc, cue_word.doc[place]
    if token.lower_ == "it" and "evaluation" in frames and (found := _evaluation(doc, place)):
        return found
    if token.lower_ == "to" and (asked := _asked_of(cue_word, place, frames)):
        return asked
    if token.lower_ in _PREPOSITIONS and ("prepositional" in frames or not _has_object(cue_word, place)):
        return _after_preposition(doc, place, frames, negated=negated)
    if _is_gerund(token) and "gerund" in frames:
        return Complement("gerund", place, token, negated)
    if token.tag_ in ("VB", "MD"):
        return None
    addressed = _object_infinitive(cue_word, place) if "object-infinitive" in frames else None
    bare = clause_at(doc, place) if "clause" in frames and _is_bare_clause(cue_word, place) else None
    return addressed or bare or Complement("noun", negated=negated)


def _asked_of(verb: Token, place: int, frames: frozenset[str]) -> Complement | None:
    """The infinitive after "to" and those who should act: "appeal to all States to help"."""
    if not _is_asking(frames) or verb.doc[place + 1].tag_ in VERB_FORMS:
        return None
    return _object_infinitive(verb, place + 1)


def _is_asking(frames: frozenset[str]) -> bool:
    """Whether a cue says what others should do, never what its own subject does."""
    return "object-infinitive" in frames and "infinitive" not in frames


def _after_colon(doc: Doc, place: int) -> int | None:
    """The index of the first word after the colon near `place`, where the list goes on in the sentence."""
    colon = next((token.i for token in doc[place:] if token.text.endswith(":")), len(doc))
    return next((t.i for t in doc[colon + 1 : doc[place - 1].sent.end] if _opens_item(t)), None)


def _opens_item(token: Token) -> bool:
    """Whether a word can open a list item: no mark, and no letter or number that counts it."""
    return token.is_alpha and len(token) > 1 and token.lower_ not in ("to", "ii", "iii", "iv")


def _listed(first: Token, frames: frozenset[str], leads_to: str | None) -> Complement | None:
    """The first act of a list that stands in the sentence itself: "commit to: opening the road; closing"."""
    if _is_gerund(first):
        return Complement("gerund", first.i, first) if "gerund" in frames else None
    if first.tag_ in VERB_FORMS:
        return Complement("infinitive", first.i, first) if leads_to or "infinitive" in frames else None
    return Complement("noun")


def _addressed_list(cue_word: Token, place: int) -> Complement | None:
    """A lead-in that names who should act: "calls upon all States:"."""
    words = [token for token in cue_word.doc[place : cue_word.sent.end] if not token.is_space]
    if not words or words[-1].text != ":" or any(token.tag_ in _FINITE | {"TO"} for token in words):
        return None
    head = _head_noun(cue_word.doc, place, words[-1].i)
    return Complement("lead-in", addressee=head)


def _acts(participle: Token) -> bool:
    """Whether a participle after "to" is a gerund with its object, not an adjective: "increasing trade"."""
    described = participle.dep_ in ("amod", "compound")
    return not described or participle.lemma_.lower() not in _STATES


def _is_gerund(token: Token) -> bool:
    return token.tag_ == "VBG" and token.dep_ not in ("amod", "compound")


def _past_asides(doc: Doc, place: int) -> tuple[int, bool]:
    """The index after adverbs, "ourselves", "not" and asides between commas; whether it was negated."""
    negated = False
    while place < len(doc):
        token = doc[place]
        if token.dep_ == "neg" or token.lower_ == "not":
            negated = True
        elif token.text == ",":
            reach = range(place + 1, min(len(doc) - 1, place + _REACH))
            closing = next(
                (i for i in reach if doc[i].text == "," and doc[i + 1].lower_ in ("that", "to")), None
            )
            if closing is None:
                return place, negated
            place = closing
        elif aside := _ASIDES.match(doc[place : place + _LEAD_IN_REACH].text):
            place += len(aside[0].split()) - 1
        elif token.pos_ != "ADV" and token.lower_ not in _REFLEXIVES:
            return place, negated
        place += 1
    return place, negated


def clause_opening(doc: Doc, place: int) -> int | None:
    """The index of the first word of the that-clause that opens at `place`; None if none does.

    "that" opens a clause where a finite verb with its subject follows, even if the parser takes it
    for a determiner ("reaffirm that respect ... must be").
    """
    words = [token.lower_ for token in doc[place : place + 2]]
    if words[:1] == ["that"] and (doc[place].dep_ == "mark" or _is_finite_after(doc, place)):
        return place + 1
    return place + 2 if words == ["so", "that"] else None


def _is_finite_after(doc: Doc, place: int) -> bool:
    """Whether a finite verb follows in the sentence that is no relative clause's."""
    return any(
        token.tag_ in _FINITE and token.dep_ not in ("relcl", "acl") and token.head.dep_ != "relcl"
        for token in doc[place + 1 : doc[place].sent.end]
    )


def clause_at(doc: Doc, place: int) -> Complement:
    """A clause that begins at `place`; its verb is the first finite one whose subject stands in it.

    An aside at its beginning ("that, in the event of X, they will ...") is left outside.
    """
    sentence_end = doc[place - 1].sent.end
    if place < sentence_end and doc[place].text == ",":
        closing = next((i for i in range(place + 1, sentence_end) if doc[i].text == ","), place)
        place = closing + 1
    for token in doc[place:sentence_end]:
        if (
            token.pos_ in ("VERB", "AUX")
            and token.dep_ not in ("aux", "auxpass")
            and has_subject(token, place)
        ):
            return Complement("clause", place, token)
    return Complement("clause", place)


def further_clauses(sentence: Span, start: int) -> Iterator[Token]:
    """The "that" of each clause coordinated with one that begins at `start`: "and that", ", and that"."""
    for token in sentence.doc[start + 1 : sentence.end]:
        if token.lower_ != "that" or token.dep_ != "mark" or token.doc[token.i - 1].lower_ != "and":
            continue
        clause = token.head
        if any(child.lower_ == "that" and child.i > start for child in clause.head.lefts):
            continue  # "to ensure that aid arrives and that it is free"
        if clause.dep_ in ("conj", "ccomp") and not any(
            above.dep_ in ("relcl", "acl", "advcl") and above.i > start for above in clause.ancestors
        ):
            yield token


def has_subject(verb: Token, after: int = 0) -> bool:
    """Whether a verb, or an auxiliary of it, has a subject at or after `after`, not a relative one."""
    bearing = (verb, *(child for child in verb.children if child.dep_ in ("aux", "auxpass")))
    return any(
        child.dep_ in ("nsubj", "nsubjpass", "csubj", "expl")
        and child.i >= after
        and child.tag_ not in ("WDT", "WP")
        for word in bearing
        for child in word.children
    )


def _evaluation(doc: Doc, place: int) -> Complement | None:
    """The infinitive after "it" and an adjective: "consider it appropriate to meet"."""
    for token in doc[place + 1 : place + 6]:
        if token.lower_ == "to":
            return _infinitive(doc, token.i, "evaluation", negated=False)
        if token.pos_ not in ("ADJ", "ADV", "AUX", "NOUN", "DET"):
            return None
    return None


def _after_preposition(doc: Doc, place: int, frames: frozenset[str], *, negated: bool) -> Complement | None:
    """An infinitive, a gerund or a noun phrase after the preposition at `place`."""
    verb_place = past_adverbs(doc, place + 1)
    token = doc[verb_place] if verb_place < len(doc) else None
    if (token is not None and token.lower_ == "the") or token is None:
        return Complement("prepositional", None, None, negated)
    if token.tag_ == "VBG" and "gerund" in frames and _acts(token):
        return Complement("gerund", place + 1, token, negated)
    if (
        doc[place].lower_ == "to"
        and token.tag_ in ("VB", "VBP")
        and token.dep_ not in ("pobj", "compound", "amod")
    ):
        return _infinitive(doc, place, "infinitive", negated=negated)
    return Complement("prepositional", None, None, negated)


def _told_clause(verb: Token, place: int) -> Complement | None:
    """The clause after whom or how it is said: "remind Chile that", "agree by consensus that"."""
    clause = next((child for child in verb.children if child.dep_ == "ccomp" and child.i > place), None)
    if clause is None or clause.left_edge.lower_ != "that":
        return None
    first, told = verb.doc[place], verb.lemma_.lower() in TO_SOMEBODY
    between = first.children if first.lower_ in ("by", "to") else verb.children if told else ()
    noun = next((one for one in between if one.dep_ in ("dobj", "pobj") and one.i >= place), None)
    if noun is None or noun.right_edge.i + 1 != clause.left_edge.i:
        return None
    found = clause_at(verb.doc, clause.left_edge.i + 1)
    return found if first.lower_ == "by" else replace(found, addressee=noun)


def _has_object(verb: Token, after: int) -> bool:
    """Whether a direct object of the verb stands after the token `after`: "note with concern the rise"."""
    return any(child.dep_ == "dobj" and child.i > after for child in verb.children)


def _infinitive(doc: Doc, place: int, frame: str, *, negated: bool) -> Complement | None:
    """The infinitive whose "to" stands at `place`."""
    verb_place = past_adverbs(doc, place + 1)
    if verb_place >= len(doc) or doc[verb_place].tag_ not in VERB_FORMS:
        return None
    return Complement(frame, place + 1, doc[verb_place], negated)


def _object_infinitive(verb: Token, place: int) -> Complement | None:
    """The infinitive after the one who should act: "urge all States to ratify the treaty"."""
    doc = verb.doc
    for token in doc[place : min(verb.sent.end, place + _REACH)]:
        if token.lower_ == "to" and token.i + 1 < len(doc):
            found = _infinitive(
                doc, token.i, "object-infinitive", negated=doc[token.i - 1].lower_ in ("not", "neither")
            )
            if found and found.verb is not None and _governed(found.verb, verb, place):
                return replace(found, addressee=_head_noun(doc, place, token.i))
    return None


def _governed(infinitive: Token, verb: Token, place: int) -> bool:
    """Whether an infinitive depends on the verb, or on the noun phrase between the two."""
    head = infinitive.head
    if head == verb:
        return True
    if infinitive.dep_ == "ROOT" and verb.i < infinitive.i:
        return True  # a parser that takes the verb before it for a name
    qualifies = head.dep_ == "acl" and head.tag_ in ("JJ", "VBN")  # "the parties concerned"
    return place <= head.i < infinitive.i and (qualifies or head.pos_ in ("NOUN", "PROPN", "PRON"))


def _head_noun(doc: Doc, first: int, end: int) -> Token | None:
    """The noun that heads the tokens from `first` up to `end`."""
    nouns = [token for token in doc[first:end] if token.pos_ in ("NOUN", "PROPN", "PRON")]
    return next(
        (noun for noun in nouns if noun.head.i < first or noun.head.i >= end), nouns[0] if nouns else None
    )


def _is_bare_clause(verb: Token, place: int) -> bool:
    """Whether a clause without "that" begins at `place`, its verb depending on the cue."""
    return any(
        child.dep_ == "ccomp"
        and child.tag_ in ("VBZ", "VBP", "VBD", "MD", "VB")
        and child.left_edge.i >= place
        and has_subject(child, place)
        for child in verb.children
    )


def past_adverbs(doc: Doc, place: int) -> int:
    """The index of the next token from `place` on that is no adverb, nor "and" between two adverbs."""
    while place < len(doc):
        joins = doc[place].lower_ in ("and", ",") and place + 1 < len(doc) and doc[place + 1].pos_ == "ADV"
        joins = joins and doc[place - 1].pos_ == "ADV"
        if not joins and doc[place].pos_ != "ADV" and doc[place].lower_ not in ("both", "each", "all"):
            break
        place += 1
    return place
