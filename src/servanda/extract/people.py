"""The persons of one document, by the words with which it calls them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from servanda import iris
from servanda.extract.found import Found
from servanda.extract.mentions import Gazetteer
from servanda.extract.parser import common_words
from servanda.extract.persons import Titled
from servanda.model import Entity


class People:
    """Remembers who was named in full, so that a surname means somebody."""

    def __init__(
        self, reference: Gazetteer, base: str, day: date | None, described: Callable[[str, str], Entity]
    ) -> None:
        self._reference = reference
        self._base = base
        self._date = day
        self._described = described
        self._named: dict[str, set[Entity]] = {}

    def found(self, person: Titled) -> Found | None:
        """What the name of a person means: somebody named in full before, or a person of that name.

        A surname that no full name explains is left to this document, with its title; a common word is none.
        """
        entity = self._called(person)
        if entity is None and person.is_word(common_words()):
            return None
        if entity is None and person.full:
            iri = iris.minted("actor", person.name, self._base)
            new = Entity(iri, person.name, "Person", person.owners, minted=True)
            entity = self._reference.entity(iri) or new
            self.remember(entity)
            self._named[person.name] = {entity}
        elif entity is None:
            whole = f"{person.title.removesuffix('s')} {person.name}"
            entity = replace(self._described(whole, "Person"), owners=person.owners)
        return Found(person.first, person.end, entity)

    def remember(self, person: Entity) -> None:
        """Remember by which words a person may be called from now on."""
        for word in person.label.split():
            self._named.setdefault(word, set()).add(person)

    def _called(self, person: Titled) -> Entity | None:
        """Whom the document has named in full by these words, or the reference data by them and the title."""
        by_word = [self._named.get(word, set()) for word in person.name.split()]
        named = self._named.get(person.name) or set.intersection(*by_word)
        if len(named) == 1:
            return next(iter(named))
        return self._reference.person(person.title.removesuffix("s"), person.name, self._date)
