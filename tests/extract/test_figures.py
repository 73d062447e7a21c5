from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from said import Declared
from servanda.extract.currencies import CODES, currency
from servanda.extract.numerals import NUMBER, read_number

Told = tuple[str, str, str, str | None]


def figures(declared: Declared, text: str) -> list[Told]:
    """The figures of a text: their words, value (or range), unit (with what it is per) and bound."""
    extraction = declared(text, title="U.S.-Mexico Joint Declaration")
    return [
        (
            extraction.document.quote(one.span),
            f"{one.value:f}" + (f" to {one.upper:f}" if one.upper else ""),
            one.unit + (f" per {one.per}" if one.per else ""),
            one.bound,
        )
        for one in extraction.figures
    ]


def periods(declared: Declared, text: str) -> list[str | None]:
    """The period of each figure of a text, in the words that it was read from and its two days."""
    extraction = declared(text)
    return [
        None
        if one.period is None
        else f"{extraction.document.quote(one.period.span)}: {one.period.value.start} {one.period.value.end}"
        for one in extraction.figures
    ]


@pytest.mark.parametrize(
    "text, words, value, unit, bound",
    [
        ("They counted 1,250 boats.", "1,250 boats", "1250", "boats", None),
        ("They counted at least 300 old boats.", "at least 300 old boats", "300", "old boats", "at least"),
        ("It cost more than 2.5 million jobs.", "more than 2.5 million jobs", "2500000", "jobs", "more than"),
        ("a 12% fall in catches", "12% fall", "12", "percent", None),
        ("nearly 30 percent of cod", "nearly 30 percent", "30", "percent", "about"),
        ("They hired 300 or more pilots.", "300 or more pilots", "300", "pilots", "at least"),
        ("They keep 25 percent or less.", "25 percent or less", "25", "percent", "at most"),
        ("They gave as many as 40 lamps.", "as many as 40 lamps", "40", "lamps", "at most"),
    ],
)
def test_a_figure_has_value_unit_and_bound(
    declared: Declared, text: str, words: str, value: str, unit: str, bound: str | None
) -> None:  # fmt: skip
    """A quantity is read with what it counts, the words that bound it, and its own words."""
    assert figures(declared, text) == [(words, value, unit, bound)]


@pytest.mark.parametrize(
    "words, value, unit",
    [
        ("$4 billion", "4000000000", "USD"),
        ("$200M", "200000000", "USD"),
        ("US$ 1.2 trillion", "1200000000000", "USD"),
        ("€ 500 million", "500000000", "EUR"),
        ("£2bn", "2000000000", "GBP"),
        ("R$ 5 million", "5000000", "BRL"),
        ("NOK 2.5 billion", "2500000000", "NOK"),
        ("1,000,000 NOK", "1000000", "NOK"),
        ("100 million euros", "100000000", "EUR"),
        ("four trillion dollars", "4000000000000", "USD"),
        ("$30 million Canadian dollars", "30000000", "CAD"),
        ("200 million pounds sterling", "200000000", "GBP"),
        ("half a million dollars", "500000", "USD"),
        ("between 5 and 10 million dollars", "5000000 to 10000000", "USD"),
        ("between $5 million and $10 million", "5000000 to 10000000", "USD"),
        ("€5-10 billion", "5000000000 to 10000000000", "EUR"),
        ("$100 billion per year", "100000000000", "USD per year"),
        ("$3 million annually", "3000000", "USD per year"),
        ("$1" + 10 * ",000", "1" + 30 * "0", "USD"),
    ],
)
def test_money_has_the_code_of_its_currency(
    declared: Declared, words: str, value: str, unit: str
) -> None:  # fmt: skip
    """Money is read by sign, code or name, with its scale; a range has both its ends."""
    assert figures(declared, f"Chile will lend {words} to Norway.") == [(words, value, unit, None)]


def test_what_is_no_money_has_no_currency(declared: Declared) -> None:
    """Pounds are weighed unless the text says otherwise, and a code that is a word needs a large amount."""
    assert figures(declared, "They seized 15,000 pounds of cod.") == [
        ("15,000 pounds", "15000", "pounds", None)
    ]
    assert figures(declared, "COP 26 was held in Chile.") == []
    assert figures(declared, "They give COP 26 million.") == [("COP 26 million", "26000000", "COP", None)]


@pytest.mark.parametrize(
    "text, words, value, unit",
    [
        ("At least half of the ferries sail.", "At least half", "50", "percent"),
        ("Two thirds of the seats are free.", "Two thirds", "66.67", "percent"),
        ("a two-thirds majority of votes", "two-thirds majority", "66.67", "percent"),
        ("They will conserve 40-45 per cent.", "40-45 per cent", "40 to 45", "percent"),
        ("They set a zero percent duty.", "zero percent duty", "0", "percent"),
        ("The share rose by 5 percentage points.", "5 percentage points", "5", "percentage points"),
        ("They will halve deficits by 2013.", "halve", "0.5", "times"),
        ("They resolve to half deficits by 2013.", "half", "0.5", "times"),
        ("They will at least double the catch.", "double", "2", "times"),
        ("Norway commits to triple trade.", "triple", "3", "times"),
        ("They seek a tripling of trade.", "tripling", "3", "times"),
        ("They will reduce waste by half.", "half", "0.5", "times"),
        ("They will cut losses by a third.", "a third", "0.6667", "times"),
        ("They will increase trade by a quarter.", "a quarter", "1.25", "times"),
        ("They will increase trade by a factor of three.", "by a factor of three", "3", "times"),
        ("They will reduce losses by a factor of ten.", "by a factor of ten", "0.1", "times"),
        ("They seek a fivefold increase in trade.", "fivefold", "5", "times"),
        ("They build three times as many boats.", "three times", "3", "times"),
        ("They build twice as many boats.", "twice", "2", "times"),
    ],
)
def test_shares_are_percent_and_multiples_are_times(
    declared: Declared, text: str, words: str, value: str, unit: str
) -> None:  # fmt: skip
    """A share in words is one of a hundred; by how much something changes is how many times it is to be."""
    [(said, number, of, _)] = figures(declared, text)
    assert (said, number, of) == (words, value, unit)


@pytest.mark.parametrize(
    "text, words, value, unit",
    [
        ("They buy 15 billion cubic metres (bcm).", "15 billion cubic metres", "15000000000", "cubic metres"),
        ("They buy 15 bcm of gas.", "15 bcm", "15", "bcm"),
        ("They build 500 MW by 2030.", "500 MW", "500", "MW"),
        ("They build 2000 MW of wind.", "2000 MW", "2000", "MW"),
        ("They hold it to 1.5 degrees Celsius.", "1.5 degrees Celsius", "1.5", "degrees Celsius"),
        ("They hold it to 1.5 °C.", "1.5 °C", "1.5", "degrees Celsius"),
        ("Three miles of coast are safe.", "Three miles", "3", "miles"),
        ("They took in 100,000 refugees.", "100,000 refugees", "100000", "refugees"),
        ("They gave two million doses.", "two million doses", "2000000", "doses"),
        ("They met twenty-one envoys.", "twenty-one envoys", "21", "envoys"),
        ("They bought a dozen ships.", "a dozen ships", "12", "ships"),
        ("They trained 10 to 15 pilots.", "10 to 15 pilots", "10 to 15", "pilots"),
        ("They gave 70 safe, dry and new huts.", "70 safe, dry and new huts", "70", "safe, dry and new huts"),
        ("They lost 4,000 tons of cod each month.", "4,000 tons of cod each month", "4000", "tons per month"),
    ],
)  # fmt: skip
def test_measures_and_things_are_counted(
    declared: Declared, text: str, words: str, value: str, unit: str
) -> None:  # fmt: skip
    """Numbers of ten or more count things; a measure is read with any number."""
    assert figures(declared, text) == [(words, value, unit, None)]


@pytest.mark.parametrize(
    "text",
    [
        "On 6 October 1992 they met in 1993.",
        "They recall resolution 242 and paragraph 12.",
        "They recall resolutions 242 (1967), 338 and 1397 of the Council.",
        "within 90 days",
        "They meet by 31 February and report on 29 February each year.",
        "two or 3 boats",
        "the COVID-19 pandemic",
        "The G7, the G20 and the Group of 77 agreed on Agenda 2030 and Article 12 texts.",
        "In the 21st century the 1747th meeting and the 70th anniversary were held.",
        "It holds for children aged 15 to 24 years, the 12-month plan and the 15-member body.",
        "half a century, half an hour, the second half of 2021, a third State and half-hearted men",
        "They relate to double taxation, have a twofold aim and meet three times a year.",
        "They met at 10:30, as 3:1 and 24/7.",
        "They praise the Fifty Third Conference.",
        "nine out of ten sailors",
        "They send it to a third State, to at least nine third parties and to one third country.",
        "Thousands of sailors and dozens of boats came.",
    ],
)
def test_dates_labels_and_times_are_no_figures(declared: Declared, text: str) -> None:
    """Numbers that name a day, a document, an age or a length of time count nothing."""
    assert figures(declared, text) == []


def test_from_one_amount_to_another_are_two(declared: Declared) -> None:
    """A change from one value to another is no range: each end is a figure of its own."""
    assert figures(declared, "They will raise the share from 30 to 50 percent.") == [
        ("30", "30", "percent", None),
        ("50 percent", "50", "percent", None),
    ]


def test_no_two_figures_share_words(declared: Declared) -> None:
    """Each quantity of a crowded sentence has words of its own."""
    text = (
        "They spend $4 billion, half of it on 300 boats of 20 tons, and cut 5-10 percent of a third of costs."
    )
    spans = sorted(figure.span for figure in declared(text).figures)
    assert len(spans) == 6
    assert all(one.end <= other.start for one, other in pairwise(spans))


def test_a_verb_is_a_figure_of_its_own_act(declared: Declared) -> None:
    """What bounds a multiple that opens an action stands before it, and does not keep the figure out."""
    [statement] = declared("Norway and Chile will at least halve deficits.").statements
    [figure] = statement.figures
    assert (figure.value, figure.unit, figure.bound) == (Decimal("0.5"), "times", "at least")


def test_a_target_is_an_amount_of_a_statement_with_a_deadline(declared: Declared) -> None:
    """What is to be reached by when is told by the statement that holds the figure in its action."""
    [statement] = declared("Norway and Chile commit to conserve 30 percent of the coast by 2030.").statements
    [figure] = statement.figures
    assert (figure.value, figure.unit, figure.period) == (Decimal(30), "percent", None)
    assert statement.terms.deadline is not None
    assert str(statement.terms.deadline.value) == "2030-12-31"


def test_a_figure_knows_when_and_who_counted(declared: Declared) -> None:
    """The month and the agency that its sentence names are those of the figure."""
    text = "In March, U.S. Customs and Border Protection apprehended 92,831 persons."
    extraction = declared(text, title="U.S.-Mexico Joint Declaration")
    (figure,) = extraction.figures
    assert figure.period is not None
    assert figure.source is not None
    assert (str(figure.period.value.start), str(figure.period.value.end)) == ("2020-03-01", "2020-03-31")
    assert extraction.document.quote(figure.period.span) == "March"
    assert figure.source.label == "U.S. Customs and Border Protection"


@pytest.mark.parametrize(
    "text, source",
    [
        ("According to the World Bank, 300 boats sank.", "World Bank"),
        ("The World Bank estimates that 300 boats sank.", "World Bank"),
        ("The World Bank will train 300 pilots.", None),
        ("The World Bank lent $300 million.", None),
    ],
)
def test_who_will_act_or_pays_has_not_counted(declared: Declared, text: str, source: str | None) -> None:
    """The source of a figure counted or reported it; an actor of what is to come, or a payer, did not."""
    [figure] = declared(text).figures
    assert (figure.source and figure.source.label) == source


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            "They will spend $4 billion over the next five years.",
            ["over the next five years: 2020-05-04 2025-05-04"],
        ),
        ("They will conserve 30 percent by 2030.", [None]),
        ("Since 2015, 300 boats were built.", ["2015: 2015-01-01 2020-05-04"]),
        (
            "They lent $5 million in 2018 and $6 million in 2019.",
            ["2018: 2018-01-01 2018-12-31", "2019: 2019-01-01 2019-12-31"],
        ),
        ("A plan adopted in 2015 trained 300 pilots.", [None]),
        ("They keep 90% of it, with rules for 2019.", [None]),
        ("$3 million was paid in 2019.", ["2019: 2019-01-01 2019-12-31"]),
        (
            "In 2019, they built 300 boats, a 23 percent rise over 2018, and met in June.",
            ["2019: 2019-01-01 2019-12-31", "2019: 2019-01-01 2019-12-31"],
        ),
    ],
)  # fmt: skip
def test_a_period_is_that_of_the_figures_clause(
    declared: Declared, text: str, expected: list[str | None]
) -> None:  # fmt: skip
    """A figure has the nearest period of its clause, or that which opens its sentence; no limit is one."""
    assert periods(declared, text) == expected


def test_codes_are_those_of_the_standard() -> None:
    """Every code is one of ISO 4217, and each name that is read leads to one of them."""
    standard = {one.alpha_3 for one in pycountry.currencies}
    assert not CODES - standard - {"XCG"}
    for name in ("Norwegian kroner", "Mexican pesos", "Swiss francs", "special drawing rights", "yen", "C$"):
        assert currency(name) in CODES


@given(st.integers(1, 999), st.sampled_from(["thousand", "million", "billion"]))
def test_a_number_means_the_same_with_and_without_its_scale(count: int, scale: str) -> None:
    """A number with a scale in words has the value of the same number in figures."""
    powers = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
    figure = f"{count * powers[scale]:,}"
    assert re.fullmatch(NUMBER, figure)
    assert read_number(f"{count} {scale}") == read_number(figure) == count * powers[scale]
