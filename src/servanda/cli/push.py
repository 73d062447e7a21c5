"""`servanda push`: the graph into a graph database."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from servanda.cli.base import seconds_given
from servanda.cli.push_property_graph import push_property_graph
from servanda.cli.say import progress, say
from servanda.cli.sources import data_option
from servanda.cli.tables import width

if TYPE_CHECKING:
    from servanda.push import Change, Pushed
    from servanda.push.presets import Target
    from servanda.store import Store

_MARGIN = 12
_NARROWEST = 24
_SHORT = 44
"""How much of a graph's IRI stands beside the progress bar: its end."""


def _list(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    """Prints the presets, and leaves, if they are asked for."""
    if not wanted or context.resilient_parsing:
        return
    from servanda.push.presets import listed

    for name, command, said in listed():
        click.echo(f"{name:<{_MARGIN}}{command}")
        for line in textwrap.wrap(said, max(width() - _MARGIN, _NARROWEST)):
            click.echo(f"{'':<{_MARGIN}}{line}")
    context.exit()


@click.command(epilog="Example: servanda push http://localhost:7878 --preset oxigraph")
@click.argument("endpoint", metavar="[ENDPOINT]", required=False)
@click.option("--preset", metavar="NAME", help="The layout of the database's addresses; see --list.")
@data_option
@click.option("--prune", is_flag=True, help="Remove the graphs of documents that the data have no longer.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option(
    "--list", is_flag=True, is_eager=True, expose_value=False, callback=_list, help="List the presets."
)
@click.option("--graph-store", metavar="URL", help="The address of the graph store.")
@click.option("--query", metavar="URL", help="The address that takes queries.")
@click.option("--update", metavar="URL", help="The address that takes updates.")
@click.option(
    "--timeout",
    type=float,
    metavar="SECONDS",
    default="300",
    show_default=True,
    callback=seconds_given,
    help="The longest wait for the answer to one request over HTTP; other databases are waited for.",
)
def push(
    *,
    endpoint: str | None,
    preset: str | None,
    data: Path,
    prune: bool,
    dry_run: bool,
    graph_store: str | None,
    query: str | None,
    update: str | None,
    timeout: float,
) -> int:
    """Load the graph into a graph database.

    Each named graph is put in the place of the graph of that name there, unless that says the same: so the
    command can be repeated, and completes what was interrupted. No other graph is touched. User and password
    are taken from SERVANDA_USER and SERVANDA_PASSWORD, or from a netrc, a token from SERVANDA_TOKEN.

    ENDPOINT is the base address of the database, and --preset says what follows it; or each address is given.
    With the preset qlever, ENDPOINT is a folder for files to load. Without a preset, bolt://… and falkordb://…
    are property graphs, which are given nodes and edges.
    """
    from servanda.push.addresses import is_property_graph
    from servanda.push.presets import QLEVER
    from servanda.store import Store

    if endpoint and is_property_graph(endpoint):
        _check_property_graph((preset, query, update, graph_store))
        return push_property_graph(endpoint, Store.load(data), timeout=timeout, prune=prune, dry_run=dry_run)
    if preset == QLEVER:
        return _write(endpoint, Store.load(data), dry_run=dry_run)
    target = _target(endpoint, preset, query, update, graph_store)
    return _push(Store.load(data), target, timeout, prune=prune, dry_run=dry_run)


def _check_property_graph(others: Sequence[str | None]) -> None:
    """Nothing, if only the address of a property graph is given. Raises a usage error for more."""
    if any(others):
        raise click.UsageError("the address of a property graph goes without a preset and other addresses.")


def _target(
    endpoint: str | None, preset: str | None, query: str | None, update: str | None, graph_store: str | None
) -> Target:
    """The addresses meant: those given, and else those of the preset. Raises a usage error if some lack."""
    from servanda.push import presets

    if preset and not endpoint:
        raise click.UsageError(
            "give the base address of the database; `servanda push --list` shows examples."
        )
    if preset and endpoint:
        if preset not in presets.NAMES:
            raise click.UsageError(f"there is no preset {preset!r}; there are {', '.join(presets.NAMES)}.")
        found = presets.preset(preset).target(endpoint)
        return presets.Target(query or found.query, update or found.update, graph_store or found.graph_store)
    if endpoint and query:
        raise click.UsageError("give ENDPOINT with a --preset, or the URLs without it.")
    if endpoint or not query or not (update or graph_store):
        names = ", ".join(presets.NAMES)
        raise click.UsageError(
            f"say what the database is, with --preset {names}; or give --query and --graph-store or --update."
        )
    return presets.Target(query, update, graph_store)


def _push(store: Store, target: Target, seconds: float, *, prune: bool, dry_run: bool) -> int:
    """The exit code of a push over HTTP, after it ran; what became of each graph is printed."""
    from servanda import iris
    from servanda.push import Database, Manner, State
    from servanda.push import push as pushed_into
    from servanda.push.sending import Access

    changes: list[Change] = []
    try:
        with progress() as on_step:
            pushed = pushed_into(
                store,
                Database(target, Access(seconds=seconds)),
                Manner(prune, dry_run),
                on_step=lambda graph, done, total: on_step(graph[-_SHORT:], done, total),
                on_change=changes.append,
            )
    finally:
        _print(changes)
    click.echo(_summary(pushed, dry_run=dry_run))
    for one in pushed.differences:
        what = f"{one.graph}: {one.sent:,} triples were sent, and {one.found:,} are there"
        say(f"{what}; somebody else wrote there, or the server left some out: push again, or look at its log")
    if kept := sum(one.graph not in iris.BESIDE for one in pushed.of(State.KEPT)):
        say(f"{_graphs(kept)} of ours there that the data have no longer; --prune removes {_them(kept)}")
    return 2 if pushed.differences else 0


def _write(folder: str | None, store: Store, *, dry_run: bool) -> int:
    """The exit code of a push into files, after they were written; the command that loads them is printed."""
    from servanda.push.bulk import command, shards

    if not folder or "://" in folder:
        raise click.UsageError("QLever loads files: give a folder to write them into, as ENDPOINT.")
    if dry_run:
        click.echo(f"{_graphs(len(store.graphs()))}, {len(store):,} triples: nothing was written")
        return 0
    files = shards(store, Path(folder))
    for file in files:
        click.echo(file)
    click.echo(f"{_graphs(len(store.graphs()))} in {_counted(len(files), 'file')}; load them with:")
    click.echo(command(Path(folder)))
    return 0


def _print(changes: Sequence[Change]) -> None:
    """A line for each graph: what became of it, the triples it holds, or held if it was removed, its IRI."""
    states = [_said(change) for change in changes]
    counts = [f"{change.triples or change.gone:,}" for change in changes]
    wide, long = max(map(len, states), default=0), max(map(len, counts), default=0)
    for change, state, count in zip(changes, states, counts, strict=True):
        unit = "triple " if change.triples == 1 else "triples"
        click.echo(f"{state:<{wide}}  {count:>{long}} {unit}  {change.graph}")


def _said(change: Change) -> str:
    both = f" +{change.added:,} -{change.gone:,}" if change.state == "changed" else ""
    return f"{change.state}{both}"


def _summary(pushed: Pushed, *, dry_run: bool) -> str:
    """The last line: how many graphs there are, and whether all is as it should be."""
    from servanda.push import State

    ours = _graphs(len(pushed.of(State.NEW, State.CHANGED, State.UNCHANGED)))
    puts, removed = len(pushed.of(State.NEW, State.CHANGED)), len(pushed.of(State.REMOVED))
    if not puts and not removed:
        return f"{ours}, nothing to change"
    if dry_run:
        gone = f", {removed} would be removed" if removed else ""
        return f"{ours}, {puts} would be put{gone}; nothing was changed"
    if pushed.differences:
        return f"{ours}, {_counted(len(pushed.differences), 'count')} not equal"
    return f"{ours}, counts equal"


def _graphs(number: int) -> str:
    return _counted(number, "graph")


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _them(number: int) -> str:
    return "it" if number == 1 else "them"
