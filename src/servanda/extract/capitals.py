"""Which words can be part of a proper name."""

from __future__ import annotations

from typing import cast

from spacy.tokens import Doc, Token

NO_PART = frozenset(
    "the a an this that these those our its their his her both all each any every such in on under for with"
    " through by as and or but to of at from we they it he she i no not other pursuant per via".split()
)
"""Words that are no part of a name even where a sentence or a heading gives them a capital."""

_WORDS = "words"
"""Under which key a parse keeps its words."""
_CAPITALS = "capitals"
"""Under which key a parse keeps the places of its capitals."""


def words(doc: Doc) -> tuple[str, ...]:
    """The texts of the tokens of a passage; taken from the parse once, because each token is made anew."""
    if _WORDS not in doc.user_data:
        doc.user_data[_WORDS] = tuple(token.text for token in doc)
    return cast("tuple[str, ...]", doc.user_data[_WORDS])


def capitals(doc: Doc) -> tuple[int, ...]:
    """The places of the tokens of a passage that begin with a capital, which alone can begin a name."""
    if _CAPITALS not in doc.user_data:
        doc.user_data[_CAPITALS] = tuple(i for i, word in enumerate(words(doc)) if word[0].isupper())
    return cast("tuple[int, ...]", doc.user_data[_CAPITALS])


def is_capital(token: Token) -> bool:
    """Whether a token begins with a capital."""
    return token.text[0].isupper()


def is_key(doc: Doc, place: int) -> bool:
    """Whether a single letter is the key of what follows a colon: "O: 555-0100"."""
    return len(doc[place]) == 1 and place + 1 < len(doc) and doc[place + 1].text == ":"


def is_word(token: Token, start: int) -> bool:
    """Whether a token can be part of a name; a verb or the like has its capital from the sentence alone."""
    if not is_capital(token) or token.lower_ in NO_PART:
        return False
    opens = token.i == start or bool(token.is_sent_start)
    return not opens or token.pos_ in ("PROPN", "NOUN", "ADJ", "NUM")


def singular(word: str) -> str:
    """The singular of a noun, as far as its ending tells."""
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
