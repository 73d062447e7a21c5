"""Coordination: which verbs stand beside another as acts of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from servanda.extract.predicates import POINTERS
from servanda.extract.subjects import subject_of

_ASIDE = 9
"""How many tokens an aside between commas may take."""
_CATENATIVE = frozenset(
    "aim attempt begin continue endeavor endeavour seek start strive try undertake work".split()
)
_TENSED = frozenset({"am", "are", "have"})
_DASHES = frozenset("—–")
VERB_FORMS = frozenset({"VB", "VBP"})
"""The tags of a base form; the tagger often takes one for the other."""


@dataclass(frozen=True, slots=True)
class _Joint:
    """What joins a verb to the words before it: a conjunction or a mark, with "to" or an aside after it."""

    word: str
    to: bool
    aside: bool = False


def coordinated(verb: Token) -> list[Token]:
    """The verbs that stand beside `verb` as acts of their own, in order.

    Verbs that share one object ("promote and protect human rights") and alternatives ("raise or
    lower it") are one act. Where no other verb stands between, the words settle that a verb after a
    comma or conjunction goes with `verb`; else the parser's coordination counts, and an explicit
    "and to" belongs to the performative, wherever the parser hangs it.
    """
    separate: list[Token] = []
    current, rivals = verb, list[Token]()
    for token in verb.doc[verb.i + 1 : verb.sent.end]:
        if token.pos_ not in ("VERB", "AUX") or token.dep_ in ("aux", "auxpass", "amod", "compound"):
            continue
        if not separate and _leads_on(current, token):
            current = token
            continue
        joint = _joint(token, verb)
        if joint.word == "or" or (rivals and _shares_object(rivals[-1], token)):
            continue
        if _is_beside(token, verb) and (token in verb.conjuncts or _is_joined(token, verb, joint, rivals)):
            if joint.to or _is_complete(current, token):
                separate.append(token)
            current, rivals = token, []
        elif token.tag_ != "VBN" or token.dep_ == "relcl":
            rivals.append(token)
    return separate


def _leads_on(verb: Token, inner: Token) -> bool:
    """Whether a verb says little without the infinitive right after it: "continue to open", "seek to"."""
    between = verb.doc[verb.i + 1 : inner.i]
    near = all(token.pos_ == "ADV" or token.lower_ in ("to", "together", "jointly") for token in between)
    return (
        near and verb.lemma_.lower() in _CATENATIVE and inner.i > verb.i + 1 and inner.nbor(-1).lower_ == "to"
    )


def _is_beside(token: Token, verb: Token) -> bool:
    """Whether a token has the form of the verb before it, no subject, and no other auxiliary than "to"."""
    if subject_of(token) is not None or any(c.dep_ == "aux" and c.lower_ != "to" for c in token.children):
        return False
    if token.tag_ == "VBP" and token.lower_ in _TENSED:
        return False
    forms = {"VBG"} if verb.tag_ == "VBG" else VERB_FORMS
    return token.tag_ in (forms | {"VBG", "VB"} if token._.opens_item else forms)


def _joint(token: Token, verb: Token) -> _Joint:
    """The word that joins a verb to what is before it, past adverbs and an aside: "and, as needed, to"."""
    doc, place = token.doc, token.i - 1
    while (
        place > verb.i
        and (doc[place].pos_ in ("ADV", "SPACE") or doc[place].lower_ == "to")
        and doc[place].lower_ != "well"
    ):
        place -= 1
    to = any(doc[i].lower_ == "to" for i in range(place + 1, token.i))
    place -= 3 * (doc[max(verb.i, place - 2) : place + 1].text.lower() in POINTERS)
    if doc[place - 2 : place + 1].text.lower() == "as well as":
        return _Joint("as well as", to)
    if doc[place].text == ",":
        aside = (i for i in range(place - 2, max(verb.i, place - _ASIDE), -1) if doc[i].text == ",")
        opening = next(aside, None)
        if opening is not None and doc[opening - 1].lower_ in ("and", "or"):
            return _Joint(doc[opening - 1].lower_, to, aside=True)
    if doc[place].lower_ == "and" and doc[place - 1].text == ";":
        return _Joint(";", to)
    return _Joint("," if doc[place].text in _DASHES else doc[place].lower_, to)


def _is_joined(token: Token, verb: Token, joint: _Joint, rivals: list[Token]) -> bool:
    """Whether the words before a verb join it to the list that `verb` opens."""
    if token._.opens_item:
        return True
    if joint.word == ";" and not joint.to:
        closing = token.nbor(-1).lower_ == "and"
        return verb.tag_ != "VBG" or closing or _closes(token, verb, to=False)
    with_to = any(child.lower_ == "to" for child in verb.children)
    if joint.to:
        open_list = joint.word == "," and (not rivals or verb in token.ancestors)
        said_again = with_to and joint.word in ("and", "as well as", ";", "nor", "but")
        return said_again or (open_list and _closes(token, verb, to=True))
    if rivals:
        beyond = _is_misfit(token) or (joint.aside and _hangs_above(token, verb))
        only = verb.tag_ == "VBG" and all(rival.tag_ != "VBG" for rival in rivals)
        if only and joint.word == "," and token.dep_ in ("advcl", "conj") and _closes(token, verb, to=False):
            return True
        besides = joint.word == "as well as" and verb.tag_ != "VBG" and not with_to
        return besides or (joint.word == "and" and beyond)
    listed = joint.word == "," and (verb.tag_ != "VBG" or _closes(token, verb, to=False))
    return listed or joint.word in ("and", "as well as", "nor", "but")


def _is_misfit(token: Token) -> bool:
    """Whether the parser hangs a base form on a verb with tense, which it cannot be coordinated with."""
    bare = token.tag_ == "VB" and not any(child.dep_ == "aux" for child in token.children)
    head = token.head
    tensed = head.tag_ in ("VBZ", "VBD") or (head.tag_ == "VBP" and head.lemma_ == "be")
    return bare and token.dep_ == "conj" and tensed and head.dep_ == "relcl"


def _hangs_above(token: Token, verb: Token) -> bool:
    """Whether the parser hangs a verb on what governs `verb`: "intend to meet and, if needed, vote"."""
    return token.dep_ == "conj" and token.head in verb.ancestors and token.head.dep_ not in ("relcl", "acl")


def _shares_object(before: Token, token: Token) -> bool:
    """Whether a verb goes on with one between: "restore" in "help Norway repair, restore and keep"."""
    own = subject_of(before) is not None or before.dep_ != "xcomp"
    return own and not _is_complete(before, token) and _joint(token, before).word in ("and", ",", "or")


def _closes(token: Token, verb: Token, *, to: bool) -> bool:
    """Whether an "and" closes the list later in the sentence, with "to" or with a verb of the same form."""
    for later in token.doc[token.i + 1 : token.sent.end - 2]:
        if later.lower_ in ("and", "or"):
            near = [t for t in token.doc[later.i + 1 : later.i + 5] if t.pos_ not in ("ADV", "SPACE")]
            if near and (near[0].lower_ == "to" if to else near[0].tag_ == verb.tag_):
                return True
            if to and any(t.lower_ == "to" for t in near) and near[0].pos_ == "ADP":
                return True  # "and in particular to"
    return False


def _is_complete(verb: Token, following: Token) -> bool:
    """Whether an object or complement stands between a verb and the one coordinated with it."""
    between = verb.doc[verb.i + 1 : following.i]
    return any(token.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ") for token in between)


def begins_anew(verb: Token) -> bool:
    """Whether what denies the verb before leaves this one alone: after "to" said again, and after "but"."""
    return any(child.lower_ == "to" for child in verb.children) or _joint(verb, verb.sent[0]).word == "but"


def repeated_gerunds(verb: Token, after: int) -> Iterator[Token]:
    """The gerunds after the token `after` whose preposition is said again, or that follow "as well as".

    So "advancing" in "our commitment to human rights, and to advancing equity".
    """
    doc = verb.doc
    for token in doc[after + 1 : verb.sent.end]:
        if token.tag_ != "VBG" or token.dep_ in ("amod", "compound"):
            continue
        before = doc[token.i - 3 : token.i].text.lower()
        if before.endswith(("and to", "as well as")):
            yield token
