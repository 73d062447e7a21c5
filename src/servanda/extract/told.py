"""Acts told of: where a sentence says that somebody said or did something, and in which of its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from servanda.extract.polarity import is_negated
from servanda.extract.predicates import Predicate, predicates
from servanda.extract.quotations import TO_SOMEBODY, has_object, is_as, telling
from servanda.extract.subjects import agent_of

_PHRASES = {
    "ccomp": (0, frozenset({"clause"})),
    "dobj": (1, frozenset({"noun"})),
    "xcomp": (1, frozenset({"gerund", "infinitive"})),
    "to": (2, frozenset({"gerund", "prepositional"})),
    "on": (3, frozenset({"prepositional"})),
    "upon": (3, frozenset({"prepositional"})),
}
"""What can depend on a verb as its content, by relation or preposition: its rank, if a verb has several
("promised Chile that", "agreed on Friday to a plan"), and the frames it can be in."""
_OPENERS = frozenset({"that", "to", "on", "upon"})
_QUOTES = frozenset({'"', "“"})
_EMPTY = frozenset({"the", "following"})
_VERBAL = frozenset({"AUX", "VERB"})


@dataclass(frozen=True, slots=True)
class Told:
    """A reporting verb, the head of the words that say who did the act, and the tokens of its content.

    The words of who did it end before the token `until`. `aside` is whether they stand after the content,
    or in a clause beside it: "..., Chile said", "as Chile said, ..."; `again` is whether the latter.
    """

    verb: Token
    doer: Token
    until: int
    content: range
    aside: bool = False
    again: bool = False


def outermost(every: Iterable[Told]) -> Iterator[Told]:
    """The acts that are not told of within the content of another, each content once."""
    acts = tuple(every)
    taken = set[int]()
    for act in acts:
        if taken.isdisjoint(act.content) and not any(act.verb.i in other.content for other in acts):
            taken.update(act.content)
            yield act


def acts_of(sentence: Sentence, verbs: Mapping[str, frozenset[str]]) -> Iterator[Told]:
    """The acts that a sentence tells of, by the verbs of its main line and by participles with "by".

    What is denied or still to come has not been done; what only a pronoun stands for is not told.
    """
    doc, line = sentence.doc, tuple(predicates(sentence))
    subjects = {one.verb.i: one.subject for one in line}
    subjects |= {token.i: token.head for token in sentence if token.dep_ == "acl" and token.tag_ == "VBN"}
    for place, subject in sorted(subjects.items()):
        verb = doc[place]
        frames = verbs.get(verb.lemma_.lower(), frozenset())
        if subject is None or is_negated(verb, subject) or is_to_come(verb):
            continue
        edges = sorted(one.left for one in line if not one.shares or one.verb.tag_ == verb.tag_)
        passive = verb.dep_ == "acl" or any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)
        doer = agent_of(verb) if passive else subject
        content = _patient(verb, subject, frames) if passive else _content(verb, frames, edges)
        if doer is not None and any(doc[i].pos_ != "PRON" and doc[i].lower_ not in _EMPTY for i in content):
            until = next((edge for edge in edges if edge > doer.i), sentence.end)
            yield Told(verb, doer, until, content, aside=content.start < verb.i)


def speech_of(sentence: Sentence, verbs: Mapping[str, frozenset[str]]) -> Iterator[Told]:
    """What a sentence of the instrument tells that somebody said, in a clause below or beside the verb."""
    line = tuple(predicates(sentence))
    on_line = {one.verb.i for one in line}
    yield from (told for told in acts_of(sentence, verbs) if told.verb.i in on_line)
    for one in line:
        found = telling(one.verb, verbs)
        if (
            found is None
            or one.verb.dep_ == "conj"
            or not (is_as(found.verb) or found.verb.dep_ == "parataxis")
        ):
            continue
        if is_negated(found.verb, found.teller) or is_to_come(found.verb):
            continue
        first = one.left if is_as(found.verb) else max(found.teller.right_edge.i, found.verb.i) + 1
        ends = (other.left for other in line if not other.shares and other.left > max(first, found.verb.i))
        content = trimmed(sentence, _past_marks(one, first), min(ends, default=sentence.end))
        yield Told(found.verb, found.teller, sentence.end, content, aside=True, again=is_as(found.verb))


def _past_marks(predicate: Predicate, first: int) -> int:
    """The index after the comma between a clause and what it stands beside."""
    doc = predicate.verb.doc
    return first + 1 if first < len(doc) and doc[first].text == "," else first


def is_to_come(verb: Token) -> bool:
    """Whether a modal verb or "to" stands before a verb."""
    return any(child.dep_ in ("aux", "auxpass") and child.tag_ in ("MD", "TO") for child in verb.children)


def _patient(verb: Token, subject: Token, frames: frozenset[str]) -> range:
    """What a passive verb or a participle says was announced; empty for a verb without objects."""
    if "noun" not in frames:
        return range(0)
    end = verb.left_edge.i if verb.dep_ == "acl" else subject.right_edge.i + 1
    return trimmed(verb.sent, subject.left_edge.i, end)


def _content(verb: Token, frames: frozenset[str], edges: list[int]) -> range:
    """What follows an active verb in one of its frames, else the clause before it ("..., Chile said").

    A noun phrase ends with itself, a clause or infinitive at the next of `edges`, where the words of
    another predicate begin, unless these are quoted.
    """
    doc, found = verb.doc, [child for child in verb.children if not _phrase(child)[1].isdisjoint(frames)]
    after = (child for child in found if child.i > verb.i)
    head = min(after, key=lambda child: (_phrase(child)[0], child.i), default=None)
    if head is None and "clause" in frames:
        head = _clause_within(verb)
    if head is None:
        before = [child for child in found if child.dep_ == "ccomp" and not has_object(verb)]
        return trimmed(verb.sent, before[0].left_edge.i, before[0].right_edge.i + 1) if before else range(0)
    start = _start(head)
    ends = (edge for edge in edges if edge > start and not _is_open(doc[start:edge].text))
    phrase = head.right_edge.i + 1 if head.dep_ in ("dobj", "prep") else verb.sent.end
    return trimmed(verb.sent, start, min(phrase, next(ends, verb.sent.end)))


def _start(head: Token) -> int:
    """The index of the first word of a content, after "that" or "to", with a quotation mark before it."""
    first = head if head.dep_ == "prep" else head.left_edge
    start = first.i + (first.lower_ in _OPENERS)
    start += head.doc[start : start + 1].text == ","
    return start - (head.doc[max(0, start - 1) : start].text in _QUOTES)


def _phrase(child: Token) -> tuple[int, frozenset[str]]:
    """The rank and the frames of what depends on a verb."""
    return _PHRASES.get(child.lower_ if child.dep_ == "prep" else child.dep_, (0, frozenset()))


def _clause_within(verb: Token) -> Token | None:
    """The that-clause after a verb that the parser hangs on a noun.

    So in "said in a statement that", and in "told the ministers that" where it is read as a relative clause.
    """
    told = (child for child in verb.children if child.dep_ == "dobj" and verb.lemma_ in TO_SOMEBODY)
    clauses = (clause for person in told for clause in person.children if clause.dep_ == "relcl")
    relative = next((clause for clause in clauses if clause.left_edge.lower_ == "that"), None)
    if relative is not None:
        return relative
    after = verb.doc[verb.i + 1 : verb.sent.end]
    that = next((token for token in after if token.lower_ == "that" and token.dep_ == "mark"), None)
    if that is None:
        return None
    governor = next((token for token in that.head.ancestors if token.pos_ in _VERBAL), None)
    return that.head if governor == verb else None


def trimmed(sentence: Sentence, start: int, end: int) -> range:
    """The tokens without punctuation at their end, but with what closes a quotation or bracket in them."""
    doc = sentence.doc
    while end > start and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    while end < sentence.end and doc[end].is_punct and _is_open(doc[start:end].text):
        end += 1
    return range(start, end)


def widened(content: range, quotes: tuple[range, ...]) -> range:
    """A content with the whole of each quotation that it begins in, or that begins in it."""
    for words in quotes:
        if content.start in words or words.start in content:
            content = range(min(content.start, words.start), max(content.stop, words.stop))
    return content


def _is_open(text: str) -> bool:
    """Whether a quotation or bracket opens in `text` and does not close."""
    return text.count('"') % 2 == 1 or text.count("“") > text.count("”") or text.count("(") > text.count(")")
