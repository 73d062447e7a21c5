"""`servanda push` into a property graph: what would change is found out, done, and counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from servanda.cli.say import progress, say
from servanda.cli.tables import show

if TYPE_CHECKING:
    from servanda.push.property_graph import Counts, Plan
    from servanda.store import Store


def push_property_graph(url: str, store: Store, *, timeout: float, prune: bool, dry_run: bool) -> int:
    """The exit code of a push to the property graph at `url`, after it ran; what changed is printed.

    `timeout` is how many seconds the database may take over one answer.

    Raises EndpointError as `connected` and `push` do, and PackageError without the driver.
    """
    from servanda.export.property_graph import property_graph
    from servanda.push.databases import connected
    from servanda.push.property_graph import Counts, plan, push
    from servanda.store.credentials import credentials_for

    graph = property_graph(store)
    with connected(url, credentials_for(url), timeout) as database:
        planned = plan(graph, database, prune=prune)
        _print(planned)
        kept = Counts(planned.expected.nodes - len(graph.nodes), planned.expected.edges - len(graph.edges))
        if kept.nodes or kept.edges:
            say(f"{_counted(kept)} of ours there that the data have no longer; --prune removes them")
        if dry_run or not len(planned):
            click.echo(f"{_counted(planned.expected)}, {'nothing was changed' if len(planned) else _SAME}")
            return 0
        with progress() as on_step:
            held = push(planned, database, lambda done, total: on_step("nodes and edges", done, total))
    if held == planned.expected:
        click.echo(f"{_counted(held)}, counts equal")
        return 0
    what = f"{_counted(planned.expected)} should be there, and {_counted(held)} are"
    say(f"{url}: {what}; somebody else changed them meanwhile, and the same command mends it")
    return 2


_SAME = "nothing to change"


def _print(planned: Plan) -> None:
    """How many nodes and edges are new, changed and removed, if any are."""
    found = {"new": planned.new, "changed": planned.changed, "removed": planned.removed}
    rows = [(what, f"{one.nodes:,}", f"{one.edges:,}") for what, one in found.items()]
    if len(planned):
        show(("what", "nodes", "edges"), rows, frozenset({"nodes", "edges"}))


def _counted(counts: Counts) -> str:
    nodes, edges = f"{counts.nodes:,}", f"{counts.edges:,}"
    return f"{nodes} node{'s' * (nodes != '1')} and {edges} edge{'s' * (edges != '1')}"
