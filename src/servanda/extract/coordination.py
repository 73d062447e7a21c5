"""Coordination: which verbs stand beside another as acts of their own."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from servanda.extract.predicates import subject_of

VERB_FORMS = frozenset({"VB", "VBP"})
"""The tags of a base form; the tagger often takes one for the other."""


def coordinated(verb: Token) -> list[Token]:
    """The verbs that stand beside `verb` as acts of their own, in order.

    Verbs that share one object ("promote and protect human rights") are one act. Where no other
    verb stands between, the words settle that a verb after a comma or conjunction goes with
    `verb`; else the parser's coordination counts, and an explicit "and to" belongs to the
    performative, wherever the parser hangs it.
    """
    separate: list[Token] = []
    current, rivals = verb, False
    for token in verb.doc[verb.i + 1 : verb.sent.end]:
        if token.pos_ not in ("VERB", "AUX") or token.dep_ in ("aux", "auxpass", "amod", "compound"):
            continue
        if _is_beside(token, verb) and (token in verb.conjuncts or _is_joined(token, verb, rivals=rivals)):
            if _is_complete(current, token):
                separate.append(token)
            current, rivals = token, False
        elif token.tag_ != "VBN" or token.dep_ == "relcl":
            rivals = True
    return separate


def _is_beside(token: Token, verb: Token) -> bool:
    """Whether a token has the form of the verb before it, no subject, and no other auxiliary than "to"."""
    if subject_of(token) is not None or any(c.dep_ == "aux" and c.lower_ != "to" for c in token.children):
        return False
    return token.tag_ == "VBG" if verb.tag_ == "VBG" else token.tag_ in VERB_FORMS


def _is_joined(token: Token, verb: Token, *, rivals: bool) -> bool:
    """Whether the words before a verb join it to the list that `verb` opens."""
    doc, place = token.doc, token.i - 1
    while (
        place > verb.i
        and (doc[place].pos_ == "ADV" or doc[place].lower_ == "to")
        and doc[place].lower_ != "well"
    ):
        place -= 1
    repeats_to = any(doc[i].lower_ == "to" for i in range(place + 1, token.i))
    before = doc[place].lower_
    if repeats_to and before in ("and", "or") and token.dep_ == "conj" and verb in token.ancestors:
        return True
    if rivals:
        return repeats_to and before == "," and verb in token.ancestors and _closes(token, verb, to=True)
    if before in ("and", "or") or doc[place - 2 : place + 1].text.lower() == "as well as":
        return True
    if before not in (",", ";"):
        return False
    if repeats_to:
        return _closes(token, verb, to=True)
    return verb.tag_ != "VBG" or _closes(token, verb, to=False)


def _closes(token: Token, verb: Token, *, to: bool) -> bool:
    """Whether an "and" closes the list later in the sentence, with "to" or with a verb of the same form."""
    for later in token.doc[token.i + 1 : token.sent.end - 2]:
        if later.lower_ in ("and", "or"):
            following = next((t for t in token.doc[later.i + 1 : later.i + 4] if t.pos_ != "ADV"), None)
            if following is not None and (following.lower_ == "to" if to else following.tag_ == verb.tag_):
                return True
    return False


def _is_complete(verb: Token, following: Token) -> bool:
    """Whether an object or complement stands between a verb and the one coordinated with it."""
    between = verb.doc[verb.i + 1 : following.i]
    return any(token.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ") for token in between)


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
