"""What the notes around an instrument say that somebody announced, and what is no report."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from servanda.extract import Extractor
from servanda.model import Document, Extraction, InstrumentKind, Passage, PassageKind, Reading, Span
from servanda.read import read

DEAL = (
    "the United States had reached a deal with Mexico to stem the flow of illegal immigration across "
    "the U.S. southern border"
)
Told = tuple[tuple[str, ...], str, str]
"""Who did what, by which verb: reporters, verb, content."""


def note(extractor: Extractor, text: str, kind: PassageKind = PassageKind.COVER_NOTE) -> Extraction:
    """The extraction of a declaration of Norway and Chile that holds one passage."""
    reading = Reading(text, tuple(range(len(text))), tuple(range(1, len(text) + 1)))
    document = Document(
        name="note",
        file="note.txt",
        text=text,
        sha256="ab" * 32,
        media_type="text/plain",
        kind=InstrumentKind.JOINT_DECLARATION,
        kind_words=None,
        title="Norway-Chile Joint Declaration",
        date=date(2020, 5, 4),
        passages=(Passage(kind, Span(0, len(text)), reading),),
    )
    return extractor.extract(document)


def told(extraction: Extraction) -> list[Told]:
    """The reports as (reporters, verb, content)."""
    return [
        (
            tuple(reporter.label for reporter in report.reporters),
            report.verb,
            " ".join(extraction.document.quote(report.content).split()),
        )
        for report in extraction.reports
    ]


@pytest.mark.parametrize(
    "text, report",
    [
        ("Norway announced that the fund is open.", (("Norway",), "announce", "the fund is open")),
        ("Norway announced a new fund on Friday.", (("Norway",), "announce", "a new fund")),
        ("Chile said Norway had not paid.", (("Chile",), "say", "Norway had not paid")),
        ("Chile said in a statement that Norway must pay.", (("Chile",), "say", "Norway must pay")),
        ("Talks will go on, Chile said.", (("Chile",), "say", "Talks will go on")),
        ("Chile promised Norway that it would pay.", (("Chile",), "promise", "it would pay")),
        ("Norway agreed to share its data.", (("Norway",), "agree", "share its data")),
        ("Norway agreed to “share its data.”", (("Norway",), "agree", "“share its data.”")),
        ("Norway agreed not to fish there.", (("Norway",), "agree", "not to fish there")),
        ("Norway agreed with Chile on Friday to a plan.", (("Norway",), "agree", "a plan")),
        ("Chile committed to reopening the port.", (("Chile",), "commit", "reopening the port")),
        (
            "President Joe Biden said: “We will go, and Chile will pay.”",
            (("Joe Biden",), "say", "“We will go, and Chile will pay.”"),
        ),
        (
            "Norway agreed that, in the event of a storm, it would help.",
            (("Norway",), "agree", "in the event of a storm, it would help"),
        ),
    ],
)
def test_what_somebody_announced_is_told_in_its_own_words(
    extractor: Extractor, text: str, report: Told
) -> None:
    """The content is the clause, infinitive or phrase after the verb, or the clause before it."""
    assert told(note(extractor, text)) == [report]


@pytest.mark.parametrize(
    "text, report",
    [
        (
            "The text below was released by the Governments of Peru, Chile, and Norway in Oslo.",
            (("Peru", "Chile", "Norway"), "release", "The text below"),
        ),
        (
            "The following is the text of a joint statement issued by Peru and Chile.",
            (("Peru", "Chile"), "issue", "a joint statement"),
        ),
    ],
)
def test_a_passive_verb_has_its_actors_after_by(extractor: Extractor, text: str, report: Told) -> None:
    """Who released or issued a text stands after "by", and the text is the content."""
    assert told(note(extractor, text)) == [report]


def test_each_verb_of_a_sentence_tells_of_its_own_act(extractor: Extractor) -> None:
    """Acts of several subjects, and several acts of one, are reports of their own."""
    text = (
        "Norway announced a new fund, and Chile pledged to double it. "
        "In a note issued by the two countries, Peru agreed to pay. "
        "Chile signed the treaty and confirmed that it would pay."
    )
    assert told(note(extractor, text)) == [
        (("Norway",), "announce", "a new fund"),
        (("Chile",), "pledge", "double it"),
        (("Norway", "Chile"), "issue", "a note"),
        (("Peru",), "agree", "pay"),
        (("Chile",), "sign", "the treaty"),
        (("Chile",), "confirm", "it would pay"),
    ]


def test_actors_are_whoever_the_words_mean(extractor: Extractor) -> None:
    """Parties or not, by name, by office, by "both sides", or by a pronoun for those named before."""
    text = (
        "President Joe Biden welcomed the treaty. He said that talks go on. "
        "The Norwegian government announced a fund. It confirmed the sum. "
        "Both sides reaffirmed the treaty. The bilateral working group adopted the plan."
    )
    assert [(actors, verb) for actors, verb, _ in told(note(extractor, text))] == [
        (("Joe Biden",), "welcome"),
        (("Joe Biden",), "say"),
        (("Norway",), "announce"),
        (("Norway",), "confirm"),
        (("Norway", "Chile"), "reaffirm"),
        (("bilateral working group",), "adopt"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "We announced a new fund.",
        "It was announced that the fund is open.",
        "A spokeswoman said that the fund is open.",
        "Norway did not announce a fund.",
        "Norway will announce a fund.",
        "The fund is to be announced by Norway.",
        "The fund was announced on 3 May 2020.",
        "Norway endorsed it.",
        "Norway opened the port.",
        "Chile issued and published.",
        "Norway agreed on",
        "who Chile said May announced “",
    ],
)
def test_what_was_not_done_or_has_no_actor_is_not_reported(extractor: Extractor, text: str) -> None:
    """What is denied, still to come, done by nobody named, or named by a mere pronoun gives no report."""
    assert told(note(extractor, text)) == []


def test_an_act_within_what_somebody_said_is_part_of_that(extractor: Extractor) -> None:
    """What somebody said that another had agreed to is one report, of the one who said it."""
    text = "Norway has agreed to pay, Chile said. Peru said that a plan signed by Chile was ready."
    assert told(note(extractor, text)) == [
        (("Chile",), "say", "Norway has agreed to pay"),
        (("Peru",), "say", "a plan signed by Chile was ready"),
    ]


@pytest.mark.parametrize(
    "text, day, words",
    [
        ("On Sunday, May 3, Norway announced a fund.", "2020-05-03", "May 3"),
        ("Norway on 2 May 2020 announced a fund.", "2020-05-02", "2 May 2020"),
        ("The plan was released by Chile and Peru at a summit on May 2.", "2020-05-02", "May 2"),
    ],
)
def test_the_day_of_the_act_is_read(extractor: Extractor, text: str, day: str, words: str) -> None:
    """A day that the sentence names for the act is that of the report, with its words."""
    extraction = note(extractor, text)
    (report,) = extraction.reports
    assert report.day is not None
    assert (str(report.day.value), extraction.document.quote(report.day.span)) == (day, words)


@pytest.mark.parametrize(
    "text",
    [
        "Norway announced that the fund would open on 8 May 2020.",
        "The declaration of 2 May was released by Norway.",
        "After talks since 3 May, Norway announced a truce.",
        "In May 2020 Norway announced a truce.",
        "Norway, which joined on 3 May, announced a truce.",
    ],
)
def test_another_day_is_not_that_of_the_act(extractor: Extractor, text: str) -> None:
    """A day of what was announced, of another text or act, or since which, is no such day, nor is a month."""
    (report,) = note(extractor, text).reports
    assert report.day is None


def test_only_notes_report(extractor: Extractor) -> None:
    """The same words are a statement in the instrument, and a report in a note around it."""
    text = "Norway and Chile agreed to meet again."
    inside, around = note(extractor, text, PassageKind.PARAGRAPH), note(extractor, text)
    assert (len(inside.statements), inside.reports) == (1, ())
    assert (around.statements, len(around.reports)) == ((), 1)


def test_the_letter_of_the_corpus(extractor: Extractor, root: Path) -> None:
    """The letter around the declaration of 2019 says who announced and agreed to what, once with a day."""
    extraction = extractor.extract(read(root / "corpus" / "2019-06-07-us-mexico-joint-declaration.txt"))
    assert told(extraction) == [
        (
            ("Donald Trump",),
            "announce",
            DEAL,
        ),
        (("United States", "Mexico"), "issue", "a joint declaration"),
        (
            ("Mexico",),
            "agree",
            "“take unprecedented steps to increase enforcement to curb irregular migration.”",
        ),
    ]
    days = [report.day and str(report.day.value) for report in extraction.reports]
    assert days == ["2019-06-07", None, None]
