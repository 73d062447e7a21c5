"""What a document as a whole tells about the short names in it: its parties, what it named."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from servanda.model import Entity


@dataclass(slots=True)
class Context:
    """What tells which of several things a short name means in one document.

    `parties` are the IRIs of its parties, each with all that it belongs to; `named` those of what it
    names in full. Both are empty where no document is known. `meant` has what each short form was found
    to mean so far, in the order of the text.
    """

    parties: tuple[frozenset[str], ...] = ()
    named: frozenset[str] = frozenset()
    _meant: dict[str, dict[Entity, None]] = field(default_factory=lambda: defaultdict(dict))

    def note(self, form: str, entity: Entity) -> None:
        """Remember that a short form meant something."""
        self._meant[form.lower()][entity] = None

    def meant(self, form: str) -> Entity | None:
        """What a short form has always meant so far; None where that is nothing, or several things."""
        entities = self._meant.get(form.lower(), {})
        return next(iter(entities)) if len(entities) == 1 else None
