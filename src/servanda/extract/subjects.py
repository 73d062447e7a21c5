"""Subjects: who or what a verb tells of, also where the parser hangs it elsewhere; and who does it."""

from __future__ import annotations

from spacy.tokens import Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
"""The relations of a subject to its verb."""
_OBJECTIVE = frozenset({"them", "him", "us", "me"})
"""Pronouns that are no subject, whatever the parser makes of them."""


def subject_of(verb: Token) -> Token | None:
    """The head of the verb's own subject, active or passive; a parser may hang it on the auxiliary."""
    bearing = (verb, *(child for child in verb.children if child.dep_ in ("aux", "auxpass")))
    subjects = [
        child
        for word in bearing
        for child in word.children
        if child.dep_ in SUBJECTS and child.tag_ != "EX" and child.lower_ not in _OBJECTIVE
    ]
    if subjects:  # of two, the nearer: "Where a ferry sinks, the flag State shall pay"
        return max((one for one in subjects if one.i < verb.i), default=subjects[0])
    found = misread_subject(verb) or _apposed_subject(verb) or _described_subject(verb)
    return found if found is not None else _named_subject(verb)


def _named_subject(verb: Token) -> Token | None:
    """The subject whose capitalised participle was taken for a verb: "Contracting States ... shall"."""
    first = verb.sent[0]
    if verb.dep_ != "ROOT" or not has_modal(verb) or first.tag_ != "VBG" or first.i + 1 >= verb.i:
        return None
    named = first.nbor()
    return named if named.is_title and named.pos_ in ("NOUN", "PROPN") else None


def _described_subject(verb: Token) -> Token | None:
    """The subject of a main verb whose description was taken for the main verb.

    So "information" in "Information referred to in paragraph 1 shall be published".
    """
    head = verb.head
    bare = head.tag_ in ("VBD", "VBN", "VBG") and not any(c.dep_ in ("aux", "auxpass") for c in head.children)
    if verb.dep_ != "ccomp" or head.dep_ != "ROOT" or not bare or head.i > verb.i or not has_modal(verb):
        return None
    return next((c for c in head.children if c.dep_ in SUBJECTS and c.i < head.i), None)


def _apposed_subject(verb: Token) -> Token | None:
    """The subject of a main verb that was taken for an apposition to the phrase before it.

    So "the Parties" in "To reach the aims of this Treaty, the Parties, jointly, will maintain".
    """
    if verb.dep_ != "ROOT" or not has_modal(verb):
        return None
    doc = verb.doc
    apposed = (t for t in doc[verb.sent.start : verb.i] if t.dep_ == "appos" and verb in t.ancestors)
    return next((t for t in apposed if t.left_edge.i and doc[t.left_edge.i - 1].text == ","), None)


def misread_subject(token: Token) -> Token | None:
    """The name before a verb in -s that was taken for the noun it belongs to."""
    if token.tag_ != "NNS" or token.dep_ != "ROOT":
        return None
    return next(
        (c for c in token.children if c.dep_ == "compound" and c.pos_ == "PROPN" and c.i < token.i), None
    )


def agent_of(verb: Token) -> Token | None:
    """The head of the words after "by" that say who does what a passive verb tells of."""
    passive = (verb, *(word for word in verb.conjuncts if word.i > verb.i and word.tag_ == "VBN"))
    by = next((child for word in passive for child in word.children if child.dep_ == "agent"), None)
    doer = next(iter(by.children), None) if by is not None else None
    return doer if doer is not None and doer.pos_ != "NUM" else None  # no doer in "by 2025"


def has_modal(verb: Token) -> bool:
    """Whether a modal verb stands with a verb."""
    return any(child.tag_ == "MD" for child in verb.children)
