from __future__ import annotations

from decimal import Decimal

import pytest

from said import Declared


def figures(declared: Declared, text: str) -> list[tuple[str, Decimal, str, str | None]]:
    extraction = declared(text, title="U.S.-Mexico Joint Declaration")
    return [(extraction.document.quote(f.span), f.value, f.unit, f.bound) for f in extraction.figures]


@pytest.mark.parametrize(
    "text, words, value, unit, bound",
    [
        ("They counted 1,250 boats.", "1,250 boats", "1250", "boats", None),
        ("They counted at least 300 old boats.", "at least 300 old boats", "300", "old boats", "at least"),
        ("It cost more than 2.5 million jobs.", "more than 2.5 million jobs", "2500000", "jobs", "more than"),
        ("a 12% fall in catches", "12% fall", "12", "percent", None),
        ("nearly 30 percent of cod", "nearly 30 percent", "30", "percent", "about"),
    ],
)
def test_a_figure_has_value_unit_and_bound(
    declared: Declared, text: str, words: str, value: str, unit: str, bound: str | None
) -> None:  # fmt: skip
    """A quantity is read with what it counts, the words that bound it, and its own words."""
    assert figures(declared, text) == [(words, Decimal(value), unit, bound)]


@pytest.mark.parametrize(
    "text",
    [
        "On 6 October 1992 they met in 1993.",
        "They recall resolution 242 and paragraph 12.",
        "within 90 days",
        "two or 3 boats",
        "the COVID-19 pandemic",
    ],
)
def test_dates_labels_and_times_are_no_figures(declared: Declared, text: str) -> None:
    """Numbers that name a day, a document or a length of time count nothing."""
    assert figures(declared, text) == []


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
