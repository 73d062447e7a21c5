"""Repairs: what the genre of a text settles where the tagger is wrong."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from servanda.lexicon import Lexicon
from servanda.model import InstrumentKind

_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})


def operative_verbs(lexicon: Lexicon, kind: InstrumentKind) -> frozenset[str]:
    """The lemmas of verbs with which a paragraph of such an instrument begins; none but for resolutions."""
    if kind is not InstrumentKind.RESOLUTION:
        return frozenset()
    return frozenset(cue.words[0] for cue in lexicon.cues if cue.kind == "verb")


def repair_opening(doc: Doc, verbs: frozenset[str]) -> None:
    """Makes a verb of the noun that the tagger took an operative verb for: "Requests all States to"."""
    opening = next((token for token in doc if token.is_alpha and token.pos_ != "ADV"), None)
    if opening is None or opening.tag_ not in _NOUNS or not opening.lower_.endswith("s"):
        return
    lemma = next((stem for stem in _stems(opening) if stem in verbs), None)
    if lemma:
        opening.pos_, opening.tag_, opening.lemma_ = "VERB", "VBZ", lemma


def _stems(token: Token) -> tuple[str, ...]:
    """The base forms that a verb in -s can have."""
    word = token.lower_
    return (word.removesuffix("s"), word.removesuffix("es"))
