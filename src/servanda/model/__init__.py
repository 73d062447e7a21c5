"""What the stages hand to one another: plain frozen values, without RDF and without spaCy.

Every offset counts characters (Unicode code points) of `Document.text` from 0, the end exclusive,
as RFC 5147 counts them in plain text.
"""

from __future__ import annotations

from servanda.model.document import (
    Cited,
    Document,
    Evidence,
    InstrumentKind,
    Part,
    Passage,
    PassageKind,
    Period,
    Reading,
    Span,
    Unit,
)
from servanda.model.extraction import (
    Baseline,
    Entity,
    Extraction,
    Figure,
    Mention,
    Quotation,
    Reference,
    Refusal,
    Report,
    Statement,
    Terms,
    UnresolvedName,
)

__all__ = [
    "Baseline",
    "Cited",
    "Document",
    "Entity",
    "Evidence",
    "Extraction",
    "Figure",
    "InstrumentKind",
    "Mention",
    "Part",
    "Passage",
    "PassageKind",
    "Period",
    "Quotation",
    "Reading",
    "Reference",
    "Refusal",
    "Report",
    "Span",
    "Statement",
    "Terms",
    "Unit",
    "UnresolvedName",
]
