from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.dates import find_dates, first_full_date

ANCHOR = date(2019, 6, 7)
NEXT = ("2019-06-07", "2019-06-08")
NEXT_DAYS = ("2019-06-07", "2019-06-09")


def days(text: str, anchor: date | None = ANCHOR) -> list[tuple[str, str, str]]:
    """The words of each date expression, with the first and last day it means."""
    found = find_dates(text, anchor)
    return [(text[f.start : f.end], str(f.period.start), str(f.period.end)) for f in found]


@pytest.mark.parametrize(
    "text, words, start, end",
    [
        ("signed on May 4, 2020 in", "May 4, 2020", "2020-05-04", "2020-05-04"),
        ("of 6 October 1992", "6 October 1992", "1992-10-06", "1992-10-06"),
        (
            "the 5th day of the month of June of 2017",
            "5th day of the month of June of 2017",
            "2017-06-05",
            "2017-06-05",
        ),
        ("On Friday, June 7, the President", "June 7", "2019-06-07", "2019-06-07"),
        ("on December 30 they met", "December 30", "2018-12-30", "2018-12-30"),
        ("meet in August 2020", "August 2020", "2020-08-01", "2020-08-31"),
        ("In May, agents stopped", "May", "2019-05-01", "2019-05-31"),
        ("the second semester of 2020", "second semester of 2020", "2020-07-01", "2020-12-31"),
        ("the first quarter of next year", "first quarter of next year", "2020-01-01", "2020-03-31"),
        ("by the end of 2025", "the end of 2025", "2025-12-31", "2025-12-31"),
        ("before the end of the year", "the end of the year", "2019-12-31", "2019-12-31"),
        ("by the end of June", "the end of June", "2019-06-30", "2019-06-30"),
        ("by mid-2025", "mid-2025", "2025-01-01", "2025-06-30"),
        ("by 2030", "2030", "2030-01-01", "2030-12-31"),
        ("by the year 2030", "the year 2030", "2030-01-01", "2030-12-31"),
        ("MEXICO CITY, JUNE 7, 2018", "JUNE 7, 2018", "2018-06-07", "2018-06-07"),
        ("Within 90 days, they", "Within 90 days", "2019-06-07", "2019-09-05"),
        ("within 90 days of signature", "within 90 days", "2019-06-07", "2019-09-05"),
        ("within 90 days", "within 90 days", "2019-06-07", "2019-09-05"),
        ("within thirty days of", "within thirty days", "2019-06-07", "2019-07-07"),
        ("within six months", "within six months", "2019-06-07", "2019-12-07"),
        ("within forty-five days", "within forty-five days", "2019-06-07", "2019-07-22"),
        ("over the next two years", "over the next two years", "2019-06-07", "2021-06-07"),
        ("within the next two years", "within the next two years", "2019-06-07", "2021-06-07"),
        ("within a period of six months", "within a period of six months", "2019-06-07", "2019-12-07"),
        ("within 24 hours", "within 24 hours", "2019-06-07", "2019-06-08"),
        ("for the next decade", "for the next decade", "2019-06-07", "2029-06-07"),
        ("in the coming year", "in the coming year", "2019-06-07", "2020-06-07"),
        ("not later than 36 hours after adoption", "not later than 36 hours after adoption", *NEXT_DAYS),
        (
            "no later than 12 hours after the moment of this",
            "no later than 12 hours after the moment of this",
            *NEXT,
        ),
        ("later this year", "later this year", "2019-06-07", "2019-12-31"),
        ("next month", "next month", "2019-07-01", "2019-07-31"),
        ("by the end of next month", "the end of next month", "2019-07-31", "2019-07-31"),
        ("by the end of the decade", "the end of the decade", "2020-12-31", "2020-12-31"),
        ("by the end of this century", "the end of this century", "2100-12-31", "2100-12-31"),
        ("by mid-June 2021", "mid-June 2021", "2021-06-01", "2021-06-15"),
        (
            "the end of the first half of 2021",
            "the end of the first half of 2021",
            "2021-06-30",
            "2021-06-30",
        ),
        ("in Q2 2021", "Q2 2021", "2021-04-01", "2021-06-30"),
        ("from 2023 to 2027", "from 2023 to 2027", "2023-01-01", "2027-12-31"),
        ("for 2023-2027", "2023-2027", "2023-01-01", "2027-12-31"),
        ("between April and June 2021", "between April and June 2021", "2021-04-01", "2021-06-30"),
        ("from May 1 to June 30, 2021", "from May 1 to June 30, 2021", "2021-05-01", "2021-06-30"),
        ("from 1 May until 30 June 2021", "from 1 May until 30 June 2021", "2021-05-01", "2021-06-30"),
        ("on May 30-31", "May 30-31", "2019-05-30", "2019-05-31"),
        ("on 13 and 14 May 2021", "13 and 14 May 2021", "2021-05-13", "2021-05-14"),
        ("on 5-7 January", "5-7 January", "2019-01-05", "2019-01-07"),
    ],
)
def test_dates_are_read_from_the_documents_own_date(text: str, words: str, start: str, end: str) -> None:
    """Absolute and relative dates give the days they mean, and the words they were read from."""
    assert days(text) == [(words, start, end)]


@pytest.mark.parametrize(
    "text, words, day",
    [
        (
            "this eighteenth day of April one thousand nine hundred and sixty-one.",
            "eighteenth day of April one thousand nine hundred and sixty-one",
            "1961-04-18",
        ),
        (
            "on the Twelfth day of November in the Year Two Thousand and Twenty-Two in a single",
            "Twelfth day of November in the Year Two Thousand and Twenty-Two",
            "2022-11-12",
        ),
        (
            "this twenty- third day of March, in the year of our Lord two thousand twenty-one, and of the",
            "twenty- third day of March, in the year of our Lord two thousand twenty-one",
            "2021-03-23",
        ),
        (
            "the twenty-first of May two thousand and twenty",
            "twenty-first of May two thousand and twenty",
            "2020-05-21",
        ),
        (
            "THIRTY FIRST DAY OF MAY NINETEEN HUNDRED",
            "THIRTY FIRST DAY OF MAY NINETEEN HUNDRED",
            "1900-05-31",
        ),
        ("25 March nineteen hundred and six,", "25 March nineteen hundred and six", "1906-03-25"),
        ("this first day of May 2004", "first day of May 2004", "2004-05-01"),
        ("this 4th day of May, 2020", "4th day of May, 2020", "2020-05-04"),
        ("the 14th day of the July, 2022, which", "14th day of the July, 2022", "2022-07-14"),
        ("the 25th day of March in the year 1957", "25th day of March in the year 1957", "1957-03-25"),
    ],
)
def test_days_are_read_as_treaties_spell_them(text: str, words: str, day: str) -> None:
    """Days and years in words are read, with "day of", "in the year" and a line's end within them."""
    assert days(text, anchor=None) == [(words, day, day)]


@pytest.mark.parametrize(
    "text",
    [
        "the thirtieth day following the date of deposit of the twenty-second instrument",
        "the thirty-second day of May two thousand and one",
        "the first of May two thousand six hundred delegates marched",
        "the first of May two thousand and five hundred men",
        "the second of May two thousand twenty-second",
        "the third of May two thousand-strong",
        "the second of June and the third",
        "the fourth of may two thousand and one",
        "two thousand and twenty delegates",
    ],
)
def test_numbers_in_words_alone_are_no_day(text: str) -> None:
    """A count, a day without year, a day that no calendar has and a verb are left alone."""
    assert days(text, anchor=None) == []


@pytest.mark.parametrize(
    "text",
    [
        "resolution 1325 of the Council",
        "the 21st century",
        "in the coming weeks",
        "as soon as possible",
        "it may meet",
        "June 31, 2020",
        "they march on",
        "within 90 days of the entry into force",
        "within two years of the date of entry into force",
        "no later than 12 hours after arrival",
        "within 72 hours of arrival",
        "by 1 November each year",
        "from 2027 to 2023",
        "over the coming years",
        "1,990 people",
        "2030 percent",
    ],
)
def test_what_names_no_day_is_no_date(text: str) -> None:
    """Numbers, vague times, impossible days and the verb "may" are left alone."""
    assert days(text) == []


def test_without_an_anchor_only_full_dates_are_read() -> None:
    """A relative date of a document without date is not guessed."""
    assert days("within 90 days, from May 4, 2020, in June", anchor=None) == [
        ("May 4, 2020", "2020-05-04", "2020-05-04")
    ]


def test_a_date_within_a_longer_one_is_not_found_again() -> None:
    """A full date is one day, not also a month and a year."""
    assert len(find_dates("on June 5, 2017", ANCHOR)) == 1


def test_the_first_full_date_is_a_day() -> None:
    """Months, years without a day, and deadlines do not date a document."""
    assert first_full_date("In June 2016, by 7 May 2018, signed on 8 May 2017") == date(2017, 5, 8)


@given(st.text(max_size=60), st.dates(date(1900, 1, 1), date(2090, 1, 1)))
def test_any_text_gives_dates_in_order(text: str, anchor: date) -> None:
    """Whatever the text, expressions follow one another and periods run forward."""
    found = find_dates(text, anchor)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(one.period.start <= one.period.end for one in found)


@given(st.dates(date(1900, 1, 1), date(2089, 12, 31)))
def test_a_written_day_is_read_back(day: date) -> None:
    """A day written out in either order of English is read as that day."""
    for written in (f"{day:%B} {day.day}, {day.year}", f"{day.day} {day:%B} {day.year}"):
        assert [one.period.start for one in find_dates(written, None)] == [day]


ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
ONES += "sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
}
ORDINALS |= {"twelve": "twelfth", "twenty": "twentieth", "thirty": "thirtieth"}


def in_words(number: int) -> str:
    """A number from 1 to 99 as it is spelt."""
    if number <= len(ONES):
        return ONES[number - 1]
    ten, one = divmod(number, 10)
    return TENS[ten - 2] + (f"-{ONES[one - 1]}" if one else "")


def as_ordinal(words: str) -> str:
    """The ordinal of a spelt number."""
    *tens, last = words.split("-")
    return "-".join([*tens, ORDINALS.get(last, f"{last}th")])


@given(st.dates(date(1800, 1, 1), date(2099, 12, 31)), st.sampled_from([" and ", " "]))
def test_a_spelt_day_is_read_back(day: date, link: str) -> None:
    """A day written out in words, as treaties are dated, is read as that day."""
    century, rest = divmod(day.year, 100)
    hundreds = "two thousand" if century == 20 else f"one thousand {ONES[century - 11]} hundred"
    year = hundreds + (f"{link}{in_words(rest)}" if rest else "")
    written = f"Done this {as_ordinal(in_words(day.day))} day of {day:%B} {year}, in duplicate"
    assert [one.period.start for one in find_dates(written, None)] == [day]
