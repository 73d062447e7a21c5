"""What somebody may have meant who wrote a name that does not exist."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from unicodedata import combining, normalize

_MOST = 3


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """The names nearest to `word`, or that hold it whole, as the end of a message; nothing if there are none.

    >>> did_you_mean("Untied States", ("United States", "Mexico"))
    "; did you mean 'United States'?"
    >>> did_you_mean("Trump", ("Donald Trump", "Trumpet", "Mexico"))
    "; did you mean 'Trumpet' or 'Donald Trump'?"
    >>> did_you_mean("Mars", ("United States", "Mexico"))
    ''
    """
    written, fold = {folded(name): name for name in sorted(names, reverse=True)}, folded(word)
    holding = sorted((name for name in written if fold and fold in name), key=len)
    close = get_close_matches(fold, written, n=_MOST)
    near = dict.fromkeys([*close[:1], *_words(fold, holding)[:1], *close, *holding])
    found = [f"{written[name]!r}" for name in list(near)[:_MOST]]
    if not found:
        return ""
    *first, last = found
    return f"; did you mean {', '.join(first)} or {last}?" if first else f"; did you mean {last}?"


def folded(name: str) -> str:
    """`name` without what does not tell names apart: case, accents, a "the" in front, and how much space.

    >>> folded("the  Republic of Perú")
    'republic of peru'
    """
    plain = "".join(letter for letter in normalize("NFKD", name) if not combining(letter))
    return " ".join(plain.casefold().split()).removeprefix("the ")


def _words(word: str, names: Iterable[str]) -> list[str]:
    """Those of the names in which `word` stands between spaces or other signs."""
    return [name for name in names if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", name)]
