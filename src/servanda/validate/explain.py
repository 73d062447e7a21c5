"""A shape in words: at what it looks, what it asks, what to mend, and an example of each kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from itertools import pairwise
from pathlib import Path

from rdflib import Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from servanda.errors import ShapesError
from servanda.validate import terms
from servanda.validate.shapes import Profile, load_shapes
from servanda.vocab import PREFIXES

Lines = tuple[str, ...]

_SHAPE = PREFIXES["svsh"]

_SUBJECT = re.compile(r"(?:<[^>]*>|[\w-]*:\S*)\s+(?:a|[\w-]+:[\w-]+)\s")
"""How a line of Turtle begins that names a subject."""

_MOST_LINES = 16
"""The lines of an example that are shown."""

_VALUE = re.compile(r"\{[?$]\w+\}")
"""The place of a value in the message of a query."""

_TARGETS = {
    SH.targetClass: "each {}",
    SH.targetNode: "{}",
    SH.targetSubjectsOf: "whatever has {}",
    SH.targetObjectsOf: "whatever is a value of {}",
}

_ASKED = {
    SH.minCount: "at least {} of them",
    SH.maxCount: "at most {} of them",
    SH["class"]: "each is a {}",
    SH.datatype: "each has the datatype {}",
    SH.nodeKind: "each is a {}",
    SH.minLength: "each has {} character or more",
    SH.pattern: "each fits the pattern {}",
    SH.minInclusive: "none is less than {}",
    SH.maxInclusive: "none is more than {}",
    SH.lessThan: "each is less than the {}",
    SH.lessThanOrEquals: "none is more than the {}",
    SH.equals: "they are those of {}",
    SH.disjoint: "none is among those of {}",
    SH.hasValue: "one of them is {}",
    SH.qualifiedMinCount: "at least {} of them so",
    SH.qualifiedMaxCount: "at most {} of them so",
}
"""What each constraint asks of the values, with the place of its own value."""

_NESTED = {
    SH["or"]: "each: {}",
    SH["not"]: "none: {}",
    SH["in"]: "each is one of {}",
    SH.qualifiedValueShape: "{}",
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """A shape for people.

    `name` is its local name, `title` what it is about, `severity` one of `SEVERITIES`, `profiles` those in
    which it counts. `looks_at` and `asks` say it in words, `message` what to mend. `good` and `bad` are
    lines of Turtle: how it is, and how it is not.
    """

    name: str
    title: str
    severity: str
    profiles: tuple[Profile, ...]
    looks_at: tuple[str, ...]
    asks: tuple[str, ...]
    message: str
    good: tuple[str, ...]
    bad: tuple[str, ...]


def explain(name: str, folder: Path, examples: Path) -> Explanation:
    """The shape with a local name, from the shapes in `folder` and the graphs in `examples`.

    Raises `ShapesError` for a name that no shape has, with those that are near.
    """
    name = name.removeprefix("svsh:").removeprefix(_SHAPE)
    loaded = {profile: load_shapes(folder, profile).graph() for profile in Profile}
    known = sorted({one for graph in loaded.values() for one in _names(graph)} | set(terms.TOLD))
    if name not in known:
        near = get_close_matches(name, known, n=3)
        hint = f"did you mean {', '.join(near)}?" if near else f"they are: {', '.join(known)}"
        raise ShapesError(f"there is no shape {name}; {hint}")
    if name in terms.TOLD:
        told = terms.TOLD[name]
        return Explanation(
            name,
            told.title,
            "Violation",
            tuple(Profile),
            (told.looks_at,),
            (told.asks,),
            told.mend,
            *_example(name, examples),
        )
    return _explained(name, loaded, _example(name, examples))


def _names(shapes: Graph) -> Iterator[str]:
    """The local names of the shapes that findings name: those of properties, with a query, with a message."""
    for kind, part in ((SH.PropertyShape, None), (SH.NodeShape, SH.sparql), (SH.NodeShape, SH.message)):
        for shape in shapes.subjects(RDF.type, kind):
            if isinstance(shape, URIRef) and (part is None or (shape, part, None) in shapes):
                yield shape.removeprefix(_SHAPE)


def _explained(name: str, loaded: Mapping[Profile, Graph], example: tuple[Lines, Lines]) -> Explanation:
    shape = URIRef(_SHAPE + name)
    counting = tuple(profile for profile, graph in loaded.items() if _counts(shape, graph))
    graph = next(graph for graph in loaded.values() if shape in graph.subjects())
    query = graph.value(shape, SH.sparql)
    return Explanation(
        name,
        str(graph.value(shape, SH.name) or name.replace("-", " ")),
        str(graph.value(shape, SH.severity) or SH.Violation).removeprefix(str(SH)),
        counting,
        tuple(_targets(shape, graph)),
        tuple(_asked(shape, graph)) or ("a query over the whole graph finds nothing",),
        _VALUE.sub("…", str(graph.value(query or shape, SH.message))),
        *example,
    )


def _counts(shape: URIRef, graph: Graph) -> bool:
    """Whether a shape is there and not switched off, nor every shape that holds it."""
    holders = [
        holder for holder in (*graph.subjects(SH.property, shape), shape) if (holder, RDF.type, None) in graph
    ]
    off = [holder for holder in holders if (holder, SH.deactivated, Literal(True)) in graph]  # noqa: FBT003 an RDF literal
    return bool(holders) and shape not in off and len(off) < max(1, len(holders) - 1)


# --- in words ----------------------------------------------------------------------------------


def _targets(shape: URIRef, graph: Graph) -> Iterator[str]:
    for holder in (*graph.subjects(SH.property, shape), shape):
        for target, words in _TARGETS.items():
            yield from sorted(words.format(_short(node)) for node in graph.objects(holder, target))


def _asked(shape: Node, graph: Graph) -> Iterator[str]:
    """What a shape asks of the values of its path, a line each."""
    if (path := graph.value(shape, SH.path)) is not None:
        yield f"the values of {_path(path, graph)}:"
    for property_, words in _ASKED.items():
        yield from (words.format(_short(value)) for value in graph.objects(shape, property_))
    if (shape, SH.uniqueLang, Literal(True)) in graph:  # noqa: FBT003 an RDF literal
        yield "one at most in each language"
    for property_, words in _NESTED.items():
        for value in graph.objects(shape, property_):
            yield "there are none" if value == RDF.nil else words.format(_several(value, graph))


def _several(node: Node, graph: Graph) -> str:
    """The members of a list, or the shape that a node is, in words."""
    if (node, RDF.first, None) in graph or node == RDF.nil:
        return " or ".join(_several(member, graph) for member in Collection(graph, node))
    if isinstance(node, (URIRef, Literal)):
        return _short(node)
    return "; ".join(_asked(node, graph)).replace(":; ", ": ")


def _path(path: Node, graph: Graph) -> str:
    """A path as SPARQL writes it."""
    if isinstance(path, URIRef):
        return _short(path)
    if (path, RDF.first, None) in graph:
        return "/".join(_path(step, graph) for step in Collection(graph, path))
    if (inverse := graph.value(path, SH.inversePath)) is not None:
        return f"^{_path(inverse, graph)}"
    for property_, sign in ((SH.zeroOrMorePath, "*"), (SH.oneOrMorePath, "+"), (SH.zeroOrOnePath, "?")):
        if (repeated := graph.value(path, property_)) is not None:
            return f"{_path(repeated, graph)}{sign}"
    either = graph.value(path, SH.alternativePath)
    return f"({'|'.join(_path(one, graph) for one in Collection(graph, either))})" if either else "something"


def _short(term: Node) -> str:
    """A term as Turtle has it, with our prefixes."""
    return terms.short(term) if isinstance(term, URIRef) else str(term)


# --- by example --------------------------------------------------------------------------------


def _example(name: str, examples: Path) -> tuple[Lines, Lines]:
    """The lines that differ in a graph that breaks the shape and the sound one beside it: good, bad."""
    for bad in sorted(examples.glob(f"*/breaks-{name}.ttl")):
        good = bad.with_name("valid.ttl")
        if good.is_file():
            return _apart(_turtle(good), _turtle(bad))
    return (), ()


def _turtle(file: Path) -> Lines:
    """The lines of a file, without comments and prefixes."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if not line.startswith(("#", "@", "PREFIX", "BASE")))


def _apart(good: Lines, bad: Lines) -> tuple[Lines, Lines]:
    matches = SequenceMatcher(None, good, bad, autojunk=False)
    changes = [change for change in matches.get_opcodes() if change[0] != "equal"]
    return (
        _shown(good, [range(start, end) for _, start, end, _, _ in changes]),
        _shown(bad, [range(start, end) for _, _, _, start, end in changes]),
    )


def _shown(lines: Lines, changed: Iterable[range]) -> Lines:
    """The changed lines, each under the line with its subject, and the lines between left out."""
    shown = dict[int, str]()
    for stretch in changed:
        for place in stretch or range(max(stretch.start - 1, 0), stretch.start):
            subject = next((up for up in range(place, -1, -1) if _SUBJECT.match(lines[up])), place)
            shown |= {subject: lines[subject], place: lines[place]}
    told = list[str]()
    for before, place in pairwise([-1, *sorted(shown)]):
        if place > before + 1 and before >= 0 and shown[place][:1].isspace():
            told.append("    …")
        told.append(shown[place])
    full = [line for line in told if line.strip()]
    return tuple(full[:_MOST_LINES]) + (("…",) if len(full) > _MOST_LINES else ())
