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
    written = {_fold(name): name for name in sorted(names, reverse=True)}
    near = [f"{written[match]!r}" for match in get_close_matches(_fold(word), written, n=_MOST)]
    if not near:
        return ""
    *first, last = near
    return f"; did you mean {', '.join(first)} or {last}?" if first else f"; did you mean {last}?"


def _fold(name: str) -> str:
    return " ".join(name.split()).casefold()
