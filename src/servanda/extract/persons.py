"""Persons that the reference data lack, by the titles before their names: "President Ana Prieto"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from servanda.extract.capitals import NO_PART, capitals
from servanda.extract.found import Found
from servanda.extract.parser import base_form

_TITLES = frozenset(
    "administrator adviser advisor ambassador amir chairman chairperson chairwoman chancellor commissioner"
    " congressman congresswoman coordinator director emir emperor envoy governor king mayor minister premier"
    " president prince princess queen representative secretary secretary-general senator sheikh speaker"
    " sultan taoiseach".split()
)
"""Nouns for those who hold an office, before whose name they stand."""

_BEFORE_TITLE = frozenset(
    "acting assistant chief crown defence defense deputy economy executive external federal finance first"
    " foreign general high home interior national prime principal secretary security senior special state"
    " trade under vice".split()
)
"""Words that can stand before the noun of a title: "Deputy Prime Minister"."""

_PORTFOLIOS = frozenset(
    "affairs agriculture budget citizen citizenship commerce credit culture cyber defence defense economic"
    " economy education"
    " emerging energy environment european external finance foreign health homeland human immigration"
    " industry infrastructure interior internal international justice labor labour management national"
    " planning protection public relations resources science security services state technology tourism"
    " trade transport transportation treasury veterans".split()
)
"""What an office is for, between its title and the name: "Secretary of Homeland Security Ana Prieto"."""

_RANKS = frozenset(
    "admiral captain colonel counsellor counselor delegate designate elect general lieutenant lt major"
    " marshal plenipotentiary".split()
)
"""Words between a title and the name: "Secretary of Defence General Juan Ruiz"."""

_JUNIOR = frozenset({"jr", "sr"})
_NO_NAMES = frozenset(
    "airport award base board bridge center centre control economics hospital island islands narcotics policy"
    " port prize road school sound street university".split()
)
"""Words for what is named after somebody, or what an office is for: "Prince Edward Island"."""

_HONORIFICS = frozenset("dr mr mrs ms h.e. excellency honorable honourable shri sir dame".split())
_PARTICLES = frozenset("al bin bint da de del der di dos e el la las los van von y".split())
"""Small words inside names of persons."""

_NUMERAL = re.compile(r"[IVX]+")
_OF_OFFICES = _BEFORE_TITLE | _PORTFOLIOS
_LINKS = frozenset({"of", "to", "for"})
_MOST = 5
"""How many words the name of a person has at most."""

_FAR = 8
"""How many words may stand between a title and the name: "Secretary of Ports and Ferries Ana Prieto"."""


@dataclass(frozen=True, slots=True)
class Titled:
    """Tokens `first` up to `end` that name a person with the title before it, if that stands right there.

    `name` is the name alone, `title` what stands before it; `owners` are the IRIs of the states that the
    words say the office is of. One that is `listed` shares the title of the person before it.
    """

    first: int
    end: int
    name: str
    title: str
    owners: tuple[str, ...]
    listed: bool = False

    @property
    def full(self) -> bool:
        """Whether the name has a first name or its initial, and so tells who it is in any text."""
        return " " in self.name

    def is_word(self, words: frozenset[str]) -> bool:
        """Whether the name is one common word, and so none where nobody is known by it: "Director Cyber"."""
        return not self.listed and self.name.lower() in words


class PersonFinder:
    """Finds the names of persons behind their titles, in the words that name nothing else."""

    def __init__(self, nouns: Mapping[str, str]) -> None:
        self._nouns = nouns

    def find(self, doc: Doc, known: tuple[Found, ...]) -> Iterator[Titled]:
        """The persons in `doc` whom nothing of `known` names."""
        taken = {i: mention for mention in known for i in range(mention.first, mention.end)}
        reached = 0
        for place in capitals(doc):
            if place < reached:
                continue
            reached = self._name_end(doc, place, taken)
            found = self._titled(doc, place, reached, taken) if reached > place else None
            if found:
                yield from self._with_others(doc, found, taken)

    def _with_others(self, doc: Doc, found: Titled, taken: Mapping[int, Found]) -> Iterator[Titled]:
        """The person, and those after "and" whom a title in the plural means: "Presidents Ruiz and Li"."""
        yield found
        plural = found.title.endswith("s") and not found.title.endswith("ss")
        while plural and found.end + 1 < len(doc) and doc[found.end].lower_ in ("and", ","):
            end = self._name_end(doc, found.end + 1, taken)
            if end == found.end + 1:
                return
            first = found.end + 1
            found = Titled(first, end, " ".join(doc[first:end].text.split()), found.title, (), listed=True)
            yield found

    def _name_end(self, doc: Doc, first: int, taken: Mapping[int, Found]) -> int:
        """Where the words end that can be a person's name and begin at `first`."""
        end = place = first
        while place < len(doc) and place not in taken:
            if self._is_part(doc[place]):
                end = place = place + 1
            elif end > first and (doc[place].lower_ in _PARTICLES or _ties(doc, place)):
                place += 1
            else:
                break
        while end > first and doc[end - 1].lower_ in _PARTICLES:
            end -= 1
        return end

    @staticmethod
    def _is_part(token: Token) -> bool:
        """Whether a word can be one of a person's names."""
        text, plain = token.text, token.lower_.strip(".")
        if not text[0].isupper() or token.lower_ in NO_PART:
            return False
        if plain in _HONORIFICS or base_form(token) in _TITLES:
            return False
        if len(plain) == 1 or _NUMERAL.fullmatch(text):
            return True
        return token.pos_ == "PROPN" and not text.isupper() and not any(map(str.isdigit, text))

    def _titled(self, doc: Doc, first: int, end: int, taken: Mapping[int, Found]) -> Titled | None:
        """The person whose name ends before `end`, if a title stands before it."""
        before = first
        if before > 1 and doc[before - 1].text in "-–":
            before -= 1  # "Secretary-General Ana Prieto"
        while (
            before
            and not doc[before].is_sent_start
            and (
                doc[before - 1].lower_.strip(".") in _HONORIFICS
                or doc[before - 1].text in (",", ".", "The", "the")
            )
        ):
            before -= 1
        if before and self._is_title(doc[before - 1]):
            title, start = before - 1, first
        else:
            found = self._far_title(doc, first, end, taken)
            if found is None:
                return None
            title, start = found
            before = -1
        bare = start
        while start < end and doc[start].lower_.strip(".") in _RANKS | _BEFORE_TITLE:
            start += 1
        if not 0 < end - start <= _MOST or not self._names_somebody(doc, start, end):
            return None
        begin = self._title_start(doc, title, taken)
        owners = self._owners(doc, range(begin, title + 1), range(start, end), taken)
        name, words = " ".join(doc[start:end].text.split()), doc[begin : title + 1].text
        return Titled(begin if before == bare else start, end, name, words, owners)

    def _names_somebody(self, doc: Doc, first: int, end: int) -> bool:
        """Whether words are a person's name: no "Secretary General"."""
        words = [token.lower_ for token in doc[first:end]]
        other = any(word in self._nouns or word in _NO_NAMES for word in words)
        return not (other or _OF_OFFICES.issuperset(words))

    @staticmethod
    def _is_title(token: Token) -> bool:
        return token.text[0].isupper() and base_form(token) in _TITLES

    def _far_title(
        self, doc: Doc, first: int, end: int, taken: Mapping[int, Found]
    ) -> tuple[int, int] | None:
        """The title that words tied to it divide from the name, and where the name begins.

        So in "Ambassador to Norway Ana Prieto", "Secretary of Homeland Security Ana Prieto".
        """
        place = honoured = first
        while honoured and doc[honoured - 1].lower_.strip(".") in _HONORIFICS:
            honoured -= 1  # "Director of Drug Control Policy Dr. Ana Prieto"
        tied = honoured < first or (place and place - 1 in taken)
        while not tied and place < end - 2 and doc[place].lower_ in _PORTFOLIOS | _NO_NAMES:
            place += 1
        if not tied and place == first:
            return None
        last = (honoured if tied else place) - 1
        for i in range(last, max(last - _FAR, 0), -1):
            if doc[i].lower_ in _LINKS and i and self._is_title(doc[i - 1]):
                return (i - 1, place) if end - place > 1 else None
            if not (doc[i].text[0].isupper() or doc[i].lower_ in _LINKS | {"and", "the"} or i in taken):
                return None
        return None

    @staticmethod
    def _title_start(doc: Doc, title: int, taken: Mapping[int, Found]) -> int:
        """Where the words of a title begin whose noun is at `title`: "Security and Trade Advisor"."""
        first = place = title
        while place and place - 1 not in taken and doc[place - 1].text[0].isupper():
            if doc[place - 1].lower_ not in _OF_OFFICES:
                break
            first = place = place - 1
            if place > 1 and doc[place - 1].lower_ == "and" and doc[place - 2].lower_ in _PORTFOLIOS:
                place -= 1
        return first

    @staticmethod
    def _owners(doc: Doc, title: range, name: range, taken: Mapping[int, Found]) -> tuple[str, ...]:
        """The state of a known office, or the one that words beside the title or the name say."""
        office = taken.get(title.stop - 1)
        if office and office.entity.kind == "Office" and office.entity.owners:
            return office.entity.owners[:1]
        before = title.start - 1
        owning = before >= 0 and doc[before].tag_ == "POS"
        mention = taken.get(before - owning)
        says = owning or (mention is not None and (mention.adjective or doc[before].text.isupper()))
        places = [before - owning] if says else []
        if title.stop + 1 < name.start and doc[title.stop].lower_ == "of":
            places += range(title.stop + 1, name.start)
        stop = name.stop
        while stop + 1 < len(doc) and doc[stop].lower_.strip(",.") in _JUNIOR | {""}:
            stop += 1
        if stop + 1 < len(doc) and doc[stop].lower_ == "of":
            places.append(stop + 1 + (doc[stop + 1].lower_ == "the"))
        states = (taken[place].entity for place in places if place in taken)
        return tuple(dict.fromkeys(one.iri for one in states if one.kind == "State"))[:1]


def _ties(doc: Doc, place: int) -> bool:
    """Whether a hyphen ties two names: "Frank-Walter"."""
    return doc[place].text in ("-", "–") and not doc[place - 1].whitespace_ and not doc[place].whitespace_
