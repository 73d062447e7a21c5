"""Words by which something grows or shrinks, and whether a quantity tells by how much it does."""

from __future__ import annotations

import re
from itertools import islice

from spacy.tokens import Span, Token

INCREASE, DECREASE = "increase", "decrease"

_UP = frozenset(
    "accelerate boost climb expand expansion extend gain grow growth hike improve improvement increase jump"
    " multiply raise rise scale soar spike surge uptick".split()
)
_DOWN = frozenset(
    "contract contraction curb cut cutting decline decrease diminish dip drop fall lessen limit lower plummet"
    " plunge reduce reduction shrink slash slump".split()
)
_REACH = 4
"""How many heads above a multiple or share the word can stand that says what is done by it."""

_NOUN = (
    r"(?P<up>increase|rise|growth|expansion|gain|hike|improvement|jump|spike|surge|uptick)"
    r"|(?P<down>decrease|decline|fall|drop|reduction|cut|contraction|dip|slump)"
)
_NOUN_BEHIND = re.compile(
    rf"[ -](?:(?!(?:of|in|and|or|to|from|by|for|the|as|with)\b)[^\W\d][\w-]* ){{0,2}}(?:{_NOUN})s?\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    r" (?:(?P<up>more|higher|greater|larger|above|up)|(?P<down>less|fewer|lower|smaller|below|down))\b",
    re.IGNORECASE,
)
_NOUN_BEFORE = re.compile(
    rf"\b(?:{_NOUN})s? (?:of|by) (?:an? (?:additional |further |average |overall )?)?$", re.IGNORECASE
)
_UP_OR_DOWN = re.compile(r"\b(?:(?P<up>up)|(?P<down>down)) (?:by )?$", re.IGNORECASE)
_BY = re.compile(r"\bby (?:an? |another )?(?:additional |further |average of |total of )?$", re.IGNORECASE)
_CHANGED = frozenset("dobj npadvmod dep oprd advmod".split())
"""What a share is to the verb whose change it measures: "rose 5 percent"."""


def direction(token: Token) -> int:
    """Whether a change is upward (1), downward (-1), or no change is said (0)."""
    near = [token, *islice(token.ancestors, _REACH), *token.doc[token.i + 1 : token.i + 3]]
    return _first_direction(near)


def noun_behind(text: str, end: int) -> re.Match[str] | None:
    """The noun behind a quantity that says what it measures: "a 32 percent spike"."""
    return _NOUN_BEHIND.match(text, end)


def change(text: str, words: Span, start: int, end: int, *, share: bool) -> str | None:
    """Which way that goes by whose amount a quantity is told, `INCREASE` or `DECREASE`; None for neither.

    The quantity stands at the characters `start` to `end` of the passage, with what bounds it; `words`
    are those of its amount. What something rises or is cut *to* is no such amount.
    """
    before = text[max(start - 60, 0) : start]
    found = noun_behind(text, end) if share else None
    found = found or (_MORE.match(text, end) or _UP_OR_DOWN.search(before) if share else None)
    if found := found or _NOUN_BEFORE.search(before) or _MORE.match(words[:2].text, len(words[0])):
        return INCREASE if found["up"] else DECREASE
    way = 0
    if _BY.search(before):
        way = direction(words[0])
    elif share and words.root.dep_ in _CHANGED and (words[0].i == 0 or not _led(words)):
        way = _first_direction([words.root.head])
    return {1: INCREASE, -1: DECREASE}.get(way)


def _led(words: Span) -> bool:
    """Whether a preposition stands before a quantity and what bounds it: "to at least 30 percent"."""
    first = words[0]
    while first.i > words.sent.start and first.nbor(-1).lower_ in (
        "at",
        "least",
        "most",
        "than",
        "more",
        "about",
    ):
        first = first.nbor(-1)
    return first.i > words.sent.start and first.nbor(-1).pos_ in ("ADP", "PART")


def _first_direction(tokens: list[Token]) -> int:
    lemmas = (one.lemma_.lower() for one in tokens)
    return next(((1 if lemma in _UP else -1) for lemma in lemmas if lemma in _UP | _DOWN), 0)
