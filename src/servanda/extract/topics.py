"""Topics: what words and headings say a text is about, by the topic scheme of the ontology."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from servanda.extract.found import Found
from servanda.extract.parser import Parsed
from servanda.lexicon import Lexicon
from servanda.model import Cited, Document, Passage, PassageKind, Reading, Span

_WORD = re.compile(r"[^\W_]+(?:['’]s\b)?|&")
_GAP = re.compile(r"[\s\-‐‑–'’]{0,3}")
"""What may stand between the words of one cue: "non-proliferation", "human rights", "workers' rights"."""
_MARKS = (",", "/")
_OWN_PLURALS = frozenset({"arms", "customs", "developments", "goods", "patients", "securities"})
"""Plurals that do not mean several of what the singular means."""
_SHORTEST_PLURAL = 4
_SINGULARS = {"children": "child", "crises": "crisis", "gases": "gas", "women": "woman", "&": "and"}
_AMERICAN = (
    (re.compile(r"is(?=(?:e|ed|er|ers|es|ing|ation|ations)$)"), "iz"),
    (re.compile(r"(?<=\w[bdlmnv])our"), "or"),
    (re.compile(r"(def|off)ence"), r"\1ense"),
    (re.compile(r"(cent|fib)re(?=s?$)"), r"\1er"),
    (re.compile(r"(?<=program)me(?=s?$)"), ""),
    (re.compile(r"(?<=el)l(?=ed$|ing$|er$)"), ""),
)
"""What sets British spellings apart from American ones: organise, labour, defence, centre, programme."""
_PLACED = frozenset({"Office", "Person", "Place", "State"})
"""Kinds of entities whose names say nothing of what a text is about."""
_TITLE = re.compile(r"\b(?:Secretar(?:y|ies)|Ministers?) (?:of|for) (?:the )?$")
"""What makes a topic part of a title: "the Secretary of Energy", unlike "the Department of Energy"."""
_LONGEST_TITLE = len("xSecretaries for the ")
_HELD = frozenset({PassageKind.SECTION, PassageKind.ANNEX})
_LISTED = 2
"""How many topics a heading has at most from which something follows for what stands below it."""
_TAKEN = frozenset({PassageKind.PARAGRAPH, *_HELD})


@dataclass(frozen=True, slots=True)
class _Cue:
    """Words in their base forms, and the topic that they lead to, None if they mislead.

    `exact` are those that count in capitals alone ("AIDS"), `marks` the commas and slashes that may stand
    after one; both go by the places of the words.
    """

    words: tuple[str, ...]
    topic: str | None
    exact: Mapping[int, str]
    marks: Mapping[int, str]

    @classmethod
    def of(cls, label: str, topic: str | None) -> _Cue:
        """The cue that a label of the scheme is."""
        written = list(_WORD.finditer(label))
        capitals = {i: word[0] for i, word in enumerate(written) if word[0].isupper() and len(word[0]) > 1}
        marks = {
            i: mark
            for i, word in enumerate(written)
            if (mark := label[word.end() : word.end() + 1]) in _MARKS
        }
        return cls(tuple(_base(word[0]) for word in written), topic, capitals, marks)


class TopicFinder:
    """Finds the topics of a lexicon in texts, by the words that the scheme gives them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._broader = lexicon.broader_topics
        cues: defaultdict[str, list[_Cue]] = defaultdict(list)
        misleading = ((phrase, None) for phrase in lexicon.misleading)
        for label, topic in (*lexicon.topics, *misleading):
            for form in sorted({label, label.replace("-", "")}):  # counter-terrorism, counterterrorism
                cue = _Cue.of(form, topic)
                cues[cue.words[0]].append(cue)
        self._cues = {
            first: tuple(sorted(known, key=lambda cue: -len(cue.words))) for first, known in cues.items()
        }

    def find(self, reading: Reading) -> Iterator[Cited[str]]:
        """The topics that a text names, in order, each time with the words; the longest match counts."""
        text = reading.text
        words = [(match.start(), match.end(), _base(match[0])) for match in _WORD.finditer(text)]
        place = 0
        while place < len(words):
            cue = next(
                (one for one in self._cues.get(words[place][2], ()) if _fits(one, text, words, place)), None
            )
            if cue is not None and cue.topic is not None and not _titled(text, words[place][0]):
                last = words[place + len(cue.words) - 1][1]
                yield Cited(cue.topic, reading.span(words[place][0], last))
            place += len(cue.words) if cue is not None else 1

    def of(
        self, document: Document, parsed: Iterable[Parsed], mentions: Mapping[int, tuple[Found, ...]]
    ) -> DocumentTopics:
        """The topics of a document, whose passages name what `mentions` has by their positions.

        A word in the name of a person, place or state leads to no topic.
        """
        names, labels = defaultdict[int, list[Span]](list), dict[int, int]()
        for one in parsed:
            labels[one.place] = one.passage.reading.starts[0]
            for found in mentions.get(one.place, ()):
                if found.entity.kind in _PLACED:
                    names[one.place].append(one.span(found.first, found.end))
        words = {
            place: tuple(
                cited
                for cited in self.find(passage.reading)
                if not any(cited.span in name and cited.span != name for name in names.get(place, ()))
            )
            for place, passage in enumerate(document.passages)
            if passage.kind in _TAKEN
        }
        return DocumentTopics(document.passages, words, labels, self._broader)


@dataclass(frozen=True, slots=True)
class DocumentTopics:
    """The words of a document that lead to topics, by the positions of the passages they stand in.

    A paragraph or an act has the topics of its own words and those of the heading over it. A heading that
    names more than two topics is a list, from which nothing follows for one act; nor does its second topic
    where an act says that it is about the first. `_labels` say where the labels that open passages end.
    """

    _passages: tuple[Passage, ...]
    _words: Mapping[int, tuple[Cited[str], ...]]
    _labels: Mapping[int, int]
    _broader: Mapping[str, str]

    def of_passages(self) -> tuple[tuple[int, tuple[Cited[str], ...]], ...]:
        """What the passages are about: a section by its heading, a paragraph by its words and the heading."""
        about = ((place, self._with_heading(own, place)) for place, own in self._words.items())
        return tuple((place, topics) for place, topics in about if topics)

    def of_act(self, place: int, act: Span) -> tuple[Cited[str], ...]:
        """What the words `act` of a passage are about, by themselves, by its label and by the heading."""
        within, label = self._words.get(place, ()), self._labels.get(place, 0)
        own = (one for one in within if one.span in act)
        before = (one for one in within if one.span.end <= label)
        return self._with_heading((*own, *before), place)

    def _with_heading(self, own: tuple[Cited[str], ...], place: int) -> tuple[Cited[str], ...]:
        """The topics of a passage's own words and of its heading, each once."""
        heading = _once(self._heading(place))
        known = {one.value for one in own} | {self._broader.get(one.value) for one in own}
        follows = len(heading) <= _LISTED and known.isdisjoint(one.value for one in heading)
        return _once((*own, *heading)) if follows else _once(own)

    def _heading(self, place: int) -> tuple[Cited[str], ...]:
        """The topics of the nearest heading over a paragraph that has any."""
        if self._passages[place].kind in _HELD:
            return ()
        parent = self._passages[place].parent
        while parent is not None:
            holder = self._passages[parent]
            if holder.kind in _HELD and (found := self._words.get(parent, ())):
                return found
            parent = holder.parent
        return ()


def _once(found: Iterable[Cited[str]]) -> tuple[Cited[str], ...]:
    """Each topic with the first of the words that led to it."""
    first: dict[str, Cited[str]] = {}
    for one in found:
        first.setdefault(one.value, one)
    return tuple(first.values())


def _titled(text: str, start: int) -> bool:
    """Whether the words from a character on are part of somebody's title."""
    return _TITLE.search(text[max(start - _LONGEST_TITLE, 0) : start]) is not None


def _fits(cue: _Cue, text: str, words: list[tuple[int, int, str]], place: int) -> bool:
    """Whether the words of a cue stand one after the other from a place on."""
    end = place + len(cue.words)
    if end > len(words) or any(words[place + i][2] != word for i, word in enumerate(cue.words)):
        return False
    if any(text[slice(*words[place + i][:2])] not in (word, f"{word}s") for i, word in cue.exact.items()):
        return False
    gaps = (text[words[place + i][1] : words[place + i + 1][0]] for i in range(len(cue.words) - 1))
    return all(_GAP.fullmatch(gap.replace(cue.marks.get(i, " "), "")) for i, gap in enumerate(gaps))


@lru_cache(maxsize=1 << 14)
def _base(word: str) -> str:
    """A word in the singular, in lower case and in American spelling, without the mark of a possessive.

    >>> _base("Organisations"), _base("women’s"), _base("Arms")
    ('organization', 'woman', 'arms')
    """
    word = word.lower().removesuffix("'s").removesuffix("’s")
    if word in _SINGULARS:
        return _SINGULARS[word]
    for british, american in _AMERICAN:
        word = british.sub(american, word)
    if word in _OWN_PLURALS or len(word) < _SHORTEST_PLURAL or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > _SHORTEST_PLURAL:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "shes", "ches", "xes")) else word.removesuffix("s")
