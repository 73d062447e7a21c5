"""The fields of a statement that are scored, and when a value is right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from servanda.evaluate.gold import GoldStatement
from servanda.evaluate.matching import HALF
from servanda.model import Cited, Document, Entity, Statement

Values = frozenset[str]

_POLICIES = frozenset({"Policy", "Program", "Agreement", "Plan", "Law"})


@dataclass(frozen=True, slots=True)
class Field:
    """A scored field: its values in gold and in a found statement, and when they say the same.

    One that the guidelines do not ask for `always` is scored only where the gold has a value: that it has
    none says nothing.
    """

    name: str
    gold: Callable[[Mapping[str, Any]], Values]
    found: Callable[[Statement, Document], Values]
    alike: Callable[[Values, Values], bool]
    always: bool = True

    def compare(self, gold: GoldStatement, found: Statement, document: Document) -> bool | None:
        """Whether the found value is right; None where neither side has one that counts."""
        wanted, got = self.gold(gold.fields), self.found(found, document)
        return self.alike(wanted, got) if wanted or (got and self.always) else None


def same(wanted: Values, got: Values) -> bool:
    """Whether the values are the same, however many there are."""
    return wanted == got


def alike(wanted: Values, got: Values) -> bool:
    """Whether a phrase of one side shares at least half of its words with a phrase of the other.

    >>> alike(frozenset({"within 90 days, if necessary"}), frozenset({"if necessary"}))
    False
    >>> alike(frozenset({"to curb irregular migration"}), frozenset({"curb irregular migration"}))
    True
    >>> alike(frozenset({"the parties’ aims"}), frozenset({"the parties' aims"}))
    True
    """
    return any(_share(one, other) >= HALF for one in wanted for other in got)


def _share(one: str, other: str) -> float:
    words, others = _words(one), _words(other)
    return len(words & others) / max(1, len(words | others))


def _words(phrase: str) -> Values:
    """The words of a phrase; a text has other quotation marks and emphasis than what was read from it."""
    return frozenset(word.strip(".,;:()“”\"'*") for word in phrase.replace("’", "'").split())


def _fold(values: Iterable[str]) -> Values:
    """The values, the same whatever their case and white space."""
    return frozenset(" ".join(value.split()).casefold() for value in values)


def _values(cited: tuple[Cited[Entity], ...]) -> tuple[Entity, ...]:
    return tuple(one.value for one in cited)


def _names(name: str, found: Callable[[Statement], tuple[Entity, ...]]) -> Field:
    return Field(
        name,
        lambda record: _fold(record.get(name, ())),
        lambda statement, _: _fold(entity.label for entity in found(statement)),
        same,
    )


def _phrase(name: str, found: Callable[[Statement], Cited[str] | None]) -> Field:
    return Field(
        name,
        lambda record: _fold([str(record[name])] if name in record else ()),
        lambda statement, _: _fold([cited.value] if (cited := found(statement)) else ()),
        alike,
    )


def _mark(name: str, found: Callable[[Statement], bool]) -> Field:
    return Field(
        name,
        lambda record: frozenset({"true"} if record.get(name) else ()),
        lambda statement, _: frozenset({"true"} if found(statement) else ()),
        same,
    )


def _gold_references(record: Mapping[str, Any]) -> Values:
    return _fold(str(record[key]) for key in ("refers_to", "refers_to_date") if key in record)


def _references(statement: Statement, document: Document) -> Values:
    dates = [reference.date.isoformat() for reference in statement.terms.refers_to if reference.date]
    return _fold([*dates, *(document.quote(reference.span) for reference in statement.terms.refers_to)])


def _deadline(statement: Statement, _: Document) -> Values:
    return frozenset({statement.terms.deadline.value.isoformat()} if statement.terms.deadline else ())


def _period(statement: Statement, _: Document) -> Values:
    if statement.terms.period is None:
        return frozenset()
    period = statement.terms.period.value
    return frozenset({f"{period.start}/{period.end}"})


def _concerned_policies(statement: Statement) -> tuple[Entity, ...]:
    return tuple(entity for entity in _values(statement.concerns) if entity.kind in _POLICIES)


BEARERS = _names("bearers", lambda statement: statement.bearers)

FIELDS: tuple[Field, ...] = (
    _mark("reaffirmed", lambda statement: statement.reaffirmed),
    _mark("negated", lambda statement: statement.negated),
    _names("addressees", lambda statement: _values(statement.addressees)),
    _names("beneficiaries", lambda statement: _values(statement.beneficiaries)),
    _names("policies", _concerned_policies),
    _names("institutions", lambda statement: _values(statement.involves)),
    _names("places", lambda statement: _values(statement.places)),
    _phrase("condition", lambda statement: statement.terms.condition),
    Field(
        "deadline",
        lambda record: _fold([record["deadline"]] if "deadline" in record else ()),
        _deadline,
        same,
    ),
    Field(
        "period",
        lambda record: frozenset({"/".join(record["period"])} if "period" in record else ()),
        _period,
        same,
    ),
    _phrase("timing", lambda statement: statement.terms.timing),
    replace(_phrase("frequency", lambda statement: statement.terms.frequency), always=False),
    _phrase("purpose", lambda statement: statement.terms.purpose),
    replace(_phrase("means", lambda statement: statement.terms.means), always=False),
    _phrase("in_accordance_with", lambda statement: statement.terms.in_accordance_with),
    Field("refers_to", _gold_references, _references, alike),
    Field(
        "amount",
        lambda record: _fold([str(record["amount"])] if "amount" in record else ()),
        lambda statement, document: _fold(document.quote(figure.span) for figure in statement.figures),
        alike,
        always=False,
    ),
)
"""The fields beside force and bearers, in the order in which they are reported."""
