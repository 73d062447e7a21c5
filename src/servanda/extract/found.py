"""What was found in a passage: names of things, and names that may mean one of several."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.model import Entity


@dataclass(frozen=True, slots=True)
class Found:
    """Tokens `first` up to `end` of a passage that name an entity; an adjective if `adjective`.

    Words that name several at once, as "both Congresses", are found once for each of them.
    """

    first: int
    end: int
    entity: Entity
    adjective: bool = False


@dataclass(frozen=True, slots=True)
class Unsure:
    """Tokens `first` up to `end` of a passage that name one of the `candidates`, untold which."""

    first: int
    end: int
    candidates: tuple[Entity, ...]
