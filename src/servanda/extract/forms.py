"""Where a passage has the words of names, of which there are thousands and a text has few."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from servanda.extract.capitals import words
from servanda.extract.parser import language

_LETTERS = re.compile(r"[^\W\d_]+")
_ANY = ""
"""The key of forms in which no letters stand that the tokenizer keeps together: "P5+1", "WHO"."""


class Forms:
    """Written forms of names, found in parsed passages by their tokens.

    To tokenize them all takes longer than to parse a declaration. So each waits until a text has its
    longest word; then it is tokenized, and kept for the texts that follow.
    """

    def __init__(self, forms: Iterable[tuple[str, bool]]) -> None:
        """Takes the forms, each with whether it counts only as it is written ("US", not "us")."""
        vocab = language().vocab
        self._matchers = {
            exact: PhraseMatcher(vocab, attr="ORTH" if exact else "LOWER") for exact in (True, False)
        }
        self._met: set[str] = set()
        self._waiting: dict[str, list[tuple[str, bool]]] = defaultdict(list)
        for form, exact in forms:
            self._waiting[_key(form)].append((form, exact))
        self._make(_ANY)

    def find(self, doc: Doc) -> list[Span]:
        """The longest spans of the passage that fit a form, in order."""
        for word in dict.fromkeys(words(doc)):
            if word not in self._met:
                self._met.add(word)
                for letters in _letters(word):
                    self._make(letters)
        spans = (span for matcher in self._matchers.values() for span in matcher(doc, as_spans=True))
        return sorted(filter_spans(spans))

    def _make(self, key: str) -> None:
        """Tokenizes the forms that waited for a word."""
        for form, exact in self._waiting.pop(key, ()):
            self._matchers[exact].add("name", [language().make_doc(form)])


def _letters(text: str) -> list[str]:
    """The stretches of letters in a text, the same for all that is alike but for capitals."""
    return _LETTERS.findall(text.casefold())


def _key(form: str) -> str:
    """The longest word of a form that stands in one token of each text that fits the form."""
    parted = _parted()
    return max((one for one in _letters(form) if one not in parted), key=len, default=_ANY)


@cache
def _parted() -> frozenset[str]:
    """The letters that the tokenizer may take apart, as in "cannot"; all others it keeps in one token."""
    tokenizer: Any = language().tokenizer
    rules = tokenizer.rules.items()
    return frozenset(letters for text, parts in rules if len(parts) > 1 for letters in _letters(text))
