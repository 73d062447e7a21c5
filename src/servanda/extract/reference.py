"""What the reference data say of the things that names mean: whose they are, who belongs to them."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property

from servanda import iris
from servanda.extract.likes import Likes
from servanda.lexicon import Lexicon
from servanda.model import Entity

_GOVERNMENT = "Government of "
_INITIALS = re.compile(r"([A-Z]\.){2}")


class Reference:
    """The entities of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._kinds = lexicon.kinds
        self._lineages: dict[str, tuple[str, ...]] = {}
        self._entities = {name.entity.iri: name.entity for name in lexicon.names}
        self._entities |= {one: self._entities[other] for one, other in lexicon.same.items()}
        self._lexicon = lexicon
        self._forms: dict[str, list[str]] = defaultdict(list)
        for name in lexicon.names:
            if not name.ambiguous:
                self._forms[name.entity.iri].append(name.form)
        self._after_of = {
            name.entity.owners[0]: name.form.removeprefix(_GOVERNMENT)
            for name in lexicon.names
            if name.entity.kind == "Government" and name.form == name.entity.label and name.entity.owners
        }
        self._initials = {
            name.entity.iri: name.form
            for name in lexicon.names
            if name.entity.kind == "State" and name.exact and _INITIALS.fullmatch(name.form)
        }

    def entity(self, iri: str) -> Entity | None:
        """The entity with this IRI, if the reference data have it."""
        return self._entities.get(iri)

    def is_a(self, entity: Entity, *classes: str) -> bool:
        """Whether an entity is of one of the classes of the ontology, or of one below it."""
        return any(entity.kind in self._kinds.get(one, ()) for one in classes)

    def sends(self, entity: Entity) -> bool:
        """Whether an actor can send a delegation."""
        return self.is_a(entity, "State", "Institution") and not self.is_a(entity, "Delegation")

    def delegation(self, sender: Entity, base: str) -> Entity:
        """The delegation of a state or an institution."""
        state = self._after_of.get(sender.iri) or sender.label
        name = state if sender.kind == "State" else f"the {state.removeprefix('the ')}"
        label = f"Delegation of {name}"
        return Entity(iris.minted("actor", label, base), label, "Delegation", (sender.iri,), minted=True)

    def forms(self, entity: Entity) -> tuple[str, ...]:
        """The names by which the reference data know something wherever they stand."""
        return tuple(self._forms.get(entity.iri, ()))

    def members(self, entity: Entity) -> frozenset[str]:
        """The IRIs of the members of an organization or a group, as far as they are known."""
        return self._lexicon.members.get(entity.iri, frozenset())

    def are_apart(self, one: Entity, other: Entity) -> bool:
        """Whether a curator has said that two things are different."""
        return frozenset({one.iri, other.iri}) in self._lexicon.different

    def alike(self, label: str, iri: str) -> tuple[str, ...]:
        """The IRIs of institutions and policies with a name so like `label` that it may mean them."""
        found = self._likes.find(label)
        return tuple(other for other in found if frozenset({iri, other}) not in self._lexicon.different)

    @cached_property
    def _likes(self) -> Likes:
        bodies = (one for one in self._lexicon.names if self.is_a(one.entity, "Institution", "Policy"))
        return Likes(bodies)

    def has_initials(self, state: Entity) -> bool:
        """Whether a state stands by its initials before the names of its bodies: "U.S. Ferry Board"."""
        return state.iri in self._initials

    def of_owner(self, name: str, owner: str) -> str:
        """The full name of a body of a state: "Ferry Board of Norway", "U.S. Ferry Board".

        A state with a short form of initials, as "U.S.", has it before the names of its bodies.
        """
        initials = self._initials.get(owner)
        if initials:
            return f"{initials} {name}"
        state = self._entities[owner].label
        return f"{name} of {self._after_of.get(owner, state)}"

    def lineage(self, entity: Entity) -> tuple[str, ...]:
        """The IRIs of the entity itself and of all that it belongs to, nearest first."""
        if (kept := self._lineages.get(entity.iri)) and self._entities.get(entity.iri) is entity:
            return kept
        line = {entity.iri: None}
        steps = [entity]
        while steps:
            above = (self._entities.get(iri) for iri in steps.pop(0).owners)
            new = [owner for owner in above if owner and owner.iri not in line]
            line |= dict.fromkeys(owner.iri for owner in new)
            steps += new
        if self._entities.get(entity.iri) is entity:
            self._lineages[entity.iri] = tuple(line)
        return tuple(line)
