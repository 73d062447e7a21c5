"""A `Document` to an `Extraction`: its parties, mentions, statements and figures."""

from __future__ import annotations

from servanda import iris
from servanda.extract.figures import find_figures
from servanda.extract.mentions import Found, Gazetteer
from servanda.extract.parser import Parsed, parse
from servanda.extract.parties import find_parties, find_signing_place
from servanda.extract.repair import operative_verbs, repair_opening
from servanda.extract.statements import StatementFinder
from servanda.lexicon import Lexicon
from servanda.model import Document, Extraction, Mention, PassageKind

_INSTRUMENT = frozenset({PassageKind.PARAGRAPH})
_WITH_FIGURES = frozenset({PassageKind.PARAGRAPH, PassageKind.COVER_NOTE})


class Extractor:
    """Finds what documents declare, with the names and cues of one lexicon."""

    def __init__(self, lexicon: Lexicon, base: str = iris.BASE) -> None:
        self._lexicon = lexicon
        self._base = base
        self._gazetteer = Gazetteer(lexicon)

    def extract(self, document: Document) -> Extraction:
        """All that the document says, in text order.

        Statements are those of its own parties, from its own paragraphs. Covering notes give
        mentions and figures only; page furniture gives nothing. Raises `ModelError` where no
        language model is installed.
        """
        parsed = parse(document, _WITH_FIGURES)
        verbs = operative_verbs(self._lexicon, document.kind)
        for one in parsed:
            repair_opening(one.doc, verbs)
        instrument = tuple(one for one in parsed if one.passage.kind in _INSTRUMENT)
        parties = find_parties(document, instrument, self._gazetteer, self._base)
        found = {one.place: self._gazetteer.find(one.doc, parties) for one in parsed}
        statements = StatementFinder(document, self._lexicon, self._gazetteer, parties, self._base)
        return Extraction(
            document=document,
            parties=parties,
            signed_at=find_signing_place(instrument, self._gazetteer),
            mentions=tuple(_mention(one, mention) for one in parsed for mention in found[one.place]),
            statements=tuple(s for one in instrument for s in statements.find(one, found[one.place])),
            figures=tuple(
                figure
                for one in parsed
                for figure in find_figures(one, found[one.place], self._gazetteer, document.date)
            ),
        )


def _mention(parsed: Parsed, found: Found) -> Mention:
    return Mention(found.entity, parsed.span(found.first, found.end), parsed.place)
