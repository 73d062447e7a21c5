"""Stretches of a passage that fit names of the lexicon, before it is told which thing they mean."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from servanda.extract.found import Found
from servanda.lexicon import Name

_OF_STATES = frozenset({"Government", "Office"})
"""Kinds whose state is named beside them, so that "Governments of A and B" are found as "of A" is."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Tokens that fit one or several names of the lexicon."""

    first: int
    end: int
    names: tuple[Name, ...]

    @property
    def plural(self) -> bool:
        """Whether they name several things at once."""
        return all(name.plural for name in self.names)

    @property
    def form(self) -> str:
        """A short form as the lexicon has it."""
        return self.names[0].form

    @property
    def certain(self) -> tuple[Name, ...]:
        """The names that count wherever they stand."""
        return tuple(name for name in self.names if not name.ambiguous)

    @property
    def short(self) -> tuple[Name, ...]:
        """The names that count only where the text tells which thing they mean."""
        return tuple(name for name in self.names if name.ambiguous)

    def found(self, name: Name) -> Found:
        """These tokens, as the name of what one of the names means."""
        return Found(self.first, self.end, name.entity, name.adjective)


def opens_name(doc: Doc, one: Candidates) -> bool:
    """Whether a title is followed by the name of who has it: "President" in "President Prieto"."""
    if one.end >= len(doc) or not any(name.entity.kind == "Office" for name in one.names):
        return False
    return doc[one.end].pos_ == "PROPN" and doc[one.end].text[0].isupper()


def is_composed(name: Name, short: set[tuple[str, str]]) -> bool:
    """Whether a name is a short one and whose it is, which are found apart: "Government of Norway"."""
    if name.entity.kind not in _OF_STATES or name.form != name.entity.label:
        return False
    return (name.entity.iri, name.form.partition(" of ")[0]) in short


def plural(form: str) -> str:
    """The plural of a short name: its noun stands before "of" or last.

    >>> plural("Chamber of Deputies"), plural("Congress"), plural("Ministry of Trade")
    ('Chambers of Deputies', 'Congresses', 'Ministries of Trade')
    """
    noun, link, rest = form.partition(" of ")
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies{link}{rest}"
    return f"{noun}{'es' if noun.endswith(('s', 'ch', 'sh', 'x')) else 's'}{link}{rest}"
