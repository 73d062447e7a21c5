"""Repairs: what the genre of a text settles where the tagger is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from spacy.tokens import Doc, Token

from servanda.lexicon import Lexicon
from servanda.model import InstrumentKind

_ASIDE = 40
"""How many words may stand between a modal verb and its verb."""
_FURTHER = frozenset({"again", "also", "further"})
"""Adverbs that open an operative paragraph with a capital, and are taken for names."""
_LEADING = frozenset({"to", "will", "shall", "should", "must"})
"""Words before a colon after which the items of a list begin with a base form."""
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_BASE_FORMS = frozenset({"VB", "VBP"})


def operative_words(lexicon: Lexicon, kind: InstrumentKind) -> frozenset[str]:
    """The lemmas of verbs, and the participles, with which a paragraph of such an instrument begins.

    There are none but for resolutions.
    """
    if kind is not InstrumentKind.RESOLUTION:
        return frozenset()
    return frozenset(cue.words[0] for cue in lexicon.cues if cue.kind in ("verb", "adjective"))


def repair_operative(doc: Doc, words: frozenset[str]) -> None:
    """Makes verbs of the nouns that the tagger took operative verbs for, and participles of past tenses.

    They open the paragraph, or follow "and": "Convinced that ..., and further requests the". "Reaffirms" is
    no base form either, which has another lemma.
    """
    if words and len(doc) > 1 and doc[0].lower_ in _FURTHER and doc[1].lower_.endswith("s"):
        doc[0].pos_, doc[0].tag_, doc[0].dep_ = "ADV", "RB", "advmod"
    opening = next((token for token in doc if token.is_alpha and token.pos_ != "ADV"), None)
    for token in doc if words else ():
        past = token.tag_ == "VBD" and token.dep_ == "conj"
        if token.lower_ in words and token.lower_.endswith("ed") and (past or token == opening):
            token.pos_, token.tag_ = "VERB", "VBN"
        if token.tag_ not in _NOUNS | _BASE_FORMS or not token.lower_.endswith("s"):
            continue
        lemma = next((stem for stem in _stems(token) if stem in words), None)
        if lemma and (token == opening or _follows_and(token)):
            token.pos_, token.tag_, token.lemma_ = "VERB", "VBZ", lemma


def _follows_and(token: Token) -> bool:
    """Whether "and", with no more than adverbs between, stands before a word, and a noun phrase after it."""
    doc, place = token.doc, token.i - 1
    while place > 0 and (doc[place].pos_ == "ADV" or doc[place].lower_ == "further"):
        place -= 1
    following = doc[token.i + 1] if token.i + 1 < len(doc) else None
    return (
        place > 0
        and doc[place].lower_ == "and"
        and following is not None
        and (following.pos_ in ("DET", "PROPN") or following.lower_ in ("all", "upon", "that"))
    )


def repair_modals(doc: Doc) -> None:
    """Ties a modal verb to the verb after an aside: "may, once it has told the others, send"."""
    for modal in doc:
        if modal.tag_ != "MD":
            continue
        if doc[modal.i + 1 : modal.i + 2].text == ",":
            verb = _after_comma(modal)
        else:
            alone = modal.head == modal or modal.head.pos_ not in ("VERB", "AUX")
            verb = _after_aside(modal) if alone else None
        if verb is None:
            continue
        if verb.dep_ == "auxpass":  # "may, if all agree, be sent"
            modal.head, modal.dep_ = verb.head, "aux"
            continue
        verb.pos_, verb.tag_ = "VERB", "VB"
        if verb not in modal.ancestors:
            _lift(verb, modal)


def _after_comma(modal: Token) -> Token | None:
    """The verb after the comma that closes an aside; where no verb follows one, what was taken for a noun."""
    doc, end = modal.doc, min(modal.sent.end, modal.i + _ASIDE)
    nouns = list[Token]()
    for comma in doc[modal.i + 2 : end - 1]:
        word = (
            next((t for t in doc[comma.i + 1 : end] if t.pos_ != "ADV"), None) if comma.text == "," else None
        )
        if comma.text == ";":
            break
        if word is not None and word.tag_ in ("VB", "VBP") and word.is_lower:
            return word
        if word is not None and word.tag_ == "NN" and word.is_lower:
            nouns.append(word)
    return nouns[-1] if nouns else None


def _after_aside(modal: Token) -> Token | None:
    """The first base form after a modal that has no verb: "shall not in the receiving State practise"."""
    doc = modal.doc
    for token in doc[modal.i + 1 : modal.sent.end]:
        if token.tag_ == "MD" or token.text == ";":
            return None
        if token.tag_ == "VB" and doc[token.i - 1].lower_ != "to":
            return token
    return None


def _lift(verb: Token, modal: Token) -> None:
    """Gives a verb the place of its modal in the sentence, with what stands before the modal."""
    if modal in verb.ancestors:
        verb.dep_ = modal.dep_
        verb.head = verb if modal.head == modal else modal.head
    for child in list(modal.children):
        if child.i < modal.i:
            child.head = verb
    modal.head, modal.dep_ = verb, "aux"


def repair_lists(doc: Doc) -> None:
    """Makes verbs of the words that open the items of a list, where its first one is a verb.

    So in "commit to: opening; closing" and in "will (a) open roads, (b) close mines".
    """
    marked, form = frozenset(_after_marks(doc)), ""
    for place in sorted(marked | doc._.items):
        token, listed = doc[place], place in marked
        led = listed and doc[max(0, token.i - 2)].lower_ in _LEADING and doc[token.i - 1].text == ":"
        if token.lower_.endswith("ing"):
            if form == "VBG" or (listed and token.tag_ in ("NN", "JJ", "NNP")):
                _make(token, "VBG")
        elif token.is_lower and token.tag_ in ("JJ", "NN", "VBP") and (form == "VB" or led):
            _make(token, "VB")
        form = form or (token.tag_ if token._.opens_item or led else "")


def _after_marks(doc: Doc) -> Iterator[int]:
    """Where a word stands after a colon or semicolon, with no more than "and", "or" or "by" between."""
    for mark in doc:
        if mark.text in (":", ";"):
            following = (token.i for token in doc[mark.i + 1 :] if token.lower_ not in ("and", "or", "by"))
            yield from islice(following, 1)


def _make(token: Token, tag: str) -> None:
    """Makes a verb of a token, and its noun, if it was taken to describe one, an object."""
    if token.pos_ != "VERB" and token.dep_ in ("amod", "compound"):
        token.dep_ = "conj"
    token.pos_, token.tag_ = "VERB", tag


def _stems(token: Token) -> tuple[str, ...]:
    """The base forms that a verb in -s can have."""
    word = token.lower_
    return (word.removesuffix("s"), word.removesuffix("es"))
