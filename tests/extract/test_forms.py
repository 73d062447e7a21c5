"""Forms of names are found by their tokens, though they are tokenized only when a text has their word."""

from __future__ import annotations

import pytest

from servanda import lexicon, resources
from servanda.extract.forms import Forms
from servanda.extract.parser import language


def found(forms: Forms, text: str) -> list[str]:
    return [span.text for span in forms.find(language().make_doc(text))]


def test_every_name_of_the_reference_data_is_found_in_its_own_words() -> None:
    """No name has a key that the tokens of a text which fits it might lack, whatever the capitals."""
    names = lexicon.load(resources.ontology()).names
    for form, exact in sorted({(name.form, name.exact) for name in names}):
        text = form if exact else form.upper()
        if [token.lower_ for token in language().make_doc(text)] == [
            token.lower_ for token in language().make_doc(form)
        ]:
            assert found(Forms([(form, exact)]), text) == [text]


@pytest.mark.parametrize("form", ["P5+1", "WHO", "Cannot Go", "İzmir Port", "10km Pact", "U.S."])
def test_a_form_that_the_tokenizer_takes_apart_is_found(form: str) -> None:
    """Forms without a word of letters, with one that is parted, or with odd letters are found too."""
    assert found(Forms([(form, False)]), f"See the {form} here.") == [form]


def test_what_texts_came_before_makes_no_difference() -> None:
    """The longest match counts in a later text as in the first, and after texts that have parts of names."""
    names = [("Ferry Board", False), ("Norwegian Ferry Board", False), ("FB", True)]
    texts = [
        "The ferry is late.",
        "A board met.",
        "Norwegian fb, FB and the ferry board met.",
        "The Norwegian Ferry Board met.",
    ]
    one = Forms(names)
    for text in texts:
        assert found(one, text) == found(Forms(names), text)
    assert found(one, texts[2]) == ["FB", "ferry board"]
    assert found(one, texts[3]) == ["Norwegian Ferry Board"]
