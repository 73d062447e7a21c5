"""Names that are so like one another that they may mean one thing: a word more, a word less."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from servanda.extract.capitals import singular
from servanda.lexicon import Name

_EMPTY = frozenset("a an and for from in of on the to with".split())
_LINK = re.compile(r" (?:of|for|on|against|between|to|in) ")
_TWO = 2
"""How many words two names must share at least."""

_MOST = 3
"""How many things a name may be like at most, the first by IRI, to be told."""


class Likes:
    """Known names by their head noun and their words."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._by_head: dict[str, list[tuple[frozenset[str], str]]] = defaultdict(list)
        for name in names:
            words = _words(name.form)
            if len(words) >= _TWO and not name.ambiguous:
                self._by_head[_head(name.form)].append((words, name.entity.iri))

    def find(self, label: str) -> tuple[str, ...]:
        """The IRIs of the things with a name of the same head noun that has all words of `label` and more.

        Or that has fewer, all of which `label` has.
        """
        return tuple(sorted(set(self._near(label))))[:_MOST]

    def _near(self, label: str) -> Iterator[str]:
        words = _words(label)
        if len(words) < _TWO:
            return
        for others, iri in self._by_head.get(_head(label), ()):
            if words < others or others < words:
                yield iri


def _words(name: str) -> frozenset[str]:
    """The words that tell something, in the singular and in lower case.

    >>> sorted(_words("Council of Ferries and Ports"))
    ['council', 'ferry', 'port']
    """
    words = re.findall(r"\w+", name.lower())
    return frozenset(singular(word) for word in words) - _EMPTY


def _head(name: str) -> str:
    """The noun that a name is of: the word before "of" and the like, or the last.

    >>> _head("Oslo Council of Ferries"), _head("Ferry Board")
    ('council', 'board')
    """
    words = re.findall(r"\w+", _LINK.split(name)[0].lower())
    return singular(words[-1]) if words else ""
