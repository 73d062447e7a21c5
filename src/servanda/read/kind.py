"""What kind of instrument a document is, by what it calls itself."""

from __future__ import annotations

import re

from servanda.model import InstrumentKind

_NAMES = (
    (InstrumentKind.COMMUNIQUE, r"communiqu[eé]"),
    (InstrumentKind.JOINT_DECLARATION, r"declaration"),
    (InstrumentKind.RESOLUTION, r"(?:^|council |assembly )resolution|resolution [\dA-Z/]*\d"),
    (InstrumentKind.TREATY, r"convention|treaty|agreement between|protocol (?:to|on)|covenant"),
    (InstrumentKind.JOINT_STATEMENT, r"statement"),
    (InstrumentKind.PRESS_RELEASE, r"press release|fact sheet|readout"),
)


def instrument_kind(title: str, opening: str) -> InstrumentKind:
    """The kind that the title names first, else that of the opening words, else `UNKNOWN`.

    The first name counts: a "Joint Statement on the Convention" is a statement.
    """
    for words in (title, opening):
        found = [
            (match.start(), kind)
            for kind, pattern in _NAMES
            if (match := re.search(rf"(?:{pattern})\b", words, re.IGNORECASE))
        ]
        if found:
            return min(found)[1]
    return InstrumentKind.UNKNOWN
