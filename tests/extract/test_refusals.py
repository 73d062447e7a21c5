"""Refusals: each reason for which a cue makes no statement has a sentence."""

from __future__ import annotations

import pytest

from said import Declared, said
from servanda.extract.refusals import Why

REASONS = {
    Why.NO_CUE: ("Norway and Chile met in Bergen.", "Norway and Chile met in Bergen."),
    Why.SUBORDINATE: ("The ferries that will sail are new.", "will"),
    Why.UNFRAMED: ("We wish well.", "wish"),
    Why.PERFECT: ("We have welcomed the ferry.", "welcomed"),
    Why.PROGRESSIVE: ("We are welcoming the ferry.", "welcoming"),
    Why.HYPOTHETICAL: ("We could agree to sail.", "agree"),
    Why.ELLIPTIC: ("We will not.", "will"),
    Why.ABILITY: ("We will be able to sail.", "will"),
    Why.DEFINITION: ("The term shall mean a ship.", "shall"),
    Why.DENIED: ("We do not commit to paying the debt.", "commit"),
    Why.NO_PARTY: ("Peru pledges to repair the pier.", "pledges"),
    Why.REPORTED: ("“We will repair the pier,” said the mayor of Bergen.", "will"),
    Why.NO_SUBJECT: ("To commend the crew.", "commend"),
    Why.LEADS: ("We will take the following steps:", "will"),
}
"""For each reason, a sentence that makes no statement, and the words that are refused."""


def test_each_reason_has_a_sentence() -> None:
    """No reason is given that no sentence here shows."""
    assert set(REASONS) == set(Why)


@pytest.mark.parametrize("why", REASONS)
def test_a_cue_without_a_statement_has_its_reason(declared: Declared, why: Why) -> None:
    """The words of the cue, or the sentence without one, are named with why they make no statement."""
    sentence, words = REASONS[why]
    extraction = declared(sentence)
    assert said(extraction) == []
    refused = [(refusal.why, extraction.document.quote(refusal.span)) for refusal in extraction.refusals]
    assert refused == [(why, words)]
