"""The tables of an export: which there are, and what is said of them all.

A column named after a thing holds its IRI, as does one that ends in `_iris`; others hold names in words.
"""

from __future__ import annotations

from servanda.export.sheets.documents import DOCUMENTS, MENTIONS
from servanda.export.sheets.statements import LINKS, STATEMENTS
from servanda.export.sheets.things import ACTORS, POLICIES

__all__ = ["ABOUT", "LINKED", "STATEMENTS", "TITLE"]

TITLE = "Statements of joint declarations, with the actors, policies and words they stand on"

ABOUT = (
    "What states and institutions declare together: who undertakes, asks or holds what, how firmly, for "
    "whom and by when. Columns named after one thing (document, statement, actor, policy, mention, thing) "
    "and those that end in _iris hold IRIs, by which the tables are joined; other columns hold names as "
    "preferred labels. The values of a cell that may hold several are sorted and divided by bars (|); a "
    "bar within a value is a broken bar (¦) there, but for the table of statements. A blank cell says "
    "nothing. Offsets count the characters of the document's text, the end excluded. Texts stand as the "
    "documents have them, and some may begin with =, +, - or @: tell a spreadsheet to import all columns "
    "as text, or it may take them for formulas."
)

LINKED = (LINKS, ACTORS, POLICIES, DOCUMENTS, MENTIONS)
"""The tables that the IRIs of statements lead to."""
