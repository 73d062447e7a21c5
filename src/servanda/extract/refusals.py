"""Refusals: why words that are cues make no act, for those who ask."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from servanda.extract.cues import Performance
from servanda.lexicon import Cue


class Why(StrEnum):
    """Why there is no statement, in words that go on from "no statement:"."""

    NO_CUE = "none of its words is a cue"
    SUBORDINATE = "it stands within another clause or phrase, which performs nothing by itself"
    UNFRAMED = "nothing follows it in which it has a force"
    PERFECT = "the perfect tense tells of an act performed before"
    PROGRESSIVE = "it tells what is under way"
    HYPOTHETICAL = "it says what might be, or might have been"
    ELLIPTIC = "what it says is left to be understood"
    ABILITY = "it says what can be or what there is, not what somebody will do"
    DEFINITION = "it says what a word means"
    DENIED = "who does not perform an act says nothing of it"
    NO_PARTY = "its subject is no party of the document, nor a body of one"
    REPORTED = "it is what somebody else is said to have said, or is quoted"
    NO_SUBJECT = "it has no subject"
    LEADS = "it says nothing by itself, but gives its force to what follows"


@dataclass(frozen=True, slots=True)
class Refused:
    """The tokens `first` up to `end` are the words of a cue, and make no act."""

    first: int
    end: int
    why: Why
    cue: Cue | None = None

    @classmethod
    def of(cls, performance: Performance, why: Why) -> Refused:
        """The refusal of what a cue would perform with its complement."""
        return cls(performance.first, performance.end, why, performance.cue)
