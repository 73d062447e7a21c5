"""What the text of a SPARQL query says about its variables: enough to bind them safely.

Oxigraph replaces a variable by a term (SEP-0007) without pasting text, but it does so silently
wrong in two places: inside a sub-select that does not project the variable, and where the variable
alone is an expression (`BIND(?v AS ?w)`, `BOUND(?v)`, `FILTER(?v)`). Both are refused here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from servanda.errors import QueryError

_TOKEN = re.compile(
    r'''
      (?P<comment>  \#[^\n]* )
    | (?P<iri>      <[^<>"{}|^`\\\s]*> )
    | (?P<string>   """(?:[^"\\]|\\.|"(?!""))*""" | \'\'\'(?:[^'\\]|\\.|'(?!\'\'))*\'\'\'
                  | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' )
    | (?P<variable> [?$]\w+ )
    | (?P<name>     [\w.-]*:(?:[\w.:%-]|\\.)* )
    | (?P<word>     [^\W\d]\w* )
    | (?P<mark>     [{}()*] )
    ''',
    re.VERBOSE | re.DOTALL,
)
_ALONE = ("filter", "bound", "having", "(")


@dataclass(frozen=True, slots=True)
class _Token:
    """A piece of a query: a variable's name without its sign, a keyword in lower case, or a mark."""

    kind: str
    text: str
    line: int


@dataclass(slots=True)
class _Select:
    """One SELECT of a query: the depth of braces it stands at, and the variables it projects and uses."""

    line: int
    depth: int
    projected: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    parentheses: int = 0
    in_head: bool = True


def variables(query: str) -> frozenset[str]:
    """The names of all variables in `query`, without `?` or `$`.

    >>> sorted(variables('SELECT ?s { ?s ?p "?no", <http://example.org/?no> } # ?no'))
    ['p', 's']
    """
    return frozenset(token.text for token in _tokens(query) if token.kind == "variable")


def prefixes(query: str) -> frozenset[str]:
    """The prefixes that names in `query` have, those it declares included.

    >>> sorted(prefixes('PREFIX sv: <https://example.org/> SELECT ?s { ?s a sv:Actor, :B } # no:C'))
    ['', 'sv']
    """
    names = (token.text for token in _tokens(query) if token.kind == "name")
    return frozenset(name.split(":")[0] for name in names if not name.startswith("_:"))


def check_bindable(query: str, names: Iterable[str], where: str = "query") -> None:
    """Nothing, if the variables `names` of `query` can all be replaced by terms.

    Raises QueryError, naming `where` and the line, for a name that is no variable of the query,
    that a SELECT around it does not project, or that stands alone as an expression.
    """
    wanted = frozenset(names)
    tokens = tuple(_tokens(query))
    found = {token.text for token in tokens if token.kind == "variable"}
    for name in sorted(wanted - found):
        raise QueryError(f"the query has no variable ?{name}", where)
    for select in _selects(tokens):
        for name in sorted(wanted & select.used - select.projected):
            raise QueryError(
                f"?{name} is a parameter, so this SELECT must name it among its columns "
                "(and in its GROUP BY)",
                f"{where}:{select.line}",
            )
    for token in _standing_alone(tokens):
        if token.text in wanted:
            raise QueryError(
                f"?{token.text} is a parameter and cannot be an expression by itself; "
                f"compare it (?x = ?{token.text}) or wrap it (STR(?{token.text}))",
                f"{where}:{token.line}",
            )


def _tokens(query: str) -> Iterator[_Token]:
    """The tokens of `query` that matter here; comments and other punctuation are left out."""
    line, read = 1, 0
    for match in _TOKEN.finditer(query):
        line += query.count("\n", read, match.start())
        read = match.start()
        kind, text = match.lastgroup or "", match.group()
        if kind == "variable":
            yield _Token(kind, text[1:], line)
        elif kind != "comment":
            yield _Token(kind, text.lower() if kind == "word" else text, line)


def _selects(tokens: Iterable[_Token]) -> Iterator[_Select]:
    """Each SELECT among `tokens` once it has ended; what an inner one uses, the outer one uses too."""
    open_selects: list[_Select] = []
    depth = 0
    for token in tokens:
        if token.kind == "word" and token.text == "select":
            open_selects.append(_Select(token.line, depth))
        elif token.kind == "mark" and token.text in "{}":
            depth += 1 if token.text == "{" else -1
        if open_selects:
            _read(token, open_selects[-1])
        while open_selects and open_selects[-1].depth > depth:
            yield _close(open_selects)
    while open_selects:
        yield _close(open_selects)


def _read(token: _Token, select: _Select) -> None:
    """Enters one token into the SELECT that it belongs to."""
    if token.kind == "variable":
        in_list = select.in_head and select.parentheses == 0
        (select.projected if in_list else select.used).add(token.text)
    elif token.text in ("(", ")"):
        select.parentheses += 1 if token.text == "(" else -1
    elif token.text in ("{", "where", "from"):
        select.in_head = False


def _close(selects: list[_Select]) -> _Select:
    """The innermost of `selects`, taken off; its variables now count as used by the one around it."""
    inner = selects.pop()
    if selects:
        selects[-1].used |= inner.used | inner.projected
    return inner


def _standing_alone(tokens: tuple[_Token, ...]) -> Iterator[_Token]:
    """The variables that are a whole expression: `(?v AS …)`, `FILTER(?v)`, `BOUND(?v)`."""
    for before, opening, token, after in zip(tokens, tokens[1:], tokens[2:], tokens[3:], strict=False):
        if token.kind == "variable" and opening.text == "(":
            renamed = after.text == "as"
            if renamed or (after.text == ")" and before.text in _ALONE):
                yield token
