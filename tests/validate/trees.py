"""A small world of trees: shapes for them, graphs of them, and what an engine finds."""

from __future__ import annotations

from pathlib import Path

from rdflib import Namespace

from servanda.store import Rdf, Store
from servanda.syntax import Syntax
from servanda.validate import Report, engine, load_shapes, validate
from servanda.vocab import PREFIXES

EX = Namespace("https://example.org/")
NAME = str(EX.graph)
PREFIX = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
NAMES = f"{PREFIX}@prefix : <{EX}> .\n" + "".join(
    f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in ("owl", "rdfs", "sv", "xsd")
)
SHAPES = """
    :Tree a sh:NodeShape ;
        sh:targetClass :Tree ;
        sh:property :tree-height , :tree-name , :tree-owner .
    :tree-height a sh:PropertyShape ;
        sh:path :height ; sh:maxInclusive 50 ;
        sh:severity sh:Warning ; sh:message "No tree is that high: measure again." .
    :tree-name a sh:PropertyShape ;
        sh:path :name ; sh:minCount 1 ;
        sh:severity sh:Violation ; sh:message "A tree has a name: give it one." .
    :tree-owner a sh:PropertyShape ;
        sh:path [ sh:inversePath :owns ] ; sh:minCount 1 ;
        sh:severity sh:Info ; sh:message "Nobody owns the tree." .
"""


def store(turtle: str) -> Store:
    """What some Turtle says that may use the prefixes of `NAMES`."""
    return Store.parse(Rdf(f"{NAMES}{turtle}".encode(), Syntax.TURTLE, "trees.ttl", str(EX)))


def written(folder: Path, shapes: str = SHAPES) -> Path:
    """A file of shapes in `folder`, which has to be there."""
    file = folder / "tree.ttl"
    file.write_text(f"{NAMES}{shapes}", encoding="utf-8")
    return file


def report(turtle: str, folder: Path, shapes: str = SHAPES, engine_name: str = "pyshacl") -> Report:
    """What `shapes`, written into `folder`, find in a small graph."""
    written(folder, shapes)
    return validate(store(turtle), engine(load_shapes(folder), engine_name), NAME)
