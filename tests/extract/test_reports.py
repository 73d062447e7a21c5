"""What a note around an instrument, or the instrument itself, says that somebody said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from servanda import iris, lexicon, resources
from servanda.extract import Extractor
from servanda.extract.mentions import Gazetteer
from servanda.extract.parser import parse
from servanda.extract.repetition import linked
from servanda.extract.reports import Heard, ReportFinder, apart
from servanda.lexicon import Lexicon
from servanda.model import Document, Extraction, InstrumentKind, Passage, PassageKind, Reading, Report, Span
from servanda.read import read

DEAL = (
    "the United States had reached a deal with Mexico to stem the flow of illegal immigration across "
    "the U.S. southern border"
)
Told = tuple[tuple[str, ...], str, str]
"""Who did what, by which verb: reporters, verb, content."""


@pytest.fixture(scope="session")
def known() -> Lexicon:
    return lexicon.load(resources.ontology())


def page(*passages: tuple[PassageKind, str]) -> Document:
    """A declaration of Norway and Chile that holds these passages."""
    text = "\n".join(words for _, words in passages)
    laid, start = list[Passage](), 0
    for kind, words in passages:
        span = Span(start, start + len(words))
        seen = range(start + words.startswith("*"), span.end)
        starts, ends = tuple(seen), tuple(i + 1 for i in seen)
        laid.append(Passage(kind, span, Reading(text[seen.start : seen.stop], starts, ends)))
        start = span.end + 1
    return Document(
        name="note",
        file="note.txt",
        text=text,
        sha256="ab" * 32,
        media_type="text/plain",
        kind=InstrumentKind.JOINT_DECLARATION,
        kind_words=None,
        title="Norway-Chile Joint Declaration",
        date=date(2020, 5, 4),
        passages=tuple(laid),
    )


def note(extractor: Extractor, text: str, kind: PassageKind = PassageKind.COVER_NOTE) -> Extraction:
    """The extraction of a declaration of Norway and Chile that holds one passage."""
    return extractor.extract(page((kind, text)))


def hear(known: Lexicon, *paragraphs: str) -> tuple[Document, list[Heard]]:
    """A declaration of Norway and Chile, and what each of its paragraphs tells of."""
    document, everyone = page(*((PassageKind.PARAGRAPH, text) for text in paragraphs)), Gazetteer(known)
    parties = tuple(sorted(name.entity for name in known.names if name.form in ("Norway", "Chile")))
    parsed = parse(document, frozenset({PassageKind.PARAGRAPH}))
    gazetteer = everyone.of(everyone.context(parties, (one.doc for one in parsed)))
    finder = ReportFinder(document, known, gazetteer, parties, iris.BASE)
    return document, [finder.hear(one, gazetteer.find(one.doc)) for one in parsed]


def heard(known: Lexicon, *paragraphs: str) -> list[Told]:
    """The reports in the paragraphs of a declaration of Norway and Chile."""
    document, every = hear(known, *paragraphs)
    return brief(document, tuple(report for one in every for report in one.reports))


def brief(document: Document, reports: tuple[Report, ...]) -> list[Told]:
    """Reports as (reporters, verb, content)."""
    return [
        (
            tuple(reporter.label for reporter in report.reporters),
            report.verb,
            " ".join(document.quote(report.content).split()),
        )
        for report in reports
    ]


def told(extraction: Extraction) -> list[Told]:
    """The reports of an extraction as (reporters, verb, content)."""
    return brief(extraction.document, extraction.reports)


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


def test_what_the_parties_agree_on_is_told_in_a_note_only(extractor: Extractor) -> None:
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


# --- in the instrument -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, report",
    [
        ("Peru said that Norway will open a port.", (("Peru",), "say", "Norway will open a port")),
        (
            "Norway will open a port, the World Bank said.",
            (("World Bank",), "say", "Norway will open a port"),
        ),
        ("Norway will open a port, Chile said.", (("Chile",), "say", "Norway will open a port")),
        ("As Peru stated, Norway will open a port.", (("Peru",), "state", "Norway will open a port")),
        ("Peru stressed that Norway will pay.", (("Peru",), "stress", "Norway will pay")),
        ("Chile informed the ministers that it would pay.", (("Chile",), "inform", "it would pay")),
        ("“We will pay. Chile will go,” Peru said.", (("Peru",), "say", "“We will pay. Chile will go,”")),
        ("Peru said: “We will pay. Chile will go.”", (("Peru",), "say", "“We will pay. Chile will go.”")),
        ("As Norway and Chile said in May, “We will pay.”", (("Norway", "Chile"), "say", "“We will pay.”")),
        ("“Norway,” said Peru, “will open a port.”", (("Peru",), "say", "“will open a port.”")),
        ("President of Chile Rosa Moe said that Norway will pay.", (("Chile",), "say", "Norway will pay")),
    ],
)
def test_the_instrument_tells_what_others_said(known: Lexicon, text: str, report: Told) -> None:
    """What a third party said, or one party said in the past, is a report, told or quoted."""
    assert heard(known, text) == [report]


@pytest.mark.parametrize(
    "text",
    [
        "The two sides announced that they will open a port.",
        "Norway and Chile said that they will open a port.",
        "Chile stressed that Norway will open a port.",
        "Chile announces that it will open a port.",
        "Chile is announcing a new port.",
        "As we announced in May, we will open a port.",
        "As Peru said, we will open a port.",
        "As Chile stated in May, it will open a port.",
        "This declaration states that Norway will open a port.",
        "Norway will announce that Chile may go.",
        "Norway welcomed the plan, the steps of May, acknowledge the work.",
        "Chile signed a treaty.",
    ],
)
def test_what_the_parties_say_in_the_instrument_is_no_report(known: Lexicon, text: str) -> None:
    """What all say, or one says now or by a verb that performs, is said here; a signature is no speech."""
    document, (one,) = hear(known, text)
    assert (brief(document, one.reports), one.words) == ([], ())


def test_words_of_somebody_unknown_are_not_those_of_the_parties(known: Lexicon) -> None:
    """Where the text does not name who said it there is no report, but it is known that others did."""
    _, (one,) = hear(known, "Norway will open a port, the study noted.")
    assert one.reports == ()
    assert [(words.start, words.stop) for words in one.words] == [(0, 5)]


def test_what_the_parties_add_to_what_others_said_is_their_own(known: Lexicon) -> None:
    """A report ends where a clause of the parties begins."""
    text = "Peru told the ministers that Norway will open a port, and the ministers agreed to meet."
    assert heard(known, text) == [(("Peru",), "tell", "Norway will open a port")]


@pytest.mark.parametrize(
    "paragraphs, contents",
    [
        (("Peru said:", "Norway will pay.", "Chile will pay."), ["Norway will pay"]),
        (
            ("Peru said:", "*Norway will pay.", "*Chile will pay.", "Both go."),
            ["Norway will pay", "Chile will pay"],
        ),
        (
            ("Peru said:", "“Norway will pay.", "“Chile will pay.”", "Both go."),
            ["“Norway will pay.", "“Chile will pay.”"],
        ),
        (("Peru said:", "“Norway will pay,” and both will go."), ["“Norway will pay,”"]),
        (("In May, Norway and Chile said:", "“We will pay.”"), ["“We will pay.”"]),
        (("Norway and Chile said:", "We will pay."), []),
        (("Peru said:", "The two countries resolve to:"), []),
        (("Peru is here:", "We will pay."), []),
    ],
)
def test_a_sentence_can_lead_to_the_words_of_somebody(
    known: Lexicon, paragraphs: tuple[str, ...], contents: list[str]
) -> None:
    """After "Peru said:" the next paragraph is its words, or all that are quoted or set apart together."""
    assert [content.rstrip(".") for _, _, content in heard(known, *paragraphs)] == [
        content.rstrip(".") for content in contents
    ]


def test_an_act_that_is_performed_is_no_report(extractor: Extractor, known: Lexicon) -> None:
    """Words that make a statement are not reported as well."""
    document, (one,) = hear(known, "Norway will pay. Chile told Peru that it would go.")
    (statement,) = extractor.extract(document).statements
    stated = replace(statement, action=one.reports[0].content)
    assert len(apart(one.reports, [statement])) == 1
    assert apart(one.reports, [statement, stated]) == ()


# --- what a note has from the instrument -------------------------------------------------------


def quoted(extractor: Extractor, around: str, *inside: str) -> list[tuple[str, str, list[str]]]:
    """What a note quotes: its words, those of the instrument, and the actions they are of."""
    paragraphs = ((PassageKind.PARAGRAPH, text) for text in inside)
    found = extractor.extract(page((PassageKind.COVER_NOTE, around), *paragraphs))
    quote = found.document.quote
    return [
        (quote(one.words), quote(one.source), [quote(action) for action in one.actions])
        for report in linked(found.reports, found.statements, found.document)
        for one in report.quotes
    ]


OPEN = "Chile will open all its sea-ports to ferries, and Norway will send a ship."


@pytest.mark.parametrize(
    "words, source",
    [
        ("“open all its sea-ports to ferries.”", "open all its sea-ports to ferries"),
        ('"Open all  its sea ports"', "open all its sea-ports"),
        ("“open … sea–ports to ferries”", "open all its sea-ports to ferries"),
        ("“open all [its] sea-ports to”", "open all its sea-ports to"),
        ("“open[ing] all its sea-ports”", "all its sea-ports"),
    ],
)
def test_a_note_is_linked_to_the_statement_that_it_quotes(
    extractor: Extractor, words: str, source: str
) -> None:
    """Case, dashes, white space, and what a quotation leaves out or puts in make no difference."""
    found = quoted(extractor, f"Chile agreed to {words}", "Norway and Chile met.", OPEN)
    assert [(there, actions) for _, there, actions in found] == [
        (source, ["open all its sea-ports to ferries"])
    ]


def test_a_quotation_can_be_of_several_statements_or_of_none(extractor: Extractor) -> None:
    """Words over two acts are of both; words outside of every act are of their passage."""
    both = quoted(
        extractor, "Chile agreed to “open all its sea-ports to ferries, and Norway will send a ship.”", OPEN
    )
    none = quoted(extractor, "Peru said “the sea is wide there.”", OPEN, "The sea is wide there.")
    assert [actions for _, _, actions in both] == [["open all its sea-ports to ferries", "send a ship"]]
    assert none == [("the sea is wide there", "The sea is wide there", [])]


@pytest.mark.parametrize(
    "around",
    [
        "Chile agreed to “open all its” doors.",
        "Chile agreed to “close all its sea-ports to ferries.”",
        "Chile agreed to “ferries ... open all its sea-ports.”",
        "Chile agreed to open all its sea-ports to ships.",
    ],
)
def test_few_words_or_other_words_are_no_quotation(extractor: Extractor, around: str) -> None:
    """Three words, words in another order, or a few without quotation marks may be an accident."""
    assert quoted(extractor, around, OPEN) == []


def test_a_note_is_linked_to_the_statement_that_it_repeats(extractor: Extractor) -> None:
    """Many words of a statement in a row are from it, without quotation marks as well."""
    inside = "Chile will open all its ports to the ferries of Norway by May."
    around = "Chile agreed to open all its ports to the ferries of Norway soon."
    (found,) = quoted(extractor, around, inside)
    assert found[:2] == ("open all its ports to the ferries of Norway",) * 2
    assert len(found[2]) == 1


def test_the_letter_of_the_corpus_quotes_the_declaration(extractor: Extractor, root: Path) -> None:
    """What Mexico agreed to, as the letter of 2019 quotes it, is linked to its commitment, and no more."""
    found = extractor.extract(read(root / "corpus" / "2019-06-07-us-mexico-joint-declaration.txt"))
    reports = linked(found.reports, found.statements, found.document)
    assert [len(report.quotes) for report in reports] == [0, 0, 1]
    (quotation,) = reports[2].quotes
    words = "take unprecedented steps to increase enforcement to curb irregular migration"
    assert found.document.quote(quotation.words) == found.document.quote(quotation.source) == words
    assert [found.document.quote(action).startswith(words) for action in quotation.actions] == [True]
