"""What somebody may have meant who wrote a name that does not exist."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_MOST = 3


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """The names nearest to `word`, as the end of a message; nothing if none is near.

    >>> did_you_mean("Untied States", ("United States", "Mexico"))
    "; did you mean 'United States'?"
    >>> did_you_mean("Mars", ("United States", "Mexico"))
    ''
    """
    written = {folded(name): name for name in sorted(names, reverse=True)}
    near = [f"{written[match]!r}" for match in get_close_matches(folded(word), written, n=_MOST)]
    if not near:
        return ""
    *first, last = near
    return f"; did you mean {', '.join(first)} or {last}?" if first else f"; did you mean {last}?"


def folded(name: str) -> str:
    """`name` without what does not tell names apart: case, and how much space is between words."""
    return " ".join(name.split()).casefold()
