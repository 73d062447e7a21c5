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


class Forms:
    """Written forms of names, found in parsed passages by their tokens.

    To tokenize them all takes longer than to parse a declaration. So each waits for one of its words, and
    then for the next, until texts had them all; then it is tokenized, and kept for the texts that follow.
    """

    def __init__(self, forms: Iterable[tuple[str, bool]]) -> None:
        """Takes the forms, each with whether it counts only as it is written ("US", not "us")."""
        vocab = language().vocab
        self._matchers = {
            exact: PhraseMatcher(vocab, attr="ORTH" if exact else "LOWER") for exact in (True, False)
        }
        self._words: set[str] = set()
        self._met: set[str] = set(_parted())
        self._waiting: dict[str, list[tuple[str, bool]]] = defaultdict(list)
        for form, exact in forms:
            self._wait(form, exact=exact)

    def find(self, doc: Doc) -> list[Span]:
        """The longest spans of the passage that fit a form, in order."""
        self._meet([word for word in words(doc) if word not in self._words])
        spans = (span for matcher in self._matchers.values() for span in matcher(doc, as_spans=True))
        return sorted(filter_spans(spans))

    def _meet(self, new: list[str]) -> None:
        """Has the forms that waited for these words wait for others, or be found from now on."""
        self._words.update(new)
        met = dict.fromkeys(letters for word in new for letters in _letters(word))
        self._met.update(met)
        for letters in met:
            for form, exact in self._waiting.pop(letters, ()):
                self._wait(form, exact=exact)

    def _wait(self, form: str, *, exact: bool) -> None:
        """Has a form wait for the longest of its words that no text had; with none, it is found from now on.

        Each stands in one token of every text that fits the form.
        """
        met = self._met
        if missing := [letters for letters in _letters(form) if letters not in met]:
            self._waiting[max(missing, key=len)].append((form, exact))
        else:
            self._matchers[exact].add("name", [language().make_doc(form)])


def _letters(text: str) -> list[str]:
    """The stretches of letters in a text, the same for all that is alike but for capitals."""
    return _LETTERS.findall(text.casefold())


@cache
def _parted() -> frozenset[str]:
    """The letters that the tokenizer may take apart, as in "cannot"; all others it keeps in one token."""
    tokenizer: Any = language().tokenizer
    rules = tokenizer.rules.items()
    return frozenset(letters for text, parts in rules if len(parts) > 1 for letters in _letters(text))
