"""The actors, policies and figures of a whole document, held against the lists of the gold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from servanda.evaluate.fields import alike
from servanda.evaluate.gold import Gold, GoldFigure
from servanda.evaluate.scores import Miss, Tally
from servanda.lexicon import Lexicon
from servanda.model import Entity, Extraction, Figure

LISTS = ("actors", "policies", "figures")
"""What is scored per document, as `--fields` names it."""

LIST_OF = "list of "
"""What the kind of a miss in a list begins with."""

_KINDS = {"actors": "Actor", "policies": "Policy"}
_FOR_STATE = ("Government", "Office")
"""Kinds that count as the state for which they act."""

_NEITHER = ("Role",)
"""Kinds that no list of gold names: what only has a part in a treaty."""

_OPEN = ("PopulationGroup", "Place")
"""Kinds of which a list of gold has some and leaves out many: they cost nothing where it has them not.

Groups of people are beneficiaries, and scored as such in the statements.
"""
_EITHER = ("Forum",)
"""Kinds that a careful reader may list as an actor or as a policy: "High Level Economic Dialogue"."""

_BOUNDS = {"over": "more than", "under": "less than", "up to": "at most", "nearly": "about"}
"""Words of the gold for the bounds of `ontology/figure.ttl`."""


@dataclass(frozen=True, slots=True)
class Listed:
    """The tally of one list of a document, with what was missed and what is false."""

    name: str
    tally: Tally
    misses: tuple[Miss, ...]


def compare_lists(
    gold: Gold, figures: tuple[GoldFigure, ...], extraction: Extraction, lexicon: Lexicon
) -> Iterator[Listed]:
    """The lists that the gold has, each with its tally.

    An actor or policy is found if one of its names, or words of the text that mean it, are the gold's.
    A government or an office counts as its state. A figure is found where the quote stands, with its
    value, and with its unit, bound, period and source where the gold has them.
    """
    everyone = _Everyone(extraction, lexicon)
    for key in LISTS[:2]:
        if key in gold.names:
            yield everyone.compare(key, gold.names)
    if gold.figures is not None:
        yield _figures(extraction, figures)


class _Everyone:
    """All actors and policies that an extraction names, with every name that they have."""

    def __init__(self, extraction: Extraction, lexicon: Lexicon) -> None:
        self._document = extraction.document.name
        self._kinds = lexicon.kinds
        self._names: dict[str, set[str]] = {}
        known = {name.entity.iri: name.entity for name in lexicon.names}
        self._entities: dict[str, Entity] = {}
        for entity in _named(extraction):
            state = entity.owners[0] if self._is_a(entity, *_FOR_STATE) and entity.owners else ""
            one = known.get(state, entity)
            self._entities[one.iri] = one
            self._names.setdefault(one.iri, set()).add(_plain(one.label))
        for name in lexicon.names:
            if name.entity.iri in self._names and not name.adjective:
                self._names[name.entity.iri].add(_plain(name.form))
        for mention in extraction.mentions:
            if mention.entity.iri in self._names:
                words = _plain(extraction.document.quote(mention.span))
                self._names[mention.entity.iri].add(words)

    def _is_a(self, entity: Entity, *classes: str) -> bool:
        return any(entity.kind in self._kinds.get(one, ()) for one in classes)

    def compare(self, key: str, gold: Mapping[str, tuple[str, ...]]) -> Listed:
        """The list `key` held against the entities of its class."""
        wanted = {_plain(name): name for name in gold[key]}
        elsewhere = {_plain(name) for other, names in gold.items() if other != key for name in names}
        both: set[str] = set()
        false: list[Entity] = []
        for iri, entity in self._entities.items():
            fits = self._is_a(entity, _KINDS[key]) or self._is_a(entity, *_EITHER)
            if not fits or self._is_a(entity, *_NEITHER):
                continue
            if hits := wanted.keys() & self._names[iri]:
                both |= hits
            elif self._is_a(entity, _KINDS[key]) and not self._is_free(entity, elsewhere):
                false.append(entity)
        missed = [name for plain, name in wanted.items() if plain not in both]
        return Listed(
            name=key,
            tally=Tally(len(both), len(wanted), len(both) + len(false)),
            misses=(
                *(Miss(self._document, LIST_OF + key, name, "") for name in missed),
                *(Miss(self._document, LIST_OF + key, "", entity.label) for entity in false),
            ),
        )

    def _is_free(self, entity: Entity, elsewhere: set[str]) -> bool:
        """Whether an entity that a list lacks is no mistake: it is of an open kind, or in the other list."""
        return self._is_a(entity, *_OPEN) or not elsewhere.isdisjoint(self._names[entity.iri])


def _named(extraction: Extraction) -> Iterator[Entity]:
    """The entities that a document mentions, or that have a part in its statements."""
    yield from extraction.parties
    yield from (mention.entity for mention in extraction.mentions)
    for statement in extraction.statements:
        yield from statement.bearers
        roles = (statement.addressees, statement.concerns, statement.involves)
        yield from (cited.value for role in roles for cited in role)


def _plain(name: str) -> str:
    """A name without case, accents, punctuation and an article before it.

    >>> _plain("The Secretaría-General")
    'secretaria general'
    """
    letters = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = re.sub(r"\W+", " ", letters.replace("’", "'").casefold()).split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)


def _figures(extraction: Extraction, gold: tuple[GoldFigure, ...]) -> Listed:
    """The figures held against those of the gold: each found one answers one at most."""
    name, left = extraction.document.name, list(extraction.figures)
    missed: list[Miss] = []
    for wanted in gold:
        there = [one for one in left if one.span.shared(wanted.span)]
        right = next((one for one in there if not _differences(wanted, one)), None)
        if right is not None:
            left.remove(right)
            continue
        differs = "; ".join(part for one in there for part in _differences(wanted, one))
        missed.append(Miss(name, LIST_OF + "figures", _line(str(wanted.values["quote"])), differs))
    false = [Miss(name, LIST_OF + "figures", "", _line(extraction.document.quote(one.span))) for one in left]
    both = len(gold) - len(missed)
    return Listed("figures", Tally(both, len(gold), both + len(left)), (*missed, *false))


def _line(words: str) -> str:
    return " ".join(words.split())


def _differences(wanted: GoldFigure, found: Figure) -> list[str]:
    """What a found figure says otherwise than the gold, in words."""
    gold = wanted.values
    bound = _BOUNDS.get(str(gold.get("bound")), gold.get("bound"))
    pairs: Iterable[tuple[str, bool, object]] = (
        ("value", float(gold["value"]) == float(found.value), found.value),
        ("unit", "unit" not in gold or alike(_one(gold["unit"]), _one(found.unit)), found.unit),
        ("bound", bound == found.bound, found.bound),
        ("period", "period" not in gold or _in_period(str(gold["period"]), found), found.period),
        ("source", "source" not in gold or _counted_by(str(gold["source"]), found), found.source),
    )
    return [f"{key} {value}" for key, right, value in pairs if not right]


def _one(unit: object) -> frozenset[str]:
    return frozenset({str(unit).casefold()})


def _in_period(period: str, found: Figure) -> bool:
    """Whether a figure is of the period that begins as `period` does: "2019-05" is May 2019."""
    return found.period is not None and found.period.value.start.isoformat().startswith(period)


def _counted_by(source: str, found: Figure) -> bool:
    return found.source is not None and _plain(found.source.label) == _plain(source)
