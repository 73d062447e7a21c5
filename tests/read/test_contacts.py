from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import PhoneNumberMatcher

from servanda.read.contacts import MASK, mask


def contacts(text: str) -> list[str]:
    """The words of `text` that are masked, those with nothing but white space between them as one."""
    masked, _ = mask(text)
    found = "".join(
        original if covered == MASK or original.isspace() else "\0"
        for original, covered in zip(text, masked, strict=True)
    )
    return [words.strip() for words in found.split("\0") if words.strip()]


def test_each_character_of_a_contact_is_masked_and_counted() -> None:
    """Letters, digits and marks of a contact are covered one by one; the rest of the text stands."""
    masked, count = mask(
        "Press: Ana Ruiz, a.ruiz@sre.gob.mx,\ntel. +52 55 3686 5100 ext. 12, (202)\n456-1414.\n"
    )
    assert masked == (
        "Press: Ana Ruiz, █████████████████,\ntel. ███ ██ ████ ████ ████ ██, █████\n████████.\n"
    )
    assert count == 3


@pytest.mark.parametrize(
    "text, words",
    [
        ("Write to press@who.eop.gov.", "press@who.eop.gov"),
        ("<mailto:Ana.Ruiz+press@sre.gob.mx>", "Ana.Ruiz+press@sre.gob.mx"),
        ("the office (_info@asean.org_)", "info@asean.org"),
        ("josé.muñoz@cancillería.mx", "josé.muñoz@cancillería.mx"),
        ("o’brien@dfa.ie and 'x@dfa.ie'", "o’brien@dfa.ie"),
        (r"john\_smith@state.gov", r"john\_smith@state.gov"),
        ('"ana ruiz"@sre.gob.mx', '"ana ruiz"@sre.gob.mx'),
        ("ana [at] sre.gob.mx", "ana [at] sre.gob.mx"),
        ("ana(at)sre(dot)gob(dot)mx", "ana(at)sre(dot)gob(dot)mx"),
        ("press@\nstate.gov", "press@\nstate.gov"),
        ("ops@xn--bcher-kva.xn--p1ai", "ops@xn--bcher-kva.xn--p1ai"),
    ],
)
def test_an_address_is_masked_in_each_of_its_forms(text: str, words: str) -> None:
    """Addresses of any script, quoted, escaped, spelt out or broken after the sign are masked whole."""
    assert contacts(text)[0] == words


@pytest.mark.parametrize(
    "text, words",
    [
        ("Geneva: +41 22 917 9000.", "+41 22 917 9000"),
        ("+44 (0)20 7747 6385", "+44 (0)20 7747 6385"),
        ("call(+32 2 299 13 82)", "+32 2 299 13 82"),
        ("tel:+12024561414", "+12024561414"),
        ("desk at (202) 456-1414 or", "(202) 456-1414"),
        ("(202)456-1414", "(202)456-1414"),
        ("desk at (202)\n  456-1414", "(202)\n  456-1414"),
        ("John Roe, 202/224-5042", "202/224-5042"),
        ("at 202-456-1414, x123", "202-456-1414, x123"),
        ("at 202.456.1414", "202.456.1414"),
        ("1-800-232-0233", "1-800-232-0233"),
        ("1-800-4-CANCER today", "1-800-4-CANCER"),
        ("SRE (55) 3686-5100", "(55) 3686-5100"),
        ("Minister's office (02) 6277 7500", "(02) 6277 7500"),
        ("Ann Roe 0412 345 678", "0412 345 678"),
    ],
)
def test_a_number_in_an_unmistakable_form_is_masked_anywhere(text: str, words: str) -> None:
    """A country's code, a North American form or a trunk zero make a phone number by themselves."""
    assert contacts(text) == [words]


@pytest.mark.parametrize(
    "text, words",
    [
        ("Tel: 918 29 00", "918 29 00"),
        ("**Phone:** 5080 2000", "5080 2000"),
        ("Tel./Fax: 224-1234", "224-1234"),
        ("Fax No. 733822", "733822"),
        ("Tél. 01 43 17 53 53", "01 43 17 53 53"),
        ("Teléfono: 55 3686 5100", "55 3686 5100"),
        ("WhatsApp 98188422", "98188422"),
        ("P: 202 224 5042", "202 224 5042"),
        ("Contact: Ana Ruiz (press) 202 224 5042", "202 224 5042"),
        ("Tel. +1 555 123 4567", "555 123 4567"),
        ("Mobile 0412345678 12 May 2004", "0412345678"),
    ],
)
def test_a_cue_on_the_line_makes_a_number_one_of_a_phone(text: str, words: str) -> None:
    """After a cue, digits that could be anything are masked, but not the date after them."""
    assert contacts(text)[-1].removeprefix("1 ") == words


def test_numbers_that_follow_a_number_are_masked_too() -> None:
    """One cue serves all numbers after it on the line."""
    assert contacts("Contact: A. Roe 202 224 5042 or 888 250 1879, B. Doe 202 224 5043") == [
        "202 224 5042",
        "888 250 1879",
        "202 224 5043",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "S/RES/780 (1992), A/75/L.1 and resolution 2625 (XXV), 1267 (1999) and 1373 (2001)",
        "United Nations, Treaty Series, vol. 75, Nos. 970-973, and vol. 1155, No. 18232",
        "on 2017-06-05, 05.06.2017, 5/6/2017 and 02-03-2005 at 10:30:15",
        "the years 2019-2023, 1997-98, 2021/22 and 2010 2015",
        "144,278 people, $1,234,567,890, €5 000 000, 1 078 350 000 and 102 112 1014",
        "ISBN 978-92-1-130123-4, ISSN 0251-7329, doi 10.1257/aeri.20180150, 02-72318 (E)",
        "at 19°25′42″N 99°07′39″W, 19.4284, -99.1276, from 50-200 nautical miles",
        "files 2017-06-05-declaration.txt and https://www.un.org/2024/456-1414/202-456-1414.html",
        "Articles 5, 10.1.2 and 2550.404 of 5 U.S.C. 5701-5707 and HTSUS 0201.30.5091",
        "we call for the implementation of resolutions 1267 (1999) and 2254 (2015) by 2030",
        "We call on donors to give 100 000 000 dollars; mobile 1 000 000, cell 2 500 000",
        "the Contact Group of 2014-2020, CS Information Reports 5020–5029",
        "Phone 2019-2020, Tel 2017-06-05, Fax 05.06.2017, call 0.88 0.88 0.90",
        "paragraphs (12) and (55) 2019-2020, item (202) 1325",
        "follow @StateDept and .@POTUS, https://medium.com/@user, at 5 @ 10",
        "the delegations met [at Geneva] and (at) last. Then",
        "Rio+20 2012 2013 44, +5 per cent, 1.5 + 2.5 degrees",
    ],
)
def test_what_only_looks_like_a_contact_stands(text: str) -> None:
    """Symbols, dates, years, amounts, books, places, files, articles and handles are left alone."""
    assert mask(text) == (text, 0)


WORDS = (
    "Tel: |call |contact |Fax No. |P: |ext. 12|202|456|1414|2019|1-800-|HELP|a|state.gov| or |0|(0|+1 |+41 "
)
PIECES = (*WORDS.split("|"), *'+()-./@"’█, \n\t\xa0', " [at] ", "(dot)")
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=25).map("".join))


@given(TEXTS)
def test_masking_changes_no_offset_and_no_white_space(text: str) -> None:
    """A masked text is as long as the text, and differs from it only where the mask stands."""
    masked, count = mask(text)
    assert len(masked) == len(text)
    assert all(
        new == old or (new == MASK and not old.isspace()) for new, old in zip(masked, text, strict=True)
    )
    assert (count > 0) == (masked != text)


@given(TEXTS)
def test_a_masked_text_has_nothing_left_to_mask(text: str) -> None:
    """Masking twice is masking once, and the library finds no number with a country's code any more."""
    masked, _ = mask(text)
    assert mask(masked) == (masked, 0)
    assert not list(PhoneNumberMatcher(masked, None))


def test_a_text_without_numbers_does_not_load_the_library() -> None:
    """What has no candidate is not made to pay for the tables of the world's phone numbers."""
    program = (
        "import sys; from servanda.read.contacts import mask; mask('In 2019 we met (S/RES/780 (1992)).')"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", f"{program}; print('phonenumbers' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert loaded.stdout == "False\n"
