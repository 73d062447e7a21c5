"""What kind of instrument a document is, by what it calls itself."""

from __future__ import annotations

import re

from servanda.model import InstrumentKind

_NAMES = (
    (InstrumentKind.COMMUNIQUE, r"communiqu[eé]"),
    (InstrumentKind.JOINT_DECLARATION, r"declaration"),
    (InstrumentKind.RESOLUTION, r"resolution"),
    (InstrumentKind.TREATY, r"convention|treaty|agreement between|protocol (to|on)|covenant"),
    (
        InstrumentKind.JOINT_STATEMENT,
        r"joint (leaders['’]? )?statement|leaders['’]?s?['’]? (joint )?statement|statement",
    ),
    (InstrumentKind.PRESS_RELEASE, r"press release|fact sheet|readout"),
)


def instrument_kind(title: str, opening: str) -> InstrumentKind:
    """The kind that the title names, else the opening words of the text, else `UNKNOWN`."""
    for words in (title, opening):
        for kind, pattern in _NAMES:
            if re.search(rf"\b({pattern})\b", words, re.IGNORECASE):
                return kind
    return InstrumentKind.UNKNOWN
