"""Servanda: joint declarations in, a knowledge graph of commitments out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from os import PathLike

    from servanda.ask.graph import KnowledgeGraph
    from servanda.store import Source

__version__ = "0.1.0"
__all__ = ["__version__", "open"]


def open(source: str | PathLike[str] | Source = "build") -> KnowledgeGraph:  # noqa: A001 - called servanda.open
    """A knowledge graph that can be asked questions.

    `source` is the folder of a build, a store on disk, an RDF file, the address of a SPARQL endpoint
    (`https://…`), or a source that is open already. Raises DataError for what is not there or is no RDF.
    """
    from servanda.ask.graph import KnowledgeGraph, opened  # noqa: PLC0415 - most parts need the version alone

    return KnowledgeGraph(opened(source), str(source))
