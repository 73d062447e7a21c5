"""One document's scores: gold and found statements matched, counted and compared field by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from servanda.evaluate.fields import BEARERS, FIELDS, Field
from servanda.evaluate.gold import GoldStatement
from servanda.evaluate.lists import Listed
from servanda.evaluate.matching import match
from servanda.evaluate.scores import COMMISSIVE, DocumentScores, Miss, Share, Tally
from servanda.model import Document, Extraction, Span, Statement


@dataclass(frozen=True, slots=True)
class _Matched:
    """Gold and found statements: the pairs that answer each other, and what either side has alone.

    Optional gold statements, and the found ones that answer them, are in none of the three.
    """

    pairs: tuple[tuple[GoldStatement, Statement], ...]
    missed: tuple[GoldStatement, ...]
    false: tuple[Statement, ...]


def score(
    gold: Sequence[GoldStatement], extraction: Extraction, listed: Sequence[Listed] = ()
) -> DocumentScores:
    """The scores of what was found in one document; `listed` are those of its lists."""
    document, matched = extraction.document, _matched(gold, extraction.statements)
    (_, bearers), *fields = ((field.name, _share(field, matched, document)) for field in (BEARERS, *FIELDS))
    right_force = sum(found.force in wanted.forces for wanted, found in matched.pairs)
    both = len(matched.pairs)
    return DocumentScores(
        name=document.name,
        statements=Tally(both, both + len(matched.missed), both + len(matched.false)),
        commissives=_commissives(matched),
        force=Share(right_force, both),
        bearers=bearers,
        fields=tuple(fields),
        lists=tuple((one.name, one.tally) for one in listed),
        misses=(*_misses(matched, document), *(miss for one in listed for miss in one.misses)),
    )


def _matched(gold: Sequence[GoldStatement], found: Sequence[Statement]) -> _Matched:
    matches = match(gold, found)
    rows, columns = {row for row, _ in matches}, {column for _, column in matches}
    return _Matched(
        pairs=tuple((gold[row], found[column]) for row, column in matches if not gold[row].optional),
        missed=tuple(one for row, one in enumerate(gold) if row not in rows and not one.optional),
        false=tuple(one for column, one in enumerate(found) if column not in columns),
    )


def _commissives(matched: _Matched) -> Tally:
    """The tally over commissive statements alone; a match counts if both sides are of that class.

    Where the found force is one that a careful reader accepts, the gold statement is taken to have it.
    """
    pairs = [(_accepted(wanted, found), found.force) for wanted, found in matched.pairs]
    gold = [force for force, _ in pairs] + [one.forces[0] for one in matched.missed]
    found = [force for _, force in pairs] + [one.force for one in matched.false]
    return Tally(
        both=sum(COMMISSIVE.issuperset(pair) for pair in pairs),
        gold=sum(force in COMMISSIVE for force in gold),
        found=sum(force in COMMISSIVE for force in found),
    )


def _accepted(wanted: GoldStatement, found: Statement) -> str:
    return found.force if found.force in wanted.forces else wanted.forces[0]


def _share(field: Field, matched: _Matched, document: Document) -> Share:
    """The share of right values among the matches in which gold or found has one."""
    results = [field.compare(wanted, found, document) for wanted, found in matched.pairs]
    known = [result for result in results if result is not None]
    return Share(sum(known), len(known))


def _misses(matched: _Matched, document: Document) -> Iterator[Miss]:
    """What was missed, what is false, and the matches in which force, bearers or a field differ."""
    for wanted in matched.missed:
        words = _words(document, wanted.action)
        yield Miss(document.name, "missed", f"{wanted.id} {wanted.forces[0]}: {words}", "")
    for found in matched.false:
        yield Miss(document.name, "false", "", f"{found.force}: {_words(document, found.action)}")
    for wanted, found in matched.pairs:
        if found.force not in wanted.forces:
            yield Miss(document.name, "force", f"{wanted.id}: {' | '.join(wanted.forces)}", found.force)
    for field in (BEARERS, *FIELDS):
        for wanted, found in matched.pairs:
            if field.compare(wanted, found, document) is False:
                values, others = field.gold(wanted.fields), field.found(found, document)
                yield Miss(document.name, field.name, f"{wanted.id}: {_list(values)}", _list(others))


def _list(values: Iterable[str]) -> str:
    return " | ".join(sorted(values)) or "nothing"


def _words(document: Document, span: Span) -> str:
    """The quoted words, on one line."""
    return " ".join(document.quote(span).split())
