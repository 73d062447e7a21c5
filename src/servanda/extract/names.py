"""Names that the reference data lack: "the Oslo Convention on Ferries (OCF)", and "the OCF" after it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token

from servanda.extract.aliases import alias_after
from servanda.extract.capitals import NO_PART, capitals, is_capital, is_key, is_word, singular

LINKS = frozenset({"of", "for", "on", "against", "between", "to", "in", "at"})
"""Words that tie more to a name: "Strategy against Overfishing", "Council of Ministers"."""

_INNER_LINKS = frozenset({"from", "for"})
"""Words that may stand before the head of a name: "Grain from Norway Initiative"."""

_DETERMINERS = frozenset("the a an this that our its their each new".split())

_MONTHS = frozenset(
    "january february march april may june july august september october november december monday tuesday"
    " wednesday thursday friday saturday sunday".split()
)
_HYPHENS = frozenset({"-", "–"})
_NAMED_PEOPLE = frozenset({"women", "children", "people", "men", "youth", "workers", "general"})
"""Whose "'s" stays inside a name, as in "Women's Forum"; "Norway's Plan" is the plan of Norway."""

_LEADING = frozenset({"law", "order", "code", "regulation", "goal", "principle", "guideline"})
"""Heads that need more after them, or a number: "Order 12", "Law on Ports"; "Maritime Law" is no one law."""

_GENERIC = frozenset(
    "action affair affairs bilateral combined comprehensive cooperation development dialogue economic expert"
    " experts final financial foreign general global high international joint law leaders level member"
    " memorandum ministerial ministers multilateral national official officials other party parties permanent"
    " regional related relevant senior special states strategic trilateral understanding work working".split()
)
"""Words that tell no thing from its like: "Joint Declaration", "Senior Officials Meeting"."""

_TITLES = frozenset(
    "administrator adviser advisor ambassador assistant coordinator counsel deputy director envoy minister"
    " secretary spokesperson".split()
)
"""Who holds an office stands before the name of the body, and is no part of it: "Director Ferry Board"."""

_PEOPLE_AFTER = frozenset("governors leaders members ministers officials presidents secretaries".split())
"""Nouns that make a modifier of the name before them: "Central Bank Governors"."""

_CUSTOMARY = frozenset({"Agreement", "Event", "Law"})
"""The classes of which many have the same name, made of common words: "Investment Agreement"."""

_APPENDED = frozenset({"protocol", "protocols", "amendment"})
"""Heads of what is added to an agreement and named by it: "Protocol to the Oslo Convention"."""

_NUMBER = re.compile(r"\d{2,6}")
_FEW = 4
"""How many words with capitals a name has at most that is customary."""

_YEAR = re.compile(r"(19|20)\d\d")
_ORDINAL = re.compile(r"\d+(st|nd|rd|th)|(19|20)\d\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """Tokens `first` up to `end` that are a proper name; `head` its noun, `kind` the class that this tells.

    A name may be `general`, and mean another thing in each text: "Ministry of Finance".
    """

    first: int
    end: int
    head: str
    kind: str
    general: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """Tokens `first` up to `end` of a name that the reference data have, of a thing of the class `kind`.

    `acts` says whether that is an actor, and so stands for itself in a list.
    """

    first: int
    end: int
    kind: str
    acts: bool


@dataclass(slots=True)
class NameFinder:
    """Finds proper names by their head nouns, in the capitals around them."""

    nouns: Mapping[str, str]
    bodies: frozenset[str]
    """The classes of institutions."""
    words: frozenset[str]
    """The common words of the language, in the singular."""
    _known: Mapping[int, Known] = field(default_factory=dict)

    def find(self, doc: Doc, known: Mapping[int, Known]) -> Iterator[Named]:
        """The names in `doc` that are longer than what is known in them; `known` by each of its tokens."""
        self._known = known
        reached = 0
        for place in capitals(doc):
            found = self._at(doc, place) if place >= reached else None
            if found:
                yield found
                reached = found.end

    def head(self, token: Token) -> str | None:
        """The name noun that ends at a capitalised token, in the singular; None if none does."""
        if not token.is_title:
            return None
        text = token.text
        if not text[1:].islower():
            return None
        word = singular(text.lower())
        two = f"{token.nbor(-1).lower_} {word}" if token.i else word
        return two if two in self.nouns else word if word in self.nouns else None

    def _at(self, doc: Doc, place: int) -> Named | None:
        """The name whose first head noun is the token at `place`."""
        head = self.head(doc[place])
        if head is None:
            return None
        last, head = self._last_head(doc, place, head)
        first = self._left(doc, place - head.count(" ") if last == place else place)
        end = self._right(doc, last + 1, self.nouns[head])
        named = Named(first, end, head, self.nouns[head])
        if not self._names_one(doc, named, last) or self._is_known(doc, first, last):
            return None
        tells = self._tells(doc, named, last)
        if not tells and named.kind not in self.bodies:
            return None
        return replace(named, general=not tells or self._is_customary(doc, named))

    def _names_one(self, doc: Doc, named: Named, last: int) -> bool:
        """Whether a name with its head noun at `last` means one thing: no "Banks", no "Maritime Law"."""
        if (
            named.end - named.first < 2 + named.head.count(" ")
            or " " not in doc[named.first : named.end].text
        ):
            return False
        if named.end < len(doc) and doc[named.end].is_title and doc[named.end].lower_ in _PEOPLE_AFTER:
            return False
        after = doc[last + 1 : named.end]
        if named.head in _LEADING and not any(t.lower_ in LINKS or t.is_digit for t in after):
            return False
        plural = doc[last].lower_.endswith("s") and doc[last].lower_ != named.head.rpartition(" ")[2]
        several = plural and named.kind in self.bodies and named.kind != "WorkingGroup"
        return not several or alias_after(doc, named.first, named.end) is not None

    def _tells(self, doc: Doc, named: Named, last: int) -> bool:
        """Whether a name says which thing it means, wherever it stands."""
        if any(token.is_digit for token in doc[last + 1 : named.end]):
            return True
        head = set(named.head.split())
        words = [token.lower_ for token in doc[named.first : named.end] if is_capital(token)]
        own = (word for word in words if word not in _GENERIC and singular(word) not in head)
        return any(word.isalpha() or "." in word for word in own)

    def _is_customary(self, doc: Doc, named: Named) -> bool:
        """Whether a name is that of many things of its class: common words only, and few of them."""
        own = [token for token in doc[named.first : named.end] if is_capital(token)]
        if named.kind not in _CUSTOMARY or len(own) > _FEW or any(token.i in self._known for token in own):
            return False
        return all(not token.is_upper and singular(token.lower_) in self.words for token in own)

    def _last_head(self, doc: Doc, place: int, head: str) -> tuple[int, str]:
        """The last name noun of the capitals from `place` on: "Ferry Council Working Group"."""
        last = place
        for token in doc[place + 1 :]:
            if not is_capital(token):
                break
            if found := self.head(token):
                last, head = token.i, found
        return last, head

    def _is_known(self, doc: Doc, first: int, last: int) -> bool:
        """Whether the reference data know the thing: they have its head, and no other word of it is new.

        A town before it makes another name: "Oslo Herring Convention".
        """
        known = self._known.get(last)
        if known is None:
            return False
        before = [i for i in range(first, known.first) if doc[i].is_alpha and doc[i].lower_ != "the"]
        return all(i in self._known and self._known[i].kind != "Place" for i in before)

    # --- to the left ---------------------------------------------------------------------------

    def _left(self, doc: Doc, first: int) -> int:
        """Where the name begins that has its head noun at `first`."""
        start = doc[first].sent.start
        while first > start:
            before = self._step_left(doc, first, start)
            if before == first:
                break
            first = before
        while NO_PART.issuperset([doc[first].lower_]) or doc[first].text in _HYPHENS:
            first += 1
        return first

    def _step_left(self, doc: Doc, first: int, start: int) -> int:
        """Where the part of a name right before `first` begins; `first` itself if there is none."""
        token = doc[first - 1]
        known = self._known.get(first - 1)
        if known and known.end == first and known.first >= start and doc[known.first].text[0].isupper():
            return known.first
        plain = is_word(token, start) and token.lower_ not in _MONTHS | _TITLES
        if plain or (_ORDINAL.fullmatch(token.text) and is_capital(doc[first])):
            return first - 1
        if token.text in _HYPHENS or (first - 2 >= start and doc[first - 2].text in _HYPHENS):
            return self._compound(doc, first, start)
        if token.lower_ in ("and", "&") or token.lower_ in _INNER_LINKS:
            return self._listed_left(doc, first - 1, start)
        if token.tag_ == "POS" and first - 2 >= start and is_capital(doc[first - 2]):
            owner = doc[first - 2].lower_
            inside = token.text in ("'", "’") or owner in _NAMED_PEOPLE
            return first - 2 if inside and not self._stands_alone(first - 2) else first
        return first

    def _compound(self, doc: Doc, first: int, start: int) -> int:
        """Where a compound with a hyphen begins that ends right before `first`: "Inter-agency", "U.S.-"."""
        place = first - 1
        while place > start and (doc[place].text in _HYPHENS or doc[place - 1].text in _HYPHENS):
            if doc[place].whitespace_ and doc[place].text in _HYPHENS:
                return first
            place -= 1
        return place if is_word(doc[place], start) else first

    def _listed_left(self, doc: Doc, link: int, start: int) -> int:
        """Where the first half of "the Trade and Transport Council" begins; "the" tells that it is one."""
        place = link - 1
        first = link + 1
        if self._stands_alone(place) or self.head(doc[place]):
            return first
        while place >= start and (
            is_word(doc[place], start) or (doc[place].text == "," and doc[link].lower_ == "and")
        ):
            if self._stands_alone(place) and doc[place + 1].text == ",":
                return first
            place -= 1
        of_state = (known := self._known.get(place + 1)) is not None and known.kind == "State"
        if any(self.head(token) for token in doc[place + 1 : link]):
            return first  # "the Ferry Board and the Trade Council" are two
        before = place
        while before > start and doc[before].is_lower and doc[before].pos_ in ("ADJ", "ADV", "NUM"):
            before -= 1  # "the first annual Trade and Transport Council"
        said = before >= start and (doc[before].lower_ in _DETERMINERS or doc[before].tag_ == "POS")
        determined = of_state or said
        return place + 1 if determined and place + 1 < link and doc[place + 1].text != "," else first

    def _stands_alone(self, place: int) -> bool:
        """Whether the token at `place` ends the name of an actor that is known."""
        known = self._known.get(place)
        return known is not None and known.acts

    # --- to the right --------------------------------------------------------------------------

    def _right(self, doc: Doc, end: int, kind: str) -> int:
        """Where the name ends whose head noun ends at `end`: after what is tied to it."""
        stop = doc[end - 1].sent.end
        dated = end + 1 < stop and doc[end + 1].lower_ in _MONTHS
        if end < stop and _NUMBER.fullmatch(doc[end].text) and not dated:
            end += 1
        linked = False
        while end + 1 < stop and (more := self._linked(doc, end, stop, kind, linked=linked)) > end:
            end, linked = more, True
        return end

    def _linked(self, doc: Doc, end: int, stop: int, kind: str, *, linked: bool) -> int:
        """Where the phrase ends that a link at `end` ties to a name; `end` itself if it ties none."""
        link = doc[end].lower_
        if (
            link not in LINKS
            or (link in ("in", "at") and not linked)
            or (link in ("in", "at", "to") and kind == "Event")
        ):
            return end
        place = end + 1
        if link == "of" and _YEAR.fullmatch(doc[place].text):
            return place + 1
        determined = doc[place].lower_ in ("the", "all", "their", *(("a", "an") if link == "on" else ()))
        place += determined
        if place >= stop or not is_word(doc[place], end):
            return end
        known = self._known.get(place)
        appended = link == "to" and doc[end - 1].lower_ in _APPENDED
        apart = link == "to" or (link == "for" and determined) or (link == "on" and known and known.acts)
        if known and apart and not appended:
            return end
        reached = self._run(doc, place, stop, states=link == "between")
        return reached if reached > place else end

    def _run(self, doc: Doc, place: int, stop: int, *, states: bool) -> int:
        """Where the capitals end that begin at `place`, a list among them."""
        end = self._capitals(doc, place, stop)
        while end < stop:
            following = end
            while following < stop and doc[following].text in (",", "and", "&"):
                following += 1
            if states and following > end and following < stop and doc[following].text == "the":
                following += 1
            if following == end or following >= stop or not self._lists(doc, end, following, stop, states):
                break
            end = self._capitals(doc, following, stop)
        return end

    def _lists(self, doc: Doc, end: int, following: int, stop: int, states: bool) -> bool:  # noqa: FBT001
        """Whether the word at `following` goes on with the list in a name that reached `end`."""
        while following < stop and is_word(doc[following], end):
            if not states and self._stands_alone(following):
                return False
            after = self._capitals(doc, following, stop)
            if any(self.head(token) for token in doc[following:after]) and not states:
                return False
            if any(token.text in ("and", "&") for token in doc[end:following]):
                return True
            if after >= stop or doc[after].text not in (",", "and", "&"):
                return False
            if doc[after].text != ",":
                return True
            end, following = after, after + 1 + (after + 1 < stop and doc[after + 1].text == "and")
        return False

    def _capitals(self, doc: Doc, place: int, stop: int) -> int:
        """Where the words with capitals end that begin at `place`."""
        while place < stop:
            known = self._known.get(place)
            if known and known.first == place:
                place = known.end
            elif is_word(doc[place], -1) and doc[place].lower_ not in _MONTHS and not is_key(doc, place):
                place += 1
            elif doc[place].text in _HYPHENS and not doc[place - 1].whitespace_ and place + 1 < stop:
                place += 2
            elif doc[place].tag_ == "POS" and place + 1 < stop and is_capital(doc[place + 1]):
                if doc[place].text.startswith(("'s", "’s")) and doc[place - 1].lower_ not in _NAMED_PEOPLE:
                    break
                place += 1
            elif doc[place].lower_ == "the" and doc[place - 1].tag_ in ("VB", "VBG") and place + 1 < stop:
                if not is_capital(doc[place + 1]):
                    break
                place += 1
            else:
                break
        return place
