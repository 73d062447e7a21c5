"""The graph of one document against the shapes, in the process that has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType

from rdflib.namespace import PROV, RDF

from servanda import iris, resources
from servanda.lexicon import known_in
from servanda.model import InstrumentKind
from servanda.store import Store
from servanda.validate import (
    SEVERITIES,
    Engine,
    Known,
    Profile,
    Report,
    engine,
    load_shapes,
    validate,
)
from servanda.vocab import SV

_EXTRACTED = (PROV.wasGeneratedBy, PROV.wasDerivedFrom, SV.cue, SV.rule)
"""Properties by which a graph tells of an extraction; a graph without them was made by hand, or elsewhere."""

_PROFILES: Mapping[InstrumentKind, Profile] = MappingProxyType(
    {InstrumentKind.TREATY: Profile.TREATY, InstrumentKind.RESOLUTION: Profile.RESOLUTION}
)
"""The profiles of graphs whose documents are all of one kind."""


@dataclass(frozen=True, slots=True)
class Checking:
    """Against what graphs are validated, and by what.

    Without a `profile`, each graph gets that of its kind; `shapes` are files beside our own; without an
    `engine`, the fastest that is installed is taken. `fails_on` is the least severity that spoils
    conformance.
    """

    profile: Profile | None = None
    shapes: tuple[Path, ...] = ()
    engine: str | None = None
    fails_on: str = SEVERITIES[0]


AS_USUAL = Checking()
"""Our shapes, by the profile that fits each graph, and only violations spoil conformance."""


@dataclass(slots=True)
class Checker:
    """Holds graphs against the shapes; what that needs is loaded once for each profile."""

    checking: Checking
    known: Known
    _engines: dict[Profile, Engine] = field(default_factory=dict)

    def report(self, data: Store, graph_iri: str, *, described: bool = False) -> Report:
        """What is wrong with a document's triples, `described` if they hold the reference data they need.

        What shapes need beside them is added to `data`.
        """
        self.known.stand_beside(data, described=described)
        profile = self.checking.profile or _profile(data)
        if profile not in self._engines:
            shapes = load_shapes(resources.shapes(), profile, self.checking.shapes)
            self._engines[profile] = engine(shapes, self.checking.engine)
        return validate(data, self._engines[profile], graph_iri, profile, self.checking.fails_on)


def checker_of(checking: Checking) -> Checker:
    """The one checker of this process that checks so, with files of shapes as they are now.

    Raises `ShapesError` for shapes that cannot be used, `DataError` for an ontology that cannot.
    """
    return _checker(checking, tuple(map(_state, checking.shapes)))


@cache
def _checker(checking: Checking, _states: tuple[object, ...]) -> Checker:
    folder = resources.ontology()
    return Checker(checking, Known(sorted(folder.glob("*.ttl")), known_in(folder)))


def _state(file: Path) -> tuple[str, int, int] | None:
    """What tells a file from others and from what it was before; None if it is not there."""
    try:
        stat = file.stat()
    except OSError:
        return None
    return str(file.absolute()), stat.st_mtime_ns, stat.st_size


def add_knowledge(store: Store) -> None:
    """Adds the ontology and the reference data, where the store has none."""
    folder = resources.ontology()
    known = store.graphs()
    for graph, files in (
        (iris.ONTOLOGY_GRAPH, folder.glob("*.ttl")),
        (iris.REFERENCE_GRAPH, (folder / "reference").glob("*.ttl")),
    ):
        if graph not in known:
            store.add_files(graph, sorted(files))


def _profile(data: Store) -> Profile:
    """The profile that fits a graph: that of its kind of instruments, or of RDF that no extraction made."""
    if not any(any(data.triples(None, property_)) for property_ in _EXTRACTED):
        return Profile.RDF
    kinds = [kind for kind in InstrumentKind if any(data.subjects(RDF.type, SV[kind]))]
    return _PROFILES.get(kinds[0], Profile.DECLARATION) if len(kinds) == 1 else Profile.DECLARATION
