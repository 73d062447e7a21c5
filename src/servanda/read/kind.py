"""What kind of instrument a document is, by what it calls itself."""

from __future__ import annotations

import re
from collections.abc import Iterable

from servanda.model import Evidence, InstrumentKind, Reading

_NAMES = (
    (InstrumentKind.COMMUNIQUE, r"communiqu[eé]"),
    (InstrumentKind.JOINT_DECLARATION, r"(?:joint )?declaration"),
    (InstrumentKind.RESOLUTION, r"(?:(?<=^)|(?<=council )|(?<=assembly )|(?<=\)\. ))resolution"),
    (InstrumentKind.RESOLUTION, r"resolution [\dA-Z/]*\d|(?<=^)\d{1,3}/\d{1,3}\. \w+"),
    (InstrumentKind.TREATY, r"convention|treaty|agreement (?:between|on|for)|protocol (?:to|on)|covenant"),
    (InstrumentKind.JOINT_STATEMENT, r"(?:joint )?statement"),
    (InstrumentKind.PRESS_RELEASE, r"press release|fact sheet|readout"),
)


def instrument_kind(title: str, openings: Iterable[Reading]) -> tuple[InstrumentKind, Evidence | None]:
    """The kind that the title names first, else that of the `openings`, and the words that name it.

    The first name counts: a "Joint Statement on the Convention" is a statement. The evidence has a
    span where the words stand in an opening; a text that names no kind is `UNKNOWN`, without evidence.
    """
    kind, match = _first(title)
    if match:
        return kind, Evidence(match[0])
    for reading in openings:
        kind, match = _first(reading.text)
        if match:
            return kind, Evidence(match[0], reading.span(*match.span()))
    return InstrumentKind.UNKNOWN, None


def _first(words: str) -> tuple[InstrumentKind, re.Match[str] | None]:
    """The kind that is named first, with its words."""
    found = [
        (match.start(), kind, match)
        for kind, pattern in _NAMES
        if (match := re.search(rf"\b(?:{pattern})\b", words, re.IGNORECASE))
    ]
    _, kind, match = min(found, default=(0, InstrumentKind.UNKNOWN, None), key=lambda one: one[0])
    return kind, match
