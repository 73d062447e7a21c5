"""Quotations: which words of a text are somebody's own words, told or quoted, and not said by the text."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from servanda.extract.subjects import agent_of, subject_of

_OPENING, _CLOSING, _STRAIGHT = frozenset("“„«"), frozenset("”»"), '"'
_SUBJECTS = frozenset({"csubj", "nsubj", "nsubjpass"})
_MARKS = _OPENING | _CLOSING | {_STRAIGHT}
_FINITE = frozenset({"MD", "VBD", "VBP", "VBZ"})
_ENACTING = frozenset({"add", "amend", "delete", "insert", "read", "replace", "substitute"})
"""Verbs before a quotation that is text of the instrument itself: "shall be replaced by: “…”"."""
_FOLLOWING = frozenset({"follow", "following"})
_SPEAKERS = frozenset({"we", "us"})
_OBJECTS = frozenset({"ccomp", "dobj", "xcomp"})
TO_SOMEBODY = frozenset({"advise", "assure", "inform", "notify", "remind", "tell", "warn"})
"""Verbs of telling whose object is who is told."""


@dataclass(frozen=True, slots=True)
class Telling:
    """The verb that tells of what another verb says, and the head of the words that say who tells it.

    `aside` is whether it stands outside of what it tells: "as Chile said, ...", "..., Chile said".
    """

    verb: Token
    teller: Token
    aside: bool


def quotations(doc: Doc) -> tuple[range, ...]:
    """The tokens of each quotation, its marks included, in order.

    One that opens the passage and does not close runs to its end, as where a quotation has several
    paragraphs; any other mark without a partner is none.
    """
    if not _MARKS.intersection(doc.text):
        return ()
    paired = sum(token.text == _STRAIGHT for token in doc) % 2 == 0
    found, opened = list[range](), list[Token]()
    for token in doc:
        straight = token.text == _STRAIGHT and (paired or token.i == 0)
        closes = token.text in _CLOSING or (straight and bool(opened) and opened[-1].text == _STRAIGHT)
        if closes and opened:
            first = opened.pop()
            if not opened:
                found.append(range(first.i, token.i + 1))
        elif token.text in _OPENING or straight:
            opened.append(token)
    if opened and opened[0].i == 0:
        return (range(len(doc)),)
    return tuple(found)


def quoted(doc: Doc, quotes: tuple[range, ...]) -> tuple[range, ...]:
    """Those `quotes` of a passage that give what somebody says, if the passage says more than that.

    A name or a few words in quotation marks say nothing by themselves, as they have no verb with a subject;
    the new words of a text that is amended are its own; whose a passage is that stands in quotation marks as
    a whole, only the passage before it can say.
    """
    return tuple(
        words
        for words in quotes
        if any(token.is_alpha and token.i not in words for token in doc)
        and any(_is_clause(doc[i], words) for i in words)
        and not _is_enacted(doc, words)
    )


def _is_clause(verb: Token, words: range) -> bool:
    """Whether a finite verb stands in `words` together with its subject."""
    finite = verb.tag_ in _FINITE or any(child.tag_ in _FINITE for child in verb.children)
    return finite and any(child.dep_ in _SUBJECTS and child.i in words for child in verb.children)


def _is_enacted(doc: Doc, words: range) -> bool:
    """Whether the words before a quotation give it as text of the instrument itself."""
    if words.start == 0:
        return False
    sentence = doc[words.start - 1].sent
    before = {token.lemma_.lower() for token in doc[sentence.start : words.start]}
    return bool(before & _FOLLOWING) or bool(before & _ENACTING)


def telling(verb: Token, reporting: Container[str]) -> Telling | None:
    """By which verb, of those with a lemma in `reporting`, the clause of `verb` is told, and by whom.

    The clause depends on it ("Chile said that ...", "..., Chile said"), or it stands beside the clause:
    "As Chile said, ...", "as stated by Chile, ...", "..., said Chile, ...". A clause of which "we" is the
    subject is our own after "as", for it is we who agree, but where it is quoted.
    """
    head = _first_of_several(verb)
    above, teller = head.head, _teller(head.head, reporting)
    if head.dep_ == "ccomp" and teller is not None and (above.i < head.i or not has_object(above)):
        return Telling(above, teller, aside=head.i < above.i)
    subject = subject_of(head)
    for child in head.children:
        teller = _teller(child, reporting)
        if teller is None:
            continue
        if child.dep_ == "parataxis" and child.tag_ in ("VBD", "VBZ"):
            return Telling(child, teller, aside=True)
        ours = subject is not None and subject.lower_ in _SPEAKERS and not _is_after_mark(subject)
        if subject is not None and not ours and child.i < subject.i and is_as(child):
            return Telling(child, teller, aside=True)
    return None


def _is_after_mark(word: Token) -> bool:
    """Whether a quotation opens right before a word."""
    return word.i > 0 and word.doc[word.i - 1].is_quote


def has_object(verb: Token) -> bool:
    """Whether something that is said follows a verb, so that it does not tell of what stands before it."""
    after = (child for child in verb.children if child.i > verb.i and child.dep_ in _OBJECTS)
    return any(child.dep_ != "dobj" or verb.lemma_ not in TO_SOMEBODY for child in after)


def is_as(verb: Token) -> bool:
    """Whether a verb stands in a clause such as "as Chile stated", which has no object of its own."""
    children = tuple(verb.children)
    opened = any(child.lower_ == "as" and child.i == verb.left_edge.i for child in children)
    return opened and verb.dep_ == "advcl" and not any(child.dep_ in _OBJECTS for child in children)


def _teller(verb: Token, reporting: Container[str]) -> Token | None:
    """The head of the words that say who tells, by an active verb or after "by"."""
    if verb.lemma_.lower() not in reporting or verb.pos_ not in ("AUX", "VERB"):
        return None
    return agent_of(verb) or subject_of(verb)


def _first_of_several(verb: Token) -> Token:
    """The first of the coordinated verbs of which `verb` is one, as far as they are of one shape."""
    chain = tuple(_chain(verb))
    return chain[-1]


def _chain(verb: Token) -> Iterator[Token]:
    yield verb
    while verb.dep_ == "conj" and _shape(verb) == _shape(verb.head):
        verb = verb.head
        yield verb


def _shape(verb: Token) -> str:
    """Whether a verb has a modal verb, or else its tag: "will open" and "agreed" tell of two times."""
    modal = any(child.tag_ == "MD" for child in verb.children)
    return "MD" if modal else verb.tag_
