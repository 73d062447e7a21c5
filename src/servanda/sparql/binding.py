"""Terms in the place of a query's variables, as RDF-dev's SEP-0007 has it, in the text of the query.

An endpoint takes nothing but text, so the terms are set into it, token by token and in SPARQL's own notation;
what somebody typed is never read as SPARQL. What results is what every kind of data is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from types import MappingProxyType

from rdflib import Literal, URIRef
from rdflib.term import Identifier

from servanda.errors import QueryError
from servanda.rdf import to_oxigraph
from servanda.sparql.tokens import Token, line_of, tokens, variables

_ESCAPES = MappingProxyType(str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t"}))
_AFTER_BACKSLASH = re.compile(r"(?<=\\)[uU]")
_RUNS_ON = re.compile(r"[\w-]")
"""What a language tag would take in that stands right behind it."""

_CLAUSES = frozenset({"group", "order", "select"})
_ENDS = frozenset({"{", "}", "from", "group", "having", "limit", "offset", "order", "values", "where"})
_NO_COLUMNS = frozenset({"by", "distinct", "reduced"})


def check_bindable(query: str, names: Iterable[str], where: str = "query") -> None:
    """Nothing, if the variables `names` of `query` can all be replaced by terms.

    Raises QueryError, naming `where` and the line, for a name that is no variable of the query, or that the
    query itself gives values to, in `VALUES` or behind `AS`.
    """
    wanted = frozenset(names)
    for name in sorted(wanted - variables(query)):
        raise QueryError(f"the query has no variable ?{name}", where)
    for token in _given_values(query):
        if token.text in wanted:
            raise QueryError(
                f"?{token.text} is a parameter, so the query cannot give it values itself (VALUES, AS)",
                f"{where}:{line_of(query, token.start)}",
            )


def bound(query: str, terms: Mapping[str, Identifier], where: str = "query") -> str:
    """`query` with its variables in `terms` replaced by their terms; they are no columns any more.

    Names go without `?`. `where` says in messages where the query stands. Raises QueryError as
    `check_bindable` does, and DataError for a term that RDF does not allow.

    >>> bound("SELECT ?s ?v { ?s ?p ?v }", {"v": Literal("a")})
    'SELECT ?s  { ?s ?p "a" }'
    """
    if not terms:
        return query
    check_bindable(query, terms, where)
    reading = _Binding({name: _written(term) for name, term in terms.items()}, variables(query))
    for token in tokens(query):
        reading.read(token)
    reading.end()
    pieces, read = list[str](), 0
    for change in sorted(reading.changes, key=attrgetter("start")):
        apart = " " if _RUNS_ON.match(query, change.end) else ""
        pieces += query[read : change.start], change.text, apart
        read = change.end
    return "".join([*pieces, query[read:]])


def _written(term: Identifier) -> str:
    r"""A term in SPARQL's notation.

    Engines differ on whether `\\u0041` in a string is a backslash and letters, or an escaped "A" (SPARQL 1.1,
    section 19.2); so a `u` behind a backslash is written by its own number, which all read alike if it has
    eight digits: rdflib takes four more than there are for part of four.
    """
    to_oxigraph(term)
    if isinstance(term, URIRef):
        return f"<{term}>"
    if not isinstance(term, Literal):
        raise QueryError(f"{term!r} cannot be bound: it is neither an IRI nor a literal")
    quoted = f'"{_AFTER_BACKSLASH.sub(_by_number, str(term).translate(_ESCAPES))}"'
    if term.language:
        return f"{quoted}@{term.language}"
    return f"{quoted}^^<{term.datatype}>" if term.datatype else quoted


def _by_number(letter: re.Match[str]) -> str:
    return f"\\U{ord(letter[0]):08X}"


def _given_values(query: str) -> Iterator[Token]:
    """The variables to which a query gives values by itself."""
    last, in_head = "", False
    for token in tokens(query):
        if token.kind == "word" and token.text == "values":
            in_head = True
        elif token.text == "{":
            in_head = False
        elif token.kind == "variable" and (in_head or last == "as"):
            yield token
        last = token.text if token.kind == "word" else ""


@dataclass(frozen=True, slots=True)
class _Change:
    """A stretch of a query, and what stands in its place."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class _Clause:
    """A SELECT, GROUP BY or ORDER BY: whether it has columns or keys that stay, and those that do not."""

    word: str
    kept: bool = False
    dropped: list[Token] = field(default_factory=list)


@dataclass(slots=True)
class _Binding:
    """Reads a query token by token, and collects what is to be changed.

    `clauses` are those being read, by the number of parentheses around them; `taken` are names of variables.
    """

    terms: Mapping[str, str]
    taken: frozenset[str]
    changes: list[_Change] = field(default_factory=list)
    clauses: dict[int, _Clause] = field(default_factory=dict)
    parentheses: int = 0
    before: tuple[Token | None, Token | None] = (None, None)

    def read(self, token: Token) -> None:
        """Takes the next token."""
        keyword = token.text if token.kind in ("word", "mark") else ""
        if keyword in _ENDS:
            self._leave(self.parentheses)
        clause = self.clauses.get(self.parentheses)
        if keyword in _CLAUSES:
            self.clauses[self.parentheses] = _Clause(keyword)
        elif token.kind == "variable" and token.text in self.terms:
            self._replace(token, clause)
        elif clause and keyword not in _NO_COLUMNS:
            clause.kept = True
        if keyword in ("(", ")"):
            self.parentheses += 1 if keyword == "(" else -1
        self.before = self.before[1], token

    def end(self) -> None:
        """Ends what still goes on where the query ends."""
        for parentheses in tuple(self.clauses):
            self._leave(parentheses)

    def _leave(self, parentheses: int) -> None:
        """Ends a clause.

        A SELECT that no column is left of gets one back, under a name that no other has. A GROUP BY keeps a
        key, as without one there is a group where nothing is found; a function's, which rdflib wants.
        """
        clause = self.clauses.pop(parentheses, _Clause(""))
        if clause.dropped and not clause.kept:
            token = clause.dropped.pop(0)
            term = self.terms[token.text]
            named = f"({term} AS ?{self._name(token)})"
            self._change(token, named if clause.word == "select" else f"STR({term})")
        for token in clause.dropped:
            self._change(token, "")

    def _name(self, token: Token) -> str:
        """The name of a column that comes back: its own, but in a sub-select."""
        name = token.text
        while token.depth and name in self.taken:
            name += "_"
        return name

    def _replace(self, token: Token, clause: _Clause | None) -> None:
        """Puts a term in the place of a variable, as what stands around allows it."""
        if clause and clause.word != "order":
            clause.dropped.append(token)
        elif (function := self._asking_if_bound()) is not None:
            self._change(function, "")
            self._change(token, "true")
        else:
            term = self.terms[token.text]
            self._change(token, f"({term})" if clause else term)

    def _asking_if_bound(self) -> Token | None:
        """The word BOUND, if what follows is the variable that it asks about."""
        word, mark = self.before
        is_bound = word and mark and (word.kind, word.text, mark.text) == ("word", "bound", "(")
        return word if is_bound else None

    def _change(self, token: Token, text: str) -> None:
        self.changes.append(_Change(token.start, token.end, text))
