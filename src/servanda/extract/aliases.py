"""The short name that a text gives to a name in brackets after it."""

from __future__ import annotations

import re

from spacy.tokens import Doc

_ALIAS = re.compile(
    r"\s?\((?:hereinafter|hereafter)?,?\s?(?:referred to as )?(?:the )?"
    r"(?P<quote>[“\"‘']?)(?:the )?(?P<alias>[A-Z][\w&/+.-]*(?: [A-Z][\w&/+-]*){0,3})[”\"’']?\)"
)


def alias_after(doc: Doc, first: int, end: int) -> str | None:
    """What the name in the tokens `first` up to `end` is called from now on: "(OCF)", "(the “Plan”)".

    Initials that are those of its last words only stand for these: "Council of the Fish Fund (FF)".
    """
    if doc[end : end + 1].text != "(":
        return None
    last = doc[end - 1]
    found = _ALIAS.match(doc.text, last.idx + len(last))
    if not found:
        return None
    alias = found["alias"]
    initials = " " not in alias and sum(letter.isupper() for letter in alias) > 1
    if initials and alias in _tails(doc[first:end].text):
        return None
    words = {token.lower_ for token in doc[first:end]}
    return alias if initials or found["quote"] or words.issuperset(alias.lower().split()) else None


def _tails(name: str) -> frozenset[str]:
    """The initials of what a name ends with after each word without a capital, or "U.S." inside it."""
    words = name.split()
    starts = (i + 1 for i, word in enumerate(words) if word.islower() or (i and word.endswith(".")))
    return frozenset("".join(word[0] for word in words[i:] if word[0].isupper()) for i in starts)
