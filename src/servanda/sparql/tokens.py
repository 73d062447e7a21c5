"""The tokens of a SPARQL query, as far as variables, keywords and braces go (SPARQL 1.1, section 19.8)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(
    r'''
      (?P<comment>  \#[^\n\r]* )
    | (?P<iri>      <(?!=|[?$]\w)(?:[^\x00-\x20<>"{}|^`\\]|\\[uU])*> )
    | (?P<string>   """(?:[^"\\]|\\.|"(?!""))*""" | \'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\'
                  | "(?:[^"\\\n\r]|\\.)*" | \'(?:[^\'\\\n\r]|\\.)*\' )
    | (?P<variable> [?$]\w[\w\u00b7\u0300-\u036f\u203f\u2040]* )
    | (?P<name>     (?:_|[^\W\d_](?:[\w.-]*[\w-])?)?:(?:[\w.:%-]|\\.)* )
    | (?P<tag>      @\w[\w-]* )
    | (?P<word>     [^\W\d]\w* )
    | (?P<number>   \d+ )
    | (?P<mark>     [{}()*] )
    ''',
    re.VERBOSE | re.DOTALL,
)
"""By the letter of the grammar `?a<?b&&?c>?d` has an IRI in it; engines compare, and so it is read."""


_KEPT = 64
"""Of so many queries the tokens are kept: each is read several times, from its header to its answer."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query: a variable's name without its sign, a keyword in lower case, or a mark.

    It stands from `start` to `end` in the text, in braces as deep as `depth` says.
    """

    kind: str
    text: str
    start: int
    end: int
    depth: int


@lru_cache(_KEPT)
def tokens(query: str) -> tuple[Token, ...]:
    """The tokens of `query` that matter here; comments and other punctuation are left out."""
    return tuple(_read(query))


def _read(query: str) -> Iterator[Token]:
    depth = 0
    for match in _TOKEN.finditer(query):
        kind, text = match.lastgroup or "", match.group()
        if text == "}":
            depth -= 1
        if kind == "variable":
            text = text[1:]
        elif kind == "word":
            text = text.lower()
        if kind != "comment":
            yield Token(kind, text, match.start(), match.end(), depth)
        if text == "{":
            depth += 1


def variables(query: str) -> frozenset[str]:
    """The names of all variables in `query`, without `?` or `$`.

    >>> sorted(variables('SELECT ?s { ?s ?p "?no", <http://example.org/?no> } # ?no'))
    ['p', 's']
    """
    return frozenset(token.text for token in tokens(query) if token.kind == "variable")


def prefixes(query: str) -> frozenset[str]:
    """The prefixes that names in `query` have, those it declares included.

    >>> sorted(prefixes('PREFIX sv: <https://example.org/> SELECT ?s { ?s a sv:Actor, :B } # no:C'))
    ['', 'sv']
    """
    names = (token.text for token in tokens(query) if token.kind == "name")
    return frozenset(name.split(":")[0] for name in names if not name.startswith("_:"))


def line_of(query: str, place: int) -> int:
    """The line, from 1, in which the character at `place` stands."""
    return query.count("\n", 0, place) + 1
