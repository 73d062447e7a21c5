"""Polarity: what "not", "neither", "nothing" and "not required" make of an act."""

from __future__ import annotations

import re
from enum import Enum, auto

from spacy.tokens import Token

_NEGATIONS = frozenset({"not", "n't", "never", "neither", "nor"})
_NO = frozenset({"no", "neither", "none", "nobody"})
_NEGATING = re.compile(
    r"\b(?:no longer|in no (?:way|case|circumstances|event)|under no circumstances|at no (?:time|point|stage)"
    r"|on no account|by no means)\b",
    re.IGNORECASE,
)
"""Adverbial phrases that deny the verb that they stand before."""
_REACH = 8
"""How many words before a verb such a phrase can begin."""
_ONLY = frozenset({"only", "merely", "just", "simply", "solely"})
"""What makes of "not" more than a denial: "will not only cut tariffs but also"."""
DUTIES = frozenset({"require", "oblige", "obligate", "bind", "compel"})
"""Verbs whose passive lays a duty on their subject."""
BANS = frozenset({"prohibit", "forbid", "prevent", "preclude", "ban"})
"""Verbs of which a denial permits."""
_READINGS = frozenset({"construe", "interpret", "read", "understand"})


class Polarity(Enum):
    """What negation makes of a modal act.

    `POSITIVE` and `NEGATIVE` leave the force as it is. `LIFTED` is a duty or a ban that is denied
    ("shall not be required to", "nothing shall prevent"): a permission. `BANNED` is a duty of leaving
    something undone ("shall be forbidden"), as "nothing shall be construed" is of reading something so.
    """

    POSITIVE = auto()
    NEGATIVE = auto()
    LIFTED = auto()
    BANNED = auto()


def polarity(verb: Token, subject: Token | None) -> Polarity:
    """The polarity of the act of `verb` after a modal."""
    if subject is not None and subject.lower_ == "nothing":
        return Polarity.LIFTED if bans(verb) else Polarity.NEGATIVE
    negated = is_negated(verb, subject)
    if verb.tag_ == "VBN" and verb.lemma_ in DUTIES and negated:
        return Polarity.LIFTED
    if verb.tag_ == "VBN" and verb.lemma_ in BANS:
        return Polarity.LIFTED if negated else Polarity.BANNED
    return Polarity.NEGATIVE if negated else Polarity.POSITIVE


def bans(verb: Token) -> bool:
    """Whether what "nothing" does would be a ban: "preclude", "be construed as preventing"."""
    within = verb.doc[verb.i + 1 : verb.i + 4] if verb.lemma_ in _READINGS else ()
    return verb.lemma_ in DUTIES or any(word.lemma_ in BANS for word in (verb, *within))


def is_negated(verb: Token, subject: Token | None) -> bool:
    """Whether a verb is denied: by "not" or "never", or by a subject with "no" or "neither"."""
    doc = verb.doc
    by_verb = any(
        child.lower_ in _NEGATIONS
        and child.i < verb.i
        and (child.i + 1 >= len(doc) or child.nbor().lower_ not in _ONLY)
        for child in verb.children
    )
    nobody = subject is not None and (
        subject.lower_ in _NO or any(child.lower_ in _NO for child in subject.children)
    )
    nothing = verb.lemma_ == "be" and any(
        word.lower_ == "no" for child in verb.children if child.dep_ == "attr" for word in child.children
    )
    return by_verb or nobody or nothing or _is_denied_by_phrase(verb)


def _is_denied_by_phrase(verb: Token) -> bool:
    """Whether a phrase such as "at no time" stands before a verb, and no other verb between."""
    before = verb.doc[max(verb.sent.start, verb.i - _REACH) : verb.i]
    near = next(
        (t.i + 1 for t in reversed(before) if t.pos_ == "VERB" and t.dep_ not in ("acl", "amod")),
        before.start,
    )
    return _NEGATING.search(verb.doc[near : verb.i].text) is not None


def negation_before(verb: Token) -> int:
    """The index of the word that denies a verb, or of the verb itself."""
    return min((child.i for child in verb.children if child.lower_ in _NEGATIONS), default=verb.i)
