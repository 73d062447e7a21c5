"""The tokenizer of the parsing pipeline: English as spaCy reads it, and one hyphen more."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, registry

NAME = "servanda.Tokenizer.v1"
"""What the configuration of a pipeline calls this tokenizer."""

_AFTER_ABBREVIATION = r"(?<=\.)[-–](?=[A-Z])"
"""The hyphen of "U.S.-Mexico", which the stock tokenizer leaves inside one token."""


def tokenizer_maker() -> Callable[[Language], Tokenizer]:
    """What makes the tokenizer of a pipeline, as spaCy asks for it.

    The rules of a language are many. spaCy makes its tokenizer with them, then again from the files of the
    model, and once more for each change: this one is made with all that it needs, once.
    """
    return _tokenizer


def _tokenizer(pipeline: Language) -> Tokenizer:
    own = pipeline.Defaults
    infixes = (*(own.infixes or ()), _AFTER_ABBREVIATION)
    return Tokenizer(
        pipeline.vocab,
        rules=own.tokenizer_exceptions,
        prefix_search=compile_prefix_regex(own.prefixes or ()).search,
        suffix_search=compile_suffix_regex(own.suffixes or ()).search,
        infix_finditer=compile_infix_regex(infixes).finditer,
        token_match=own.token_match,
        url_match=own.url_match,
    )


registry.tokenizers(NAME, func=tokenizer_maker)
