"""What evaluates shapes: pySHACL, the reference, and `shacl`, a hundred times faster where it is installed.

Both give the same findings; a test holds them together, on every breaking example and on real documents.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, SH
from rdflib.plugins.parsers.ntriples import unquote
from rdflib.term import Identifier, Node

from servanda.errors import ShapesError
from servanda.store import Store
from servanda.validate.findings import Finding
from servanda.validate.shapes import Shapes

if TYPE_CHECKING:
    import shacl

Evaluate = Callable[[Store], Iterator[Finding]]
"""What gives the findings in a graph, in any order."""


@dataclass(frozen=True, slots=True)
class Engine:
    """Shapes, ready to be held against graphs, and the name and version of what does it."""

    name: str
    evaluate: Evaluate


def engine(shapes: Shapes, name: str | None = None) -> Engine:
    """One of `ENGINES` with `shapes`; without a name, the fastest that is installed.

    Raises `ShapesError` for an engine that is not installed and for shapes that it cannot evaluate.
    """
    chosen = name or ("shacl" if find_spec("shacl") else "pyshacl")
    if not find_spec(chosen):
        raise ShapesError(f"the engine {chosen} is not installed; run `pip install {chosen}`")
    return Engine(f"{chosen} {version(chosen)}", _MAKERS[chosen](shapes))


# --- pySHACL -----------------------------------------------------------------------------------


def _pyshacl(shapes: Shapes) -> Evaluate:
    """The findings of pySHACL; it says in which file it cannot evaluate which shape."""
    from pyparsing import ParseException  # noqa: PLC0415 these cost time that `shacl` does not need
    from pyshacl.errors import ReportableRuntimeError  # noqa: PLC0415

    faults, all_shapes = (ReportableRuntimeError, ParseException, re.error), shapes.graph()

    def evaluate(data: Store) -> Iterator[Finding]:
        graph = data.union()
        try:
            results = _results(graph, all_shapes)
        except faults as error:
            for file, store in shapes.files:
                own = store.union()
                for shape in (*_named(store), *_NONE):
                    try:
                        _results(graph, own, *shape)
                    except faults:
                        raise _unfit(error, file, *shape) from error
            raise _unfit(error) from error
        return (_read(results, result) for result in results.objects(None, SH.result))

    return evaluate


_NONE: tuple[tuple[URIRef, ...], ...] = ((),)
"""No shape alone, but all of a file: those of properties are only evaluated with others."""


def _named(store: Store) -> Iterator[tuple[URIRef]]:
    """The node shapes that have a name."""
    nodes = store.subjects(RDF.type, SH.NodeShape)
    return ((shape,) for shape in sorted(node for node in nodes if isinstance(node, URIRef)))


def _unfit(error: Exception, file: Path | None = None, shape: URIRef | None = None) -> ShapesError:
    """What to say of shapes that an engine cannot evaluate, on one line."""
    words = " ".join(str(error).partition("expected one of")[0].split())
    what = f"the shape {shape} cannot" if shape else "its shapes cannot" if file else "the shapes cannot"
    return ShapesError(f"{what} be evaluated: {words.rstrip(': ')}", str(file) if file else None)


def _results(data: Graph, shapes: Graph, *only: URIRef) -> Graph:
    """The report of pySHACL, which hands some of its errors back instead of raising them."""
    import pyshacl  # noqa: PLC0415 see above

    _, results, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True, use_shapes=list(only))
    if not isinstance(results, Graph):
        raise results
    return results


def _read(results: Graph, result: Node) -> Finding:
    """One result of pySHACL's report."""
    said = {property_: cast("Identifier", value) for property_, value in results.predicate_objects(result)}
    path = said.get(SH.resultPath)
    messages = sorted(str(message) for message in results.objects(result, SH.resultMessage))
    return Finding(
        focus=said[SH.focusNode],
        path=path if isinstance(path, URIRef) else None,
        value=said.get(SH.value),
        severity=said[SH.resultSeverity].removeprefix(str(SH)),
        message=" ".join(messages),
        shape=said[SH.sourceShape],
        component=said[SH.sourceConstraintComponent],
    )


# --- shacl -------------------------------------------------------------------------------------

_LITERAL = re.compile(r'"(.*)"(?:@([\w-]+)|\^\^<(.*)>)?', re.DOTALL)


def _shacl(shapes: Shapes) -> Evaluate:
    """The findings of `shacl`, which is handed N-Triples and hands their terms back.

    It gives blank nodes labels of its own, numbered as they first appear, those of the shapes before.
    """
    compiled, own = _compiled(shapes)

    def evaluate(data: Store) -> Iterator[Finding]:
        text, blanks = data.ntriples()
        labels = {f"_:0_b{place}": blank for place, blank in enumerate(blanks, start=own)}
        try:
            results = compiled.validate_text(text.decode(), format="ntriples").results
        except ValueError as error:
            for file, part in _parts(shapes):
                try:
                    _compiled(part)[0].validate_text(text.decode(), format="ntriples")
                except ValueError:
                    raise _unfit(error, file) from error
            raise _unfit(error) from error
        return (_found(result, labels) for result in results)

    return evaluate


def _found(result: shacl.Result, labels: Mapping[str, BNode]) -> Finding:
    """One result of `shacl`."""
    path = result.path
    return Finding(
        focus=_term(result.focus_node, labels),
        path=URIRef(path[1:-1]) if path and re.fullmatch(r"<[^<>]*>", path) else None,
        value=None if result.value is None else _term(result.value, labels),
        severity=result.severity,
        message=" ".join(sorted(result.messages)),
        shape=_term(result.source_shape, {}),
        component=URIRef(result.component_iri),
    )


def _compiled(shapes: Shapes) -> tuple[shacl.Shapes, int]:
    """The shapes as `shacl` runs them, and the number of blank nodes in them.

    Raises `ShapesError`, with the file that does not compile.
    """
    import shacl  # noqa: PLC0415 it need not be installed

    text, blanks = shapes.ntriples()
    try:
        return shacl.Shapes.from_text(text, format="ntriples"), blanks
    except ValueError as error:
        if len(shapes.files) == 1:
            raise _unfit(error, shapes.files[0][0]) from error
        for _, part in _parts(shapes):
            _compiled(part)
        raise _unfit(error) from error


def _parts(shapes: Shapes) -> Iterator[tuple[Path, Shapes]]:
    """Each file, and its shapes alone."""
    return ((one[0], Shapes((one,))) for one in shapes.files)


def _term(text: str | None, labels: Mapping[str, BNode]) -> Identifier:
    """A term of N-Triples; a literal keeps the characters that it was written with."""
    text = text or ""
    if text.startswith("<"):
        return URIRef(text[1:-1])
    if (literal := _LITERAL.fullmatch(text)) is None:
        return labels.get(text) or BNode(text.removeprefix("_:"))
    datatype = URIRef(literal[3]) if literal[3] else None
    return Literal(unquote(literal[1]), lang=literal[2], datatype=datatype, normalize=False)


_MAKERS: Mapping[str, Callable[[Shapes], Evaluate]] = MappingProxyType({"shacl": _shacl, "pyshacl": _pyshacl})
ENGINES = tuple(_MAKERS)
"""The names of the engines, the fastest first; they are those of the packages, too."""
