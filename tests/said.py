"""Statements in a form that a test can be written in: who, how firmly, which words."""

from __future__ import annotations

from collections.abc import Callable

from servanda.model import Extraction

Declared = Callable[..., Extraction]
"""The extraction of a document with the given body."""

BOTH = ("Norway", "Chile")
Said = tuple[str, tuple[str, ...], str]


def said(extraction: Extraction) -> list[Said]:
    """The statements as (force, bearers, action), a mark after the force for reaffirmed and negated ones."""
    return [
        (
            statement.force + "*" * statement.reaffirmed + "!" * statement.negated,
            tuple(bearer.label for bearer in statement.bearers),
            " ".join(extraction.document.quote(statement.action).split()),
        )
        for statement in extraction.statements
    ]


def forces(extraction: Extraction) -> list[tuple[str, str]]:
    """The statements as (force, action) where the parties speak together."""
    assert all(bearers == BOTH for _, bearers, _ in said(extraction)), said(extraction)
    return [(force, action) for force, _, action in said(extraction)]
