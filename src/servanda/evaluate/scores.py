"""Scores: how much of the gold was found, how much of the found is right, with the words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

COMMISSIVE = frozenset({"obligation", "commitment", "intention"})


@dataclass(frozen=True, slots=True)
class Share:
    """`right` of so many cases `of`."""

    right: int = 0
    of: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.of + other.of)

    @property
    def value(self) -> float:
        """The share, from 0 to 1; 0 of nothing is 0."""
        return self.right / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Tally:
    """How many statements, names or figures the gold has, how many were found, and how many are in both."""

    both: int = 0
    gold: int = 0
    found: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.both + other.both, self.gold + other.gold, self.found + other.found)

    @property
    def precision(self) -> float:
        """The share of the found ones that the gold has."""
        return Share(self.both, self.found).value

    @property
    def recall(self) -> float:
        """The share of the gold ones that were found."""
        return Share(self.both, self.gold).value

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return Share(2 * self.both, self.gold + self.found).value


@dataclass(frozen=True, slots=True)
class Miss:
    """A difference between gold and found.

    `kind` is `missed`, `false`, or the field in which a match differs. `gold` and `found` say what
    either side has there: a force with the words of the action, or a field's value.
    """

    document: str
    kind: str
    gold: str
    found: str


@dataclass(frozen=True, slots=True)
class DocumentScores:
    """The scores of one document, or of several added up.

    Optional gold statements, and found ones that match them, are left out of everything. `fields`
    has, per field, the share of matches with the right value among the matches in which gold or
    found has a value; `force` and `bearers` are shares of all matches. `lists` has the tallies of the
    actors, policies and figures of whole documents, where the gold lists them.
    """

    name: str
    statements: Tally
    commissives: Tally
    force: Share
    bearers: Share
    fields: tuple[tuple[str, Share], ...]
    lists: tuple[tuple[str, Tally], ...]
    misses: tuple[Miss, ...]

    def __add__(self, other: DocumentScores) -> DocumentScores:
        fields, lists = dict(self.fields), dict(self.lists)
        for field, share in other.fields:
            fields[field] = fields.get(field, Share()) + share
        for name, tally in other.lists:
            lists[name] = lists.get(name, Tally()) + tally
        return DocumentScores(
            name=self.name,
            statements=self.statements + other.statements,
            commissives=self.commissives + other.commissives,
            force=self.force + other.force,
            bearers=self.bearers + other.bearers,
            fields=tuple(fields.items()),
            lists=tuple(lists.items()),
            misses=self.misses + other.misses,
        )


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of each document, in the order of the gold files."""

    documents: tuple[DocumentScores, ...]

    @property
    def total(self) -> DocumentScores:
        """All documents added up, each statement counting the same."""
        return add_up(self.documents)


def add_up(documents: Iterable[DocumentScores]) -> DocumentScores:
    """The sum of the scores, under the name `all`."""
    nothing = DocumentScores("all", Tally(), Tally(), Share(), Share(), (), (), ())
    return reduce(DocumentScores.__add__, documents, nothing)
