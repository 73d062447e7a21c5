from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda import resources
from servanda.errors import GoldError
from servanda.evaluate import evaluate
from servanda.evaluate.gold import place, place_figures, read_gold
from servanda.evaluate.lists import compare_lists
from servanda.evaluate.matching import match, overlap
from servanda.evaluate.scores import DocumentScores, Share, Tally, add_up
from servanda.evaluate.scoring import score
from servanda.lexicon import Name, load
from servanda.model import (
    Cited,
    Document,
    Entity,
    Extraction,
    Figure,
    InstrumentKind,
    Mention,
    Reference,
    Span,
    Statement,
    Terms,
)
from servanda.read import read

TEXT = "Norland will rebuild the dam by 2021. Sudland welcomes the plan. Both agree that water is dear."
NORLAND = Entity("id:norland", "Norland", "State")
SUDLAND = Entity("id:sudland", "Sudland", "State")


def found(words: str, force: str = "commitment", **fields: Any) -> Statement:
    """A statement whose action is `words` of the text."""
    start = TEXT.index(words)
    span = Span(start, start + len(words))
    bearers = fields.pop("bearers", (NORLAND,))
    return Statement(
        span, span, 0, force, "modal", "cue:will", span, words.split(maxsplit=1)[0], bearers=bearers, **fields
    )


def extraction(*statements: Statement) -> Extraction:
    document = Document("d", "d.txt", TEXT, "0", "text/plain", InstrumentKind.UNKNOWN, None, "D", None, ())
    return Extraction(document, (NORLAND, SUDLAND), None, tuple[Mention, ...](), statements, ())


def record(action: str, force: str = "commitment", **fields: Any) -> dict[str, Any]:
    return {"id": "g1", "action": action, "force": force, "bearers": ["Norland"], **fields}


def gold_file(folder: Path, *records: Mapping[str, Any], **keys: Any) -> Path:
    """A gold file with these statements, and its text two folders above it."""
    (folder / "texts").mkdir(exist_ok=True)
    (folder / "texts" / "d.txt").write_text(TEXT, encoding="utf-8")
    path = folder / "gold" / "by-hand" / "d.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {"text": "texts/d.txt", "parties": ["Norland", "Sudland"], "statements": list(records), **keys}
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def scored(folder: Path, records: Sequence[Mapping[str, Any]], *statements: Statement) -> DocumentScores:
    gold = read_gold(gold_file(folder, *records))
    return score(place(gold, read(gold.text)), extraction(*statements))


spans = st.tuples(st.integers(0, 99), st.integers(0, 99)).map(sorted).map(lambda ends: Span(*ends))


@given(spans, spans)
def test_overlap_is_a_share_and_the_same_both_ways(one: Span, other: Span) -> None:
    """The overlap of two spans lies between 0 and 1, and is 1 for the same characters only."""
    ratio = overlap(one, other)
    assert 0 <= ratio <= 1
    assert ratio == overlap(other, one)
    assert (ratio == 1) == (one == other and one.start < one.end)


def test_half_of_the_characters_make_a_match(tmp_path: Path) -> None:
    """Without the head, half of the characters are needed; one character less is no match."""
    gold = place(read_gold(gold_file(tmp_path, record("abcdefgh", head="abcd"))), _document("abcdefgh"))
    assert match(gold, [_statement(4, 8)]) == ((0, 0),)
    assert match(gold, [_statement(5, 8)]) == ()


def test_a_quarter_of_the_characters_with_the_head_makes_a_match(tmp_path: Path) -> None:
    """With the head, a quarter is enough, but not less; where no head is given it is the first word."""
    for fields in ({"head": "abcd"}, {}):
        gold = place(
            read_gold(gold_file(tmp_path, record("abcd efgh ijk mnop", **fields))),
            _document("abcd efgh ijk mnop"),
        )
        assert match(gold, [_statement(0, 5)]) == ((0, 0),)
        assert match(gold, [_statement(0, 4)]) == ()
        assert match(gold, [_statement(1, 6)]) == ()


def test_the_matching_is_best_in_total(tmp_path: Path) -> None:
    """A found statement goes to the gold one that leaves most to the others, not to its own best."""
    text = "0123456789abcdefghij"
    first, second = record(text[:10], id="a", head=text[:10]), record(text[5:], id="b", head=text[5:])
    gold = place(read_gold(gold_file(tmp_path, first, second)), _document(text))
    wide, narrow = _statement(0, 16), _statement(0, 9)
    assert overlap(gold[0].action, wide.action) > overlap(gold[1].action, wide.action)
    assert match(gold, [wide]) == ((0, 0),)
    assert match(gold, [wide, narrow]) == ((0, 1), (1, 0))


def _document(text: str) -> Document:
    return Document("d", "d.txt", text, "0", "text/plain", InstrumentKind.UNKNOWN, None, "D", None, ())


def _statement(start: int, end: int) -> Statement:
    span = Span(start, end)
    return Statement(span, span, 0, "commitment", "modal", "cue:will", span, "do")


def test_precision_and_recall_count_what_is_in_both(tmp_path: Path) -> None:
    """One of two gold statements found, and one false statement: precision and recall are a half."""
    records = [record("rebuild the dam by 2021"), record("welcomes the plan", "endorsement", id="g2")]
    scores = scored(tmp_path, records, found("rebuild the dam"), found("water is dear", "position"))
    assert scores.statements == Tally(both=1, gold=2, found=2)
    assert (scores.statements.precision, scores.statements.recall, scores.statements.f1) == (0.5, 0.5, 0.5)
    assert [(miss.kind, miss.gold, miss.found) for miss in scores.misses] == [
        ("missed", "g2 endorsement: welcomes the plan", ""),
        ("false", "", "position: water is dear"),
    ]


def test_optional_gold_costs_nothing(tmp_path: Path) -> None:
    """An optional gold statement changes no count, whether it is found, with whatever force, or missed."""
    records = [record("rebuild the dam by 2021"), record("welcomes the plan", id="g2", optional=True)]
    missed = scored(tmp_path, records, found("rebuild the dam"))
    answered = scored(tmp_path, records, found("rebuild the dam"), found("welcomes the plan", "endorsement"))
    assert missed == answered
    assert missed.statements == Tally(1, 1, 1)
    assert missed.misses == ()


def test_a_force_that_a_careful_reader_accepts_is_right(tmp_path: Path) -> None:
    """The forces of `force_also` are right; any other is wrong and is named among the misses."""
    records = [record("rebuild the dam by 2021", force_also=["intention"])]
    assert scored(tmp_path, records, found("rebuild the dam", "intention")).force == Share(1, 1)
    wrong = scored(tmp_path, records, found("rebuild the dam", "position"))
    assert wrong.force == Share(0, 1)
    assert ("force", "g1: commitment | intention", "position") in [
        (miss.kind, miss.gold, miss.found) for miss in wrong.misses
    ]


def test_the_commissive_score_asks_for_the_class(tmp_path: Path) -> None:
    """A match counts among the commissives if both sides are; another class is missed or false there."""
    records = [record("rebuild the dam by 2021"), record("welcomes the plan", "endorsement", id="g2")]
    statements = (found("rebuild the dam", "intention"), found("welcomes the plan", "commitment"))
    assert scored(tmp_path, records, *statements).commissives == Tally(both=1, gold=1, found=2)
    assert scored(tmp_path, records, found("rebuild the dam", "position")).commissives == Tally(0, 1, 0)


def test_an_accepted_force_decides_the_class_of_the_gold(tmp_path: Path) -> None:
    """Where the found force is accepted, the gold statement counts as being of its class."""
    records = [record("rebuild the dam by 2021", "position", force_also=["intention"])]
    assert scored(tmp_path, records, found("rebuild the dam", "intention")).commissives == Tally(1, 1, 1)
    assert scored(tmp_path, records, found("rebuild the dam", "position")).commissives == Tally(0, 0, 0)


def test_parties_stands_for_all_parties(tmp_path: Path) -> None:
    """The bearers PARTIES are right if all parties were found and nobody else; case does not matter."""
    records = [record("rebuild the dam by 2021") | {"bearers": "PARTIES"}]
    upper = Entity("id:s", "SUDLAND", "State")
    assert scored(tmp_path, records, found("rebuild the dam", bearers=(upper, NORLAND))).bearers == Share(
        1, 1
    )
    assert scored(tmp_path, records, found("rebuild the dam", bearers=(NORLAND,))).bearers == Share(0, 1)


def test_a_field_is_scored_where_either_side_has_a_value(tmp_path: Path) -> None:
    """A value that is missed, wrong or found without need is not right; none on both sides is no case.

    Nor is one found of which the guidelines do not ask.
    """
    span = Span(0, 1)
    deadline = Cited(date(2021, 12, 31), span)
    wet, dry = Cited("if it rains,", span), Cited("when dry", span)
    earlier = Reference(span, date(2018, 12, 18))
    cases: list[tuple[dict[str, Any], dict[str, Any], str, Share]] = [
        ({"deadline": "2021-12-31"}, {"terms": Terms(deadline=deadline)}, "deadline", Share(1, 1)),
        ({"deadline": "2021-12-30"}, {"terms": Terms(deadline=deadline)}, "deadline", Share(0, 1)),
        ({"deadline": "2021-12-31"}, {}, "deadline", Share(0, 1)),
        ({}, {"terms": Terms(deadline=deadline)}, "deadline", Share(0, 1)),
        ({}, {}, "deadline", Share(0, 0)),
        ({"reaffirmed": True}, {"reaffirmed": True}, "reaffirmed", Share(1, 1)),
        ({}, {"negated": True}, "negated", Share(0, 1)),
        (
            {"places": ["the Delta"]},
            {"places": (Cited(Entity("id:d", "The delta", "Place"), span),)},
            "places",
            Share(1, 1),
        ),
        (
            {"policies": ["Plan B"]},
            {"concerns": (Cited(Entity("id:b", "Plan B", "Plan"), span), Cited(NORLAND, span))},
            "policies",
            Share(1, 1),
        ),
        (
            {"condition": "if it rains"},
            {"terms": Terms(condition=wet)},
            "condition",
            Share(1, 1),
        ),
        (
            {"condition": "if it rains"},
            {"terms": Terms(condition=dry)},
            "condition",
            Share(0, 1),
        ),
        ({"refers_to_date": "2018-12-18"}, {"terms": Terms(refers_to=(earlier,))}, "refers_to", Share(1, 1)),
        ({"means": "when dry"}, {"terms": Terms(means=dry)}, "means", Share(1, 1)),
        ({"means": "when dry"}, {}, "means", Share(0, 1)),
        ({}, {"terms": Terms(means=dry)}, "means", Share(0, 0)),
    ]
    for gold, values, field, share in cases:
        scores = scored(
            tmp_path, [record("rebuild the dam by 2021", **gold)], found("rebuild the dam", **values)
        )
        assert dict(scores.fields)[field] == share, (gold, values)


GUARD = Entity("id:guard", "Guard of Norland", "SecurityForce", ("id:norland",), minted=True)
CABINET = Entity("id:cabinet", "Government of Norland", "Government", ("id:norland",))
CHILDREN = Entity("id:children", "children", "PopulationGroup")
FORUM = Entity("id:forum", "Dam Dialogue", "Forum")
PLAN = Entity("id:plan", "Dam Plan", "Plan")
LEXICON = replace(
    load(resources.ontology()),
    names=(Name("Norland", NORLAND), Name("Republic of Norland", NORLAND), Name("Dam Plan", PLAN)),
)


def listed(
    folder: Path, keys: Mapping[str, Any], *entities: Entity, figures: tuple[Figure, ...] = ()
) -> dict[str, tuple[int, int, int, list[str]]]:
    """Per list the counts of the gold, of what is found and of both, and what differs."""
    mentions = tuple(Mention(entity, Span(13, 20), 0) for entity in entities)
    found = replace(extraction(), parties=(), mentions=mentions, figures=figures)
    gold = read_gold(gold_file(folder, **keys))
    lists = compare_lists(gold, place_figures(gold, found.document), found, LEXICON)
    counts = ((one.name, one.tally, one.misses) for one in lists)
    return {
        name: (tally.gold, tally.found, tally.both, [miss.gold or miss.found for miss in misses])
        for name, tally, misses in counts
    }


def test_an_actor_is_found_by_any_of_its_names(tmp_path: Path) -> None:
    """A name of the reference data counts like the label, whatever its case, accents and article."""
    keys = {"actors": ["The Republic of Nórland", "Sudland"]}

    assert listed(tmp_path, keys, NORLAND, GUARD) == {
        "actors": (2, 2, 1, ["Sudland", "Guard of Norland"]),
    }


def test_a_government_is_its_state_and_groups_of_people_cost_nothing(tmp_path: Path) -> None:
    """What the gold leaves out by rule is no mistake; a list that the gold lacks is not scored."""
    assert listed(tmp_path, {"actors": ["Norland"]}, CABINET, CHILDREN) == {"actors": (1, 1, 1, [])}
    assert listed(tmp_path, {"actors": ["children"]}, CHILDREN) == {"actors": (1, 1, 1, [])}
    assert listed(tmp_path, {}, NORLAND) == {}


def test_a_forum_is_an_actor_or_a_policy_as_the_gold_has_it(tmp_path: Path) -> None:
    """A dialogue that the gold lists as a policy is found there and no false actor; else it is one."""
    keys = {"actors": ["Norland"], "policies": ["Dam Dialogue", "Dam Plan"]}
    assert listed(tmp_path, keys, NORLAND, FORUM, PLAN) == {
        "actors": (1, 1, 1, []),
        "policies": (2, 2, 2, []),
    }
    assert listed(tmp_path, {"actors": ["Norland"]}, NORLAND, FORUM)["actors"] == (1, 2, 1, ["Dam Dialogue"])


def test_a_figure_needs_its_place_value_and_what_the_gold_says_of_it(tmp_path: Path) -> None:
    """Words, value and bound must be right; a period, unit or source only where the gold has one."""
    start = TEXT.index("2021")
    plain = Figure(Span(start, start + 4), 0, Decimal(2021), "dams")
    wanted = {"quote": "2021", "value": 2021, "unit": "dams"}

    assert listed(tmp_path, {"figures": [wanted]}, figures=(plain,))["figures"] == (1, 1, 1, [])
    for wrong in (
        {"value": 21},
        {"unit": "boats"},
        {"bound": "over"},
        {"period": "2021-05"},
        {"source": "G"},
    ):
        tally = listed(tmp_path, {"figures": [{**wanted, **wrong}]}, figures=(plain,))["figures"]
        assert tally == (1, 1, 0, ["2021", "2021"]), wrong
    over = replace(plain, bound="more than")
    assert listed(tmp_path, {"figures": [wanted | {"bound": "over"}]}, figures=(over,))["figures"][2] == 1
    assert listed(tmp_path, {"figures": [wanted]}, figures=(plain, plain))["figures"] == (1, 2, 1, ["2021"])


@pytest.mark.parametrize(
    "figure, message",
    [
        ({"quote": "2021"}, "figure 1: the key `value` is missing"),
        ({"quote": "2021", "value": "many"}, "figure 1: `value` must be a number"),
        ({"quote": "2021", "value": float("nan")}, "figure 1: `value` must be a number"),
        ({"quote": "1999", "value": 1}, "figure 1: its quote stands 0 times"),
    ],
)
def test_a_broken_figure_is_an_error(tmp_path: Path, figure: Mapping[str, Any], message: str) -> None:
    """A figure of the gold needs a number, and a quote that stands once in the text."""
    with pytest.raises(GoldError, match=message):
        listed(tmp_path, {"figures": [figure]})


def test_nothing_found_gives_zeros(tmp_path: Path) -> None:
    """An extraction without statements has the scores 0, and no division by zero."""
    scores = scored(tmp_path, [record("rebuild the dam by 2021")])
    tally = scores.statements
    assert (tally.precision, tally.recall, tally.f1, scores.force.value) == (0, 0, 0, 0)


def test_documents_add_up_statement_by_statement(tmp_path: Path) -> None:
    """The total counts every statement the same, whatever document it stands in."""
    records = [record("rebuild the dam by 2021")]
    one = scored(tmp_path, records, found("rebuild the dam"))
    none = scored(tmp_path, records)
    total = add_up([one, none])
    assert total.statements == Tally(1, 2, 1)
    assert total.force == Share(1, 1)


BROKEN: dict[str, tuple[str | dict[str, Any], str]] = {
    "no JSON": ('{"text": \n oops', r"d\.json:2: is not JSON"),
    "no object": ("[]", r"d\.json:1: a gold file is one JSON object"),
    "no key": ("{}", r"d\.json: the key `text` is missing"),
    "no text": ({"text": "nowhere.txt"}, r"`nowhere\.txt` is neither in this folder nor in one above"),
    "no list": ({"statements": {}}, r"`statements` must be a list"),
    "no names": ({"parties": "Norland"}, r"`parties` must be a list of names"),
    "no action": ({"statements": [{"id": "g7"}]}, r"d\.json: statement g7: the key `action` is missing"),
    "not in the text": (
        {"statements": [record("dig")]},
        r"statement g1: its action stands 0 times in d\.txt",
    ),
    "twice in the text": ({"statements": [record("the")]}, r"statement g1: its action stands 2 times"),
    "foreign head": ({"statements": [record("rebuild", head="dig")]}, r"statement g1: the head `dig`"),
    "unknown force": (
        {"statements": [record("rebuild", "vow")]},
        r"statement g1: `vow` is none of obligation,",
    ),
    "text for a list": ({"statements": [record("rebuild", places="x")]}, r"`places` of `g1` must be a list"),
    "list for a text": ({"statements": [record("rebuild", timing=["x"])]}, r"g1: `timing` must be a text"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_broken_gold_is_an_error_that_names_the_place(case: str, tmp_path: Path) -> None:
    """Gold that does not follow the guidelines is refused, naming the file and the line or statement."""
    content, message = BROKEN[case]
    path = gold_file(tmp_path, **content) if isinstance(content, dict) else gold_file(tmp_path)
    if isinstance(content, str):
        path.write_text(content, encoding="utf-8")
    with pytest.raises(GoldError, match=message):
        evaluate([path])


def test_a_gold_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """An unknown path and a file that is no text are gold errors too."""
    with pytest.raises(GoldError, match=r"nowhere\.json: cannot be read: No such file"):
        evaluate([tmp_path / "nowhere.json"])
    (tmp_path / "binary.json").write_bytes(b"\xff\xfe")
    with pytest.raises(GoldError, match=r"binary\.json: is not UTF-8"):
        evaluate([tmp_path / "binary.json"])


def test_the_corpus_is_extracted_well(root: Path) -> None:
    """On the corpus F1 is at least 0.90 over all statements, force and bearers are right in 0.95."""
    total = evaluate(sorted((root / "tests" / "gold").glob("*.json"))).total
    assert total.statements.gold == 44
    assert total.statements.f1 >= 0.90
    assert total.force.value >= 0.95
    assert total.bearers.value >= 0.95
