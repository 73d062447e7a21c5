"""What was found in a passage: names of things, and names that may mean one of several."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from servanda.model import Entity

_LIST_WORDS = frozenset({",", "and", "the", "of", "from", "as", "well", "(", ")"})


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


def listed(doc: Doc, mentions: tuple[Found, ...], place: int) -> Iterator[Found]:
    """The mentions after the token at `place`, as long as only the words of a list stand between them.

    So the states after "leaders" in "the leaders of Japan, the Republic of Korea (ROK), and Canada".
    """
    end = next((mention.end for mention in mentions if mention.first <= place < mention.end), place + 1)
    for mention in mentions:
        if mention.first < end:
            continue
        if any(token.lower_ not in _LIST_WORDS for token in doc[end : mention.first]):
            return
        yield mention
        end = mention.end
