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
        ("They counted at least 300 old boats.", "at least 300 old boats", "300", "boats", "at least"),
        ("It cost more than 2.5 million jobs.", "more than 2.5 million jobs", "2500000", "jobs", "more than"),
        ("a 12% fall in catches", "12% fall", "12", "percent", None),
        ("nearly 30 percent of cod", "nearly 30 percent", "30", "percent", "about"),
        ("They hired 300 or more pilots.", "300 or more pilots", "300", "pilots", "at least"),
        ("They keep 25 percent or less.", "25 percent or less", "25", "percent", "at most"),
        ("They gave as many as 40 lamps.", "as many as 40 lamps", "40", "lamps", "at most"),
        ("It serves an estimated 40 towns.", "an estimated 40 towns", "40", "towns", "about"),
        ("The loss will exceed 40 tons.", "exceed 40 tons", "40", "tons", "more than"),
        ("The loss shall not exceed 40 tons.", "exceed 40 tons", "40", "tons", "at most"),
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
        ("USD 5.8-5.9 trillion", "5800000000000 to 5900000000000", "USD"),
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
        ("a 5 percentage-point rise", "5 percentage-point", "5", "percentage points"),
        ("They will conserve 40‑45 percent.", "40‑45 percent", "40 to 45", "percent"),
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
        ("They gave 70 safe, dry and new huts.", "70 safe, dry and new huts", "70", "huts"),
        ("They set 1.5-degree C limits.", "1.5-degree C", "1.5", "degrees Celsius"),
        ("They set a 2-degree target.", "2-degree", "2", "degrees"),
        ("They build a 500-megawatt plant.", "500-megawatt", "500", "megawatts"),
        ("It has 12,000 square miles.", "12,000 square miles", "12000", "square miles"),
        ("They met 50 human rights defenders.", "50 human rights defenders", "50", "human rights defenders"),
        ("They met 50 young chess players.", "50 young chess players", "50", "chess players"),
        (
            "They lost 70 per 100,000 live births.",
            "70 per 100,000 live births",
            "70",
            "per 100,000 live births",
        ),
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
        "They meet within 10 years of the entry into force, and for the next 20 years of peace.",
        "It is open to men of 18 years of age, over the past 192 years.",
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


@pytest.mark.parametrize(
    "text, words, value, unit",
    [
        ("Norway and Chile celebrate 200 years of formal relations.", "200 years", "200", "years"),
        ("They recall over seven decades of peace.", "over seven decades", "7", "decades"),
    ],
)
def test_how_long_something_has_lasted_is_a_figure(
    declared: Declared, text: str, words: str, value: str, unit: str
) -> None:  # fmt: skip
    """The years of something count how long it has lasted; the year in which that is said is no period."""
    [(said, number, of, _)] = figures(declared, text)
    assert (said, number, of) == (words, value, unit)
    assert periods(declared, f"This year {text}") == [None]


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
        (
            "Trade reached $3 million in 2019, an increase of 12 percent over 2018.",
            ["2019: 2019-01-01 2019-12-31", "2019: 2019-01-01 2019-12-31"],
        ),
        (
            "They will cut waste by 30 percent from 2015 levels over the next five years.",
            ["over the next five years: 2020-05-04 2025-05-04"],
        ),
        (
            "Prices fell by two percentage points from 7 percent in January.",
            [None, "January: 2020-01-01 2020-01-31"],
        ),
        ("Nearly 10,000 boats sank last year.", ["last year: 2019-01-01 2019-12-31"]),
        ("They built 300 boats over the past two years.", ["over the past two years: 2018-05-04 2020-05-04"]),
        ("They have 300 boats, the largest fleet since 1945.", [None]),
        ("They asked for $3 million in fiscal year 2021.", [None]),
        (
            "It rose from 3% (2018) to 4% (2019).",
            ["2018: 2018-01-01 2018-12-31", "2019: 2019-01-01 2019-12-31"],
        ),
        ("They built 300 boats last month.", ["last month: 2020-04-01 2020-04-30"]),
        ("They built 300 boats in the last year of war.", [None]),
    ],
)  # fmt: skip
def test_a_period_is_that_of_the_figures_clause(
    declared: Declared, text: str, expected: list[str | None]
) -> None:  # fmt: skip
    """A figure has the nearest period of its clause, or that which opens its sentence; no limit is one."""
    assert periods(declared, text) == expected


def comparisons(declared: Declared, text: str) -> list[tuple[str, str | None, str | None, str | None]]:
    """The words of each figure of a text, its change, its baseline, and the period of that."""
    extraction, found = declared(text), []
    for one in extraction.figures:
        baseline = one.baseline and one.baseline.value
        if one.baseline:
            assert extraction.document.quote(one.baseline.span) == one.baseline.value.words
        days = baseline.period if baseline else None
        found.append(
            (
                extraction.document.quote(one.span),
                one.change,
                baseline.words if baseline else None,
                f"{days.start} {days.end}" if days else None,
            )
        )
    return found


YEAR_2005, YEAR_2019 = "2005-01-01 2005-12-31", "2019-01-01 2019-12-31"


@pytest.mark.parametrize(
    "text, words, change, baseline, period",
    [
        (
            "They will cut waste to 50 percent below 2005 levels.",
            "50 percent",
            "decrease",
            "2005 levels",
            YEAR_2005,
        ),
        (
            "They will reduce waste by 50 percent by 2030 compared to 2005.",
            "50 percent",
            "decrease",
            "2005",
            YEAR_2005,
        ),
        (
            "They will reduce waste 50 percent by 2030 relative to the 2005 level.",
            "50 percent",
            "decrease",
            "the 2005 level",
            YEAR_2005,
        ),
        ("Compared with 2005, exports rose 12 percent.", "12 percent", "increase", "2005", YEAR_2005),
        ("Waste fell to 80 percent of 2005 levels.", "80 percent", None, "2005 levels", YEAR_2005),
        (
            "A 12 percent spike from April was seen.",
            "12 percent spike",
            "increase",
            "April",
            "2020-04-01 2020-04-30",
        ),
        ("Trade was up 3 percent on last year.", "3 percent", "increase", "last year", YEAR_2019),
        ("They keep it 2°C above pre-industrial levels.", "2°C", "increase", "pre-industrial levels", None),
        ("They sank 40 percent more boats than Chile.", "40 percent", "increase", "Chile", None),
        ("They built 300 boats, more than in 2005.", "300 boats", None, "2005", YEAR_2005),
        ("They caught 300 tons—more than the needs of Oslo.", "300 tons", None, "the needs of Oslo", None),
        ("They aim to double the number of last year.", "double", "increase", "last year", YEAR_2019),
        ("They will halve their 2005 level of waste.", "halve", "decrease", "2005 level of waste", YEAR_2005),
        ("They built three times as many boats as in 2005.", "three times", None, "2005", YEAR_2005),
        ("They plant twice the size of Chile.", "twice", None, "the size of Chile", None),
        ("They give $1 billion over budget levels.", "$1 billion", None, "budget levels", None),
        ("An increase of 300 boats was seen.", "300 boats", "increase", None, None),
        ("Trade grew by 30 percent from 2015 to 2019.", "30 percent", "increase", None, None),
        ("They will raise duties by 25 percent from 2021.", "25 percent", "increase", None, None),
        ("They will increase aid to 7 percent.", "7 percent", None, None, None),
        ("About 30 percent of firms cut costs.", "About 30 percent", None, None, None),
        ("In 2019, prices rose 5% year-on-year.", "5%", "increase", "year-on-year", "2018-01-01 2018-12-31"),
        ("It is 20 percent lower among men than among women.", "20 percent", "decrease", "women", None),
        ("They rose by 30 percent rather than fell.", "30 percent", "increase", None, None),
        ("They will cut 30 percent of the costs on all levels.", "30 percent", "decrease", None, None),
    ],
)  # fmt: skip
def test_a_figure_has_what_it_is_compared_with(
    declared: Declared, text: str, words: str, change: str | None, baseline: str | None, period: str | None
) -> None:  # fmt: skip
    """A quantity that tells by how much has a change; a baseline is what the text compares it with."""
    assert comparisons(declared, text) == [(words, change, baseline, period)]


def test_a_baseline_can_lie_before_the_period_of_the_figure(declared: Declared) -> None:
    """The month before is that before the figure's own, not that before the document."""
    assert comparisons(
        declared, "In March 2019, they counted 300 boats, a 32% increase over the previous month."
    ) == [
        ("300 boats", None, None, None),
        ("32% increase", "increase", "the previous month", "2019-02-01 2019-02-28"),
    ]


def test_the_lower_of_two_amounts_is_the_baseline(declared: Declared) -> None:
    """What is raised from one amount to another is compared with the first, which has no target date."""
    text = "They will raise it from 30 percent in 2005 to 50 percent by 2030."
    assert comparisons(declared, text) == [
        ("30 percent", None, None, None),
        ("50 percent", None, "30 percent in 2005", YEAR_2005),
    ]
    low, high = declared(text).figures
    assert low.target_date is None
    assert high.target_date is not None


def test_two_targets_of_one_sentence_share_their_baseline(declared: Declared) -> None:
    """Each share of a path has its own date, and all of them its change and its baseline."""
    text = "They will reduce waste by 43 percent by 2030 and 60 percent by 2035 relative to the 2005 level."
    assert comparisons(declared, text) == [
        ("43 percent", "decrease", "the 2005 level", YEAR_2005),
        ("60 percent", "decrease", "the 2005 level", YEAR_2005),
    ]
    dates = [one.target_date for one in declared(text).figures]
    assert [str(one.value) for one in dates if one] == ["2030-12-31", "2035-12-31"]


def test_a_target_date_is_that_of_the_nearest_figure(declared: Declared) -> None:
    """A date behind two figures stands beside the second; for the first its statement's deadline counts."""
    first, second = declared("They will train 300 pilots and build 20 ferries by 2030.").figures
    assert first.target_date is None
    assert second.target_date is not None


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
