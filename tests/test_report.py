"""The report in words: how each finding says where it stands."""

from __future__ import annotations

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import SH

from servanda.build.report import Checked, text
from servanda.validate import Finding, Report
from servanda.vocab import PREFIXES, SV

DOCUMENT = "https://w3id.org/servanda/id/document/border"
WORDS = (
    ("section", None, "1", "ARTICLE 1\nNorway opens the border.", ""),
    ("section", None, "3", "ARTICLE 3\n1. Sweden may\n(a) trade;\n(c) fish.", 'sv:skippedNumber "2"'),
    ("paragraph", 1, "1", "1. Sweden may\n(a) trade;\n(c) fish.", ""),
    ("paragraph", 2, "a", "(a) trade;", ""),
    ("paragraph", 2, "c", "(c) fish.", 'sv:skippedNumber "b"'),
    ("annex", None, "I", "Annex I\nMaps", ""),
    ("annex", None, "I", "Annex I\nPrices", 'sv:repeatedNumber "I"'),
    ("annex", None, "III", "Annex III\nTables", 'sv:skippedNumber "II"'),
    ("paragraph", None, "1", "1. First.", ""),
    ("paragraph", None, "1", "1. Again.", 'sv:repeatedNumber "1"'),
    ("paragraph", None, "3", "3. Third.", 'sv:skippedNumber "2"'),
    ("section", None, None, "Crossings\nSvinesund | open", 'sv:heading "Crossings"@en'),
    ("table-row", 11, None, "Svinesund | open", ""),
    ("cover-note", None, None, "For the press.", ""),
)
"""The passages of a document: what each is, what holds it, its number, its words, and what else is known."""
AFTER = {1: 0, 4: 3, 6: 5, 7: 6, 9: 8, 10: 9}
"""The passages that are numbered after another."""
TEXT = "\n".join(words for _, holder, _, words, _ in WORDS if holder is None)


def iri(place: int) -> str:
    """The IRI of a passage."""
    what, _, _, words, _ = WORDS[place]
    return f"{DOCUMENT}#{what}={TEXT.index(words)},{TEXT.index(words) + len(words)}"


def graph() -> Graph:
    """The passages, as far as a report goes."""
    lines = [f'<{DOCUMENT}> sv:text """{TEXT}""" .']
    for place, (_, _, number, words, more) in enumerate(WORDS):
        known = (
            f"sv:passageOf <{DOCUMENT}>",
            f"sv:evidence <#{place}>",
            f'sv:number "{number}"' if number else "",
            f"sv:numberedAfter <{iri(AFTER[place])}>" if place in AFTER else "",
            more,
        )
        lines.append(f"<{iri(place)}> {' ; '.join(filter(None, known))} .")
        lines.append(f'<#{place}> oa:exact """{words}""" .')
    prefixes = "".join(f"@prefix {name}: <{PREFIXES[name]}> . " for name in ("oa", "sv"))
    return Graph().parse(data=f"@base <{DOCUMENT}> . {prefixes} {' '.join(lines)}", format="turtle")


def where(place: int, path: URIRef) -> str:
    """Where a warning about a passage stands, as the report says it."""
    focus = URIRef(iri(place))
    finding = Finding(focus, path, None, "Warning", "Mend it.", SV.Passage, SH.InConstraintComponent)
    return report(finding)[0].removeprefix("  warning: ")


def report(finding: Finding) -> list[str]:
    """The lines of a report about one finding."""
    _, *lines, _ = text([Checked("border", graph(), Report(DOCUMENT, (finding,)))]).splitlines()
    return lines


@pytest.mark.parametrize(
    "place, words",
    [
        (1, "between articles 1 and 3: “ARTICLE 3 1. Sweden may (a) trade; (c) fish.”"),
        (4, "between paragraphs a and c of paragraph 1 of article 3: “(c) fish.”"),
        (7, "between annexes I and III: “Annex III Tables”"),
        (10, "between paragraphs 1 and 3: “3. Third.”"),
    ],
)
def test_a_gap_is_between_its_neighbours(place: int, words: str) -> None:
    """A missing number is reported with the numbers before and after it, and with what holds the two."""
    assert where(place, SV.skippedNumber) == words


@pytest.mark.parametrize(
    "place, words",
    [
        (6, "annex I after annex I: “Annex I Prices”"),
        (9, "paragraph 1 after paragraph 1: “1. Again.”"),
    ],
)
def test_a_repeat_is_after_its_neighbour(place: int, words: str) -> None:
    """A number that is not higher than the one before it is reported with both."""
    assert where(place, SV.repeatedNumber) == words


@pytest.mark.parametrize(
    "place, words",
    [
        (0, "words in article 1: “ARTICLE 1 Norway opens the border.”"),
        (3, "words in paragraph a of paragraph 1 of article 3: “(a) trade;”"),
        (12, "table row under “Crossings”: “Svinesund | open”"),
        (13, "cover note: “For the press.”"),
    ],
)
def test_other_findings_are_in_their_paragraph(place: int, words: str) -> None:
    """Any other finding stands in its paragraph, called by its number and what holds it, as far as known."""
    assert where(place, SV.order) == words


def test_a_gap_without_its_neighbour_is_in_its_paragraph() -> None:
    """Where the graph does not say what a passage is numbered after, a gap has the number it was found at."""
    assert where(8, SV.skippedNumber) == "words in paragraph 1: “1. First.”"


def test_a_part_that_runs_backwards_is_named_by_its_iri() -> None:
    """An IRI that names no stretch of characters is said as it stands."""
    odd = URIRef(f"{DOCUMENT}#paragraph=9,3")
    finding = Finding(odd, SV.order, None, "Violation", "Mend it.", SV.Passage, SH.InConstraintComponent)
    assert report(finding) == [f"  violation: {odd}", "    Mend it."]
