"""A store into a database of RDF: every graph of it in the place of the graph of the same name there.

    count      how many triples each of our graphs holds there
    compare    what is there is fetched; a graph that says the same is left alone
    put        the others, each in one request; then those that the data have no longer are removed, if wished
    count      once more: every graph must hold as many triples as were sent

Nothing but the database itself remembers how far a push came. So whatever stopped one, the same push again
finds what is missing and completes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeAlias

from servanda import iris
from servanda.errors import DataError, PushError, QueryError, StoppedError
from servanda.push.comparing import OURS, Change, State, compared, neighbours, ordered, strays
from servanda.push.database import Database
from servanda.store import Store

__all__ = ["Change", "Database", "Difference", "Manner", "Pushed", "State", "push"]

OnStep: TypeAlias = Callable[[str, int, int], None]
"""Is told which graph is next, how many triples are done, and how many there are."""

OnChange: TypeAlias = Callable[[Change], None]
"""Is told what became of a graph, as soon as it is done."""

_MOST_NAMED = 3
_COMPLETES = "the same command completes it"
_LATE = "did not answer in time; allow more with --timeout"
_SIZES = "SELECT ?graph (COUNT(*) AS ?size) { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"


@dataclass(frozen=True, slots=True)
class Difference:
    """A graph that holds another number of triples than was sent."""

    graph: str
    sent: int
    found: int


@dataclass(slots=True)
class Pushed:
    """What became of each graph, in the order in which it happened, and what the counts said at the end."""

    changes: list[Change] = field(default_factory=list)
    differences: tuple[Difference, ...] = ()
    writing: str = ""
    """The graph that is being put or removed, if one is."""

    def of(self, *states: State) -> list[Change]:
        """The changes with one of some states."""
        return [change for change in self.changes if change.state in states]


@dataclass(frozen=True, slots=True)
class Manner:
    """How it is pushed: with `prune`, graphs of ours that the data have no longer are removed, and not kept.

    With `dry_run` nothing is changed, and it is said what would be.
    """

    prune: bool = False
    dry_run: bool = False


_PLAIN = Manner()


def push(
    store: Store,
    database: Database,
    manner: Manner = _PLAIN,
    on_step: OnStep = lambda _graph, _done, _total: None,
    on_change: OnChange = lambda _change: None,
) -> Pushed:
    """Makes a database hold the graphs of a store; what became of them.

    No graph is touched but those of the store, and those of ours that it does not have. Raises `DataError`
    for a store without triples, and for all that goes wrong `PushError`, with what was done and what was not;
    a `KeyboardInterrupt` says that too.
    """
    sizes = {str(graph): int(str(size)) for graph, size in store.select(_SIZES).rows}
    if not sizes:
        raise DataError("there are no triples in these data; nothing was pushed")
    work = _Work(store, database, manner, sizes, Pushed(), on_step, on_change)
    with _accounted(work):
        there = database.counts({*sizes, *OURS, *neighbours(database, sizes)})
        work.put(there)
        work.remove(there)
        work.check()
    return work.pushed


@dataclass(frozen=True, slots=True)
class _Work:
    """A push under way: what is pushed, where and how, how large each graph is, and what is done so far."""

    store: Store
    database: Database
    manner: Manner
    sizes: Mapping[str, int]
    pushed: Pushed
    on_step: OnStep
    on_change: OnChange

    def put(self, there: Mapping[str, int]) -> None:
        """Puts the graphs that differ from those there, which hold so many triples."""
        done, total = 0, sum(self.sizes.values())
        for graph in ordered(self.sizes):
            self.on_step(graph, done, total)
            ntriples, _ = self.store.ntriples(graph)
            change = compared(self.database, graph, ntriples, there.get(graph, 0))
            if change.state is not State.UNCHANGED and not self.manner.dry_run:
                self.pushed.writing = graph
                self.database.put(graph, ntriples)
            self._done(change)
            done += change.triples

    def remove(self, there: Mapping[str, int]) -> None:
        """Removes the graphs of ours that the store does not have, if they are to be pruned.

        Those that every build has stay: a store without them is a part of one.
        """
        for graph in strays(self.database, there, self.sizes):
            if not self.manner.prune or graph in iris.BESIDE:
                self._done(Change(graph, State.KEPT, there[graph]))
                continue
            if not self.manner.dry_run:
                self.pushed.writing = graph
                self.database.remove(graph)
            self._done(Change(graph, State.REMOVED, 0, gone=there[graph]))

    def check(self) -> None:
        """Counts again, unless nothing was changed."""
        if self.manner.dry_run or not self.pushed.of(State.NEW, State.CHANGED, State.REMOVED):
            return
        changes = self.pushed.of(*(set(State) - {State.KEPT}))
        sent = {change.graph: change.triples for change in changes}
        there = self.database.counts(sent)
        self.pushed.differences = tuple(
            Difference(graph, triples, there.get(graph, 0))
            for graph, triples in sent.items()
            if there.get(graph, 0) != triples
        )

    def _done(self, change: Change) -> None:
        self.pushed.writing = ""
        self.pushed.changes.append(change)
        self.on_change(change)


@contextmanager
def _accounted(work: _Work) -> Iterator[None]:
    """A block whose errors say what was done of the work, and what was not."""
    try:
        yield
    except KeyboardInterrupt:
        raise KeyboardInterrupt(f"interrupted; {_account(work)}") from None
    except QueryError as error:
        what = _LATE if isinstance(error, StoppedError) else error.what
        raise PushError(f"{what}; {_account(work)}", error.where) from error


def _account(work: _Work) -> str:
    """What was done, what was not, and what to do, in a sentence."""
    pushed = work.pushed
    written, same = len(pushed.of(State.NEW, State.CHANGED)), len(pushed.of(State.UNCHANGED))
    removed = len(pushed.of(State.REMOVED))
    if work.manner.dry_run or not (written or removed or pushed.writing):
        return "nothing was changed"
    parts = [f"of {_graphs(len(work.sizes))}, {written} put", f"{same} unchanged"]
    if removed:
        parts.append(f"{removed} removed")
    done = {change.graph for change in pushed.changes}
    if left := [graph for graph in ordered(work.sizes) if graph not in done]:
        parts.append(f"{len(left)} not done{_named(left)}")
    else:
        parts.append("not all of them counted at the end")
    if pushed.writing:
        parts.append(f"and {pushed.writing} may be there in part, or not at all")
    return f"{', '.join(parts)}; {_COMPLETES}"


def _named(graphs: Sequence[str]) -> str:
    more = f" and {len(graphs) - _MOST_NAMED} more" if len(graphs) > _MOST_NAMED else ""
    return f" ({', '.join(graphs[:_MOST_NAMED])}{more})"


def _graphs(number: int) -> str:
    return "1 graph" if number == 1 else f"{number} graphs"
