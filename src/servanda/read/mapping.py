"""The map between a passage of the source and the cleaned text that the parser sees.

Nothing is edited: what the parser must not see (Markdown marks, list numbers, footnote signs, soft
hyphens, hard line breaks) is left out, and each character kept remembers what it stands for.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from servanda.model import Reading, Span

_MARKUP = re.compile(
    r"(?P<escape>\\[^\w\s])|!\[[^\[\]]{0,300}\]\([^()\s]{0,2000}\)|~~[^~\n]{1,500}~~"
    r"|(?P<link>\[(?P<label>[^\[\]]{0,300})\]\((?:[^()\s]|\([^()\s]{0,200}\)){0,2000}\))"
    r"|<!--(?:(?!-->).)*-->|\*{2,}|_{2,}|(?<!\w)[*_](?=\w)|(?<=[\w.,;:!?)”\"])[*_](?!\w)"
    r"|^\#{1,6}[ \t]+|^\#{2,6}(?=[A-Z])|(?<=\S)[ \t]+\#+[ \t]*$|^[=-]{3,}[ \t]*$|^>[ \t]?"
    r"|^\|[ \t]?|[ \t]?\|[ \t]*$"
    r"|</?(?!br\b)[a-z]+(?: [^<>\n]*)?/?>|\\$",
    re.MULTILINE,
)
"""The marks of Markdown, and HTML tags within it."""

_SPECIAL = re.compile(
    r"(?P<hyphen>(?<=[^\W\d_])[-‐\xad][ \t]*\n\s*(?=[^\W\d_]))"
    r"|(?P<space>(?:[ ](?=\s)|[^\S ])\s*|<br ?/?>\s*)"
    r"|(?P<entity>&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)"
    r"|(?P<nothing>[\xad\u200b-\u200d\u2060\ufeff]+)"
    r"|(?P<quote>[‘’“”])"
    r"|(?P<ligature>[\ufb00-\ufb06])"
    r"|(?P<cluster>[^\W\d_][\u0300-\u036f]+)"
)
"""What does not read as it is written."""

_RUN = re.compile(r"\S{500,}")
"""Signs in a row that are no word: rules, pictures in letters, data. The tokenizer takes minutes for them."""

_QUOTES = {"‘": "'", "’": "'", "“": '"', "”": '"'}
_WORD_BEFORE = re.compile(r"[^\W\d_]+$")
_WORD_AFTER = re.compile(r"[^\W\d_]+")
_COMPOUND = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_PREFIXES = frozenset(
    "all anti cease co counter cross ex fact far first follow full half high large later long low mid"
    " middle multi near new non post pre pro second self semi short small third three two well wide"
    " zero".split()
)
"""First parts of English compounds that are written with a hyphen."""
_LONGEST_WORD = 60


class Mapper:
    """Makes the readings of the passages of one text."""

    def __init__(self, text: str, *, markdown: bool) -> None:
        self._text = text
        self._markdown = markdown
        self._hidden: list[Span] = []

    def hide(self, spans: Iterable[Span]) -> None:
        """Leave `spans` out of all readings from now on."""
        self._hidden = sorted((*self._hidden, *spans))

    def hidden(self, span: Span) -> list[Span]:
        """What is left out of all readings within `span`."""
        first = bisect_left(self._hidden, Span(span.start, span.start))
        return self._hidden[first : bisect_left(self._hidden, Span(span.end, span.end))]

    def reading(self, span: Span, hidden: Iterable[Span] = ()) -> Reading:
        """The reading of `span` without what is `hidden` in it, its white space folded.

        Typographic quotation marks and apostrophes are read as the plain ones that the parser knows,
        ligatures as their letters, letters with separate accents as one. A word that is broken by a
        hyphen at the end of a line is read as a whole.
        """
        seen, positions = self._visible(span, hidden)
        return _Assembly(seen, positions, self._is_one_word).reading()

    def _visible(self, span: Span, hidden: Iterable[Span]) -> tuple[str, Sequence[int]]:
        """The characters of `span` that are not hidden, and where each stands."""
        runs = (Span(*match.span()) for match in _RUN.finditer(self._text, span.start, span.end))
        gaps = [*hidden, *self.hidden(span), *self._markup(span), *runs]
        if not gaps:
            return self._text[span.start : span.end], range(span.start, span.end)
        pieces: list[str] = []
        positions: list[int] = []
        start = span.start
        for gap in sorted(gaps):
            if start < gap.start:
                pieces.append(self._text[start : gap.start])
                positions.extend(range(start, gap.start))
            start = max(start, gap.end)
        if start < span.end:
            pieces.append(self._text[start : span.end])
            positions.extend(range(start, span.end))
        return "".join(pieces), positions

    def _markup(self, span: Span) -> Iterable[Span]:
        if not self._markdown:
            return
        for match in _MARKUP.finditer(self._text, span.start, span.end):
            if match["escape"]:
                yield Span(match.start(), match.start() + 1)
            elif match["link"]:
                yield Span(match.start(), match.start("label"))
                yield Span(match.end("label"), match.end())
            else:
                yield Span(*match.span())

    def _is_one_word(self, before: str, after: str) -> bool:
        """Whether a hyphen between two halves was set by the printer only.

        The text itself decides, if it has the word elsewhere on one line; else English spelling does.
        """
        first, second = before.lower(), after.lower()
        if f"{first}-{second}" in self._words:
            return False
        if first + second in self._words:
            return True
        if after[0].isupper() or first in _PREFIXES:
            return False
        return not (first in self._words and second in self._words)

    @cached_property
    def _words(self) -> frozenset[str]:
        """All words that the text has within a line, in lower case; those with hyphens whole."""
        found = _COMPOUND.finditer(self._text)
        ends = (match for match in found if not self._text.startswith(("-\n", "‐\n"), match.end()))
        return frozenset(match[0].lower().replace("‐", "-") for match in ends)


class _Assembly:
    """The characters of one reading, put together one after another."""

    def __init__(self, seen: str, positions: Sequence[int], is_one_word: Callable[[str, str], bool]) -> None:
        self._seen = seen
        self._positions = positions
        self._is_one_word = is_one_word
        self._pieces: list[str] = []
        self._starts: list[int] = []
        self._ends: list[int] = []

    def reading(self) -> Reading:
        end = len(self._seen.rstrip())
        done = len(self._seen) - len(self._seen.lstrip())
        for match in _SPECIAL.finditer(self._seen, done, end):
            self._take(done, match.start())
            self._read(match)
            done = match.end()
        self._take(done, end)
        text = "".join(self._pieces).rstrip(" ")
        return Reading(text, tuple(self._starts[: len(text)]), tuple(self._ends[: len(text)]))

    def _take(self, start: int, end: int) -> None:
        """Characters that read as they are written."""
        if start < end and self._seen[start] == " " and self._is_spaced():
            start += 1
        if start < end:
            self._pieces.append(self._seen[start:end])
            places = self._positions[start:end]
            self._starts.extend(places)
            self._ends.extend(place + 1 for place in places)

    def _read(self, match: re.Match[str]) -> None:
        start, end = match.span()
        if match["hyphen"]:
            if not self._one_word(match):
                self._put("-", start, start + 1)
        elif match["space"]:
            if not self._is_spaced():
                self._put(" ", start, end)
        elif match["entity"]:
            self._put_entity(html.unescape(match[0]), start, end)
        elif match["quote"]:
            self._put(_QUOTES[match[0]], start, end)
        elif match["ligature"]:
            self._put(unicodedata.normalize("NFKC", match[0]), start, end)
        elif match["cluster"]:
            self._put(unicodedata.normalize("NFC", match[0]), start, end)

    def _put_entity(self, characters: str, start: int, end: int) -> None:
        """What an HTML entity stands for; white space as a space."""
        if characters.strip():
            self._put("".join(_QUOTES.get(one, one) for one in characters), start, end)
        elif not self._is_spaced():
            self._put(" ", start, end)

    def _is_spaced(self) -> bool:
        """Whether a space at this place would be one too many."""
        return not self._pieces or self._pieces[-1][-1] == " "

    def _put(self, characters: str, start: int, end: int) -> None:
        """Characters that all stand for the stretch from `start` to `end`."""
        self._pieces.append(characters)
        self._starts.extend([self._positions[start]] * len(characters))
        self._ends.extend([self._positions[end - 1] + 1] * len(characters))

    def _one_word(self, match: re.Match[str]) -> bool:
        """Whether the two halves around a hyphen at a line's end are one word."""
        if match[0][0] == "\xad":
            return True
        window = self._seen[max(0, match.start() - _LONGEST_WORD) : match.start()]
        before = _WORD_BEFORE.search(window)
        after = _WORD_AFTER.match(self._seen, match.end())
        return bool(before and after and self._is_one_word(before[0], after[0]))
