"""Which words of a text are quoted, and which clauses are told as somebody else's."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from servanda.extract.parser import language
from servanda.extract.quotations import quotations, quoted, telling

SAYING = frozenset({"say", "state", "tell", "agree", "acknowledge"})


def tellers(doc: Doc, verb: str) -> list[str | None]:
    """Who tells what each of the clauses says that has this verb; None where nobody does."""
    found = (telling(token, SAYING) for token in doc if token.text == verb)
    return [one.teller.text if one else None for one in found]


def words(doc: Doc, ranges: tuple[range, ...]) -> list[str]:
    return [doc[found.start : found.stop].text for found in ranges]


@pytest.mark.parametrize(
    "text, found",
    [
        ("Norway said “we will go” and “all is well”.", ["“we will go”", "“all is well”"]),
        ('Norway said "we will go" again.', ['"we will go"']),
        ("Norway said “we ‘will’ “go” now”.", ["“we ‘will’ “go” now”"]),
        ('Norway said “we "will" go” now.', ['“we "will" go”']),
        ("“We will go. Chile will pay.", ["“We will go. Chile will pay."]),
        ('"We will go. Chile will pay.', ['"We will go. Chile will pay.']),
        ('A board of 5" is wide.', []),
        ("A board “ is wide.", []),
        ("A board ” is wide.", []),
    ],
)
def test_a_quotation_runs_from_mark_to_mark(text: str, found: list[str]) -> None:
    """One that opens the passage may go on after it; a mark without a partner elsewhere is none."""
    doc = language()(text)
    assert words(doc, quotations(doc)) == found


@pytest.mark.parametrize(
    "text, found",
    [
        ("Peru's motto, “We will save the sea,” guides Chile.", ["“We will save the sea,”"]),
        ("The Ministers recalled the words “we must act” of 2019.", ["“we must act”"]),
        ("Norway and Chile launch the “Clean Ports Plan”.", []),
        ("Norway will “open its ports to all ferries” soon.", []),
        ("“Norway will open its ports.”", []),
        ("Article 5 shall be replaced by this: “Each Party shall report.”", []),
        ("They adopted the following text: “Norway will open its ports.”", []),
    ],
)
def test_a_quotation_is_speech_where_somebody_says_something_in_it(text: str, found: list[str]) -> None:
    """A name, a part of a clause, a whole passage and new text of a treaty are not somebody's speech."""
    doc = language()(text)
    assert words(doc, quoted(doc, quotations(doc))) == found


@pytest.mark.parametrize(
    "text, verb",
    [
        ("Peru said that Norway will pay.", "pay"),
        ("Peru said that Norway will pay and that Chile will go.", "go"),
        ("Norway will pay, Peru said.", "pay"),
        ("Norway will pay, Peru told the ministers.", "pay"),
        ("As Peru stated, Norway will pay.", "pay"),
        ("As stated by Peru, Norway will pay.", "pay"),
        ("As Peru stated, “We will pay.”", "pay"),
        ("“Norway,” said Peru, “will pay.”", "pay"),
    ],
)
def test_a_clause_is_reported_below_or_beside_a_verb_of_saying(text: str, verb: str) -> None:
    """It depends on the verb, before or after it, or is what "as Peru stated" stands beside."""
    doc = language()(text)
    assert tellers(doc, verb) == ["Peru"]


@pytest.mark.parametrize(
    "text, verb",
    [
        ("Norway will pay.", "pay"),
        ("As Peru stated, we will pay.", "pay"),
        ("As stated in Lima, Norway will pay.", "pay"),
        ("As Peru stated its aims, Norway will pay.", "pay"),
        ("Norway will pay, as Peru said.", "pay"),
        ("Peru hopes that Norway will pay.", "pay"),
        ("We welcome the plan, the steps of May, acknowledge the work.", "welcome"),
    ],
)
def test_a_clause_is_not_reported_where_the_text_itself_says_it(text: str, verb: str) -> None:
    """So what "we" say with reference to others, and what no verb of saying tells."""
    doc = language()(text)
    assert tellers(doc, verb) == [None]


@pytest.mark.parametrize("text", ["We said that Norway will pay.", "As we stated, Norway will pay."])
def test_what_we_said_before_is_told_by_us(text: str) -> None:
    """Who tells it is "we", so that it can be known from what others say."""
    assert [one and one.lower() for one in tellers(language()(text), "pay")] == ["we"]
