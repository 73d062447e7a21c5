"""The report for people, as text."""

from __future__ import annotations

import re

from rdflib import BNode, Literal, URIRef
from rdflib.namespace import SH

from report.made_reports import DOCUMENT, HARMFUL, NO_ADDRESSEE, ODD_FILE, TROUBLE, at, checked, finding
from servanda.build.report import Format, render, tally, text
from servanda.validate import Checked, Place

HINT = "For more on a rule in brackets: servanda validate --explain RULE"


def body(*reports: Checked) -> list[str]:
    """The lines of a report behind its summary."""
    lines = text(reports).splitlines()
    return lines[lines.index("") + 1 :]


def test_a_report_begins_with_a_summary() -> None:
    """First come how many inputs conform, how much was found, what validated them, and where to ask."""
    reports = [checked(finding(), finding(severity="Info")), checked(), checked(profile="treaty")]
    assert text(reports).split("\n\n")[0].splitlines() == [
        "3 checked, 2 conform: 1 violation, 1 note",
        "Validated by pySHACL 0.40.1, profile declaration (2 inputs).",
        "Validated by pySHACL 0.40.1, profile treaty (1 input).",
        HINT,
    ]


def test_the_summary_says_what_spoils_conformance() -> None:
    """Where more than violations spoil conformance, the summary says so, and the verdict follows it."""
    report = checked(finding(severity="Warning"), fails_on="Info")
    assert text([report]).splitlines()[:3] == [
        "1 checked, none conforms: 1 warning",
        "Validated by pySHACL 0.40.1, profile declaration.",
        "What has warnings and notes does not conform.",
    ]
    assert body(report)[0] == "border.txt: does not conform, 1 warning"


def test_inputs_without_findings_take_a_line_each() -> None:
    """What conforms and has no findings is told in one line, without blank lines between."""
    assert text([checked(name="a.txt", engine=""), checked(name="b.txt", engine="")]) == (
        "2 checked, all conform: nothing found\n\na.txt: conforms\nb.txt: conforms\n"
    )


def test_findings_stand_by_passage_in_the_order_of_the_text() -> None:
    """Findings outside of passages come first, then passage by passage; each says where, what and how."""
    report = checked(
        finding("late", "It is late: mend it.", at(40, "paragraph 12", "within 90 days"), severity="Info"),
        finding("early", "It is early", at(7, "paragraph 2", "shall open"), value=Literal("13")),
        finding("date", "It has no date.", Place("Joint Declaration")),
    )
    assert body(report) == [
        "border.txt: does not conform, 2 violations, 1 note",
        "  Joint Declaration",
        "    violation: It has no date. [date]",
        "  paragraph 2",
        "    line 7, statement “shall open”",
        "      violation: It is early. Found: 13. [early]",
        "  paragraph 12",
        "    line 40, statement “within 90 days”",
        "      note: It is late: mend it. [late]",
    ]


def test_findings_about_one_thing_stand_together() -> None:
    """What several findings are about is said once, the gravest finding first."""
    note = finding("a", "Could be better.", at(7, quote="may go"), severity="Info")
    other = finding("b", "Is wrong.", at(7, quote="may go"))
    stranger = finding("b", "Is wrong.", at(7, quote="may go"), focus=URIRef(f"{DOCUMENT}#statement=50,60"))
    assert body(checked(note, other, stranger))[1:] == [
        "  line 7, statement “may go”",
        "    violation: Is wrong. [b]",
        "    note: Could be better. [a]",
        "  line 7, statement “may go”",
        "    violation: Is wrong. [b]",
    ]


def test_a_file_is_counted_in_its_own_units() -> None:
    """Lines and pages are told as a range; a Word file's paragraphs are not taken for those of the text."""
    pages = Place("statement", "paragraph 2", unit="page", first=3, last=4, offset=1)
    counted = Place("statement", "paragraph 2", unit="paragraph", first=17, last=17, offset=2)
    report = checked(finding(place=pages), finding(place=counted))
    assert [line for line in body(report) if "statement" in line] == [
        "    pages 3–4, statement",
        "    paragraph 17 of the file, statement",
    ]


def test_many_alike_say_their_message_once() -> None:
    """Findings that say the same more than five times are a list of places, one short line for each."""
    quote = "create a bilateral working group, appointed by the two Presidents, and report on what …"
    alike = [finding(place=at(n, f"paragraph {n}", quote), severity="Warning") for n in range(1, 7)]
    other = finding("early", "It is early.", at(3, "paragraph 3"))
    lines = body(checked(*alike, other))
    assert lines[:7] == [
        "border.txt: does not conform, 1 violation, 6 warnings",
        "  paragraph 3",
        "    line 3, statement",
        "      violation: It is early. [early]",
        "  6 warnings alike",
        f"    {NO_ADDRESSEE}",
        "      [recommendation-addressee]",
    ]
    words = "“create a bilateral working group, appointed by the two Presidents, …”"
    assert lines[7:] == [f"    - line {n}, paragraph {n}: {words}" for n in range(1, 7)]


def test_up_to_five_alike_stay_with_their_passages() -> None:
    """Five findings that say the same are told one by one."""
    lines = body(checked(*(finding(place=at(n, f"paragraph {n}")) for n in range(1, 6))))
    assert sum(NO_ADDRESSEE in line for line in lines) == 5


def test_a_list_keeps_what_was_found() -> None:
    """In a list of findings that are alike, each place has the value that was found there."""
    alike = [finding("form", "Mend it.", Place(f"Actor {n}"), value=Literal(n)) for n in range(6)]
    assert body(checked(*alike))[3:] == [f"    - Actor {n} (found: {n})" for n in range(6)]


def test_a_rule_without_a_name_is_called_by_what_it_asks() -> None:
    """A shape that is a blank node cannot be asked for: its constraint and property stand for it."""
    lines = text([checked(finding(message="Less than 1 values.", shape=BNode()))]).splitlines()
    assert HINT not in lines
    assert lines[-1] == "    violation: Less than 1 values. (MinCount-addressee)"


def test_a_rule_of_ones_own_brings_no_hint() -> None:
    """Where to ask for a rule is said where one of the project's rules is in the report, and only there."""
    own = finding(shape=URIRef("https://example.org/shapes#motto"))
    lines = text([checked(own)]).splitlines()
    assert HINT not in lines
    assert lines[-1].endswith("[motto]")
    assert HINT in text([checked(own, finding())]).splitlines()


def test_rules_of_the_same_name_are_told_apart() -> None:
    """Two shapes whose names end alike are called by their whole IRIs."""
    own = URIRef("https://example.org/shapes#date")
    said = text([checked(finding("date"), finding(shape=own), finding("early"))])
    assert set(re.findall(r"\[(.*)\]", said)) == {str(own), "https://w3id.org/servanda/shapes#date", "early"}


def test_a_finding_without_a_place_is_named_by_its_node() -> None:
    """Where nobody looked up the place, the node stands for it; a blank node has no name to give."""
    lines = body(checked(finding(focus=URIRef("urn:x")), finding(focus=BNode())))[1:]
    assert [line for line in lines if not line.startswith("   ")] == ["  a node without a name", "  urn:x"]


def test_values_that_words_would_hide_are_quoted() -> None:
    """A value that was found is told if it is short, a literal in quotes if it is empty or has spaces."""
    values = (Literal(""), Literal("two  words"), Literal("x" * 61), SH.Info, Literal("2019-06-07"))
    findings = (finding(f"r{n}", "Mend it.", value=value) for n, value in enumerate(values))
    assert [line.strip() for line in body(checked(*findings))[2:]] == [
        "violation: Mend it. Found: “”. [r0]",
        "violation: Mend it. Found: “two words”. [r1]",
        "violation: Mend it. [r2]",
        "violation: Mend it. Found: sh:Info. [r3]",
        "violation: Mend it. Found: 2019-06-07. [r4]",
    ]


def test_lines_have_at_most_a_hundred_characters() -> None:
    """Long messages are wrapped; only a longer word stands out, so that an IRI can be copied."""
    iri = "https://example.org/" + "x" * 100
    said = text([checked(finding(message="word " * 100), finding("long", f"See {iri} there."))])
    assert [line.split() for line in said.splitlines() if len(line) > 100] == [[iri]]


def test_colours_change_no_character() -> None:
    """With colours the text is the same between the codes, and the severities and verdicts have some."""
    reports = [TROUBLE, checked(), checked(*(finding(place=at(n)) for n in range(1, 10)))]
    coloured = render(reports, Format.TEXT, colour=True)
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == text(reports)
    for looks in ("31mviolation", "33mwarning", "36mnote", "32mconforms", "31mdoes not conform"):
        assert looks in coloured


def test_no_words_of_an_input_command_the_terminal() -> None:
    """Control characters become visible, line breaks in names too, and odd bytes of names are numbers."""
    lines = text([TROUBLE, checked(finding(message=HARMFUL), name="a\nb.txt: conforms")]).splitlines()
    assert not [line for line in lines if not line.isprintable() and line.strip()]
    assert f"{ODD_FILE[:-6]}\\xe9?.txt: does not conform, 2 violations, 1 warning, 1 note" in lines
    assert "a�b.txt: conforms: does not conform, 1 violation" in lines


def test_a_tally_counts_each_severity() -> None:
    """Severities are counted over all reports, in the order of gravity, none of those without findings."""
    reports = [checked(finding(), finding(severity="Info")).report, checked(finding()).report]
    assert tally(reports) == "2 violations, 1 note"
