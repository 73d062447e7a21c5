"""Headings: which lines are one, and how high each stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from servanda.read.blocks import NOTE_SIGN, SENTENCE_END, Block, is_bold, joined
from servanda.read.drafting import OPERATIVE, PREAMBULAR
from servanda.read.mapping import Mapper
from servanda.read.numbering import ListMark, Place, roman
from servanda.read.source import Role, Source

_SMALL_WORDS = frozenset(
    "a al an and as at bin by da de del den der di du el for from in into la of on or the to under van via"
    " von vs with y & –".split()
)
_HIGH_WITHIN = re.compile(r"[a-z]{1,2}['-][A-Z]")
"""How names begin that have a particle before the capital: "d'Affaires", "al-Saud"."""
HEADING_LENGTH = 120
_ARTICLE = re.compile(
    r"(?P<what>article|section|chapter|part|title|annex|appendix|schedule|attachment)"
    r"(?:\s+(?P<number>\d+(?:\.\d+)*[a-z]?|[ivxlc]+|(?-i:[A-Z])))?\b",
    re.IGNORECASE,
)
_ANNEXES = ("annex", "appendix", "schedule", "attachment")
ARTICLE_RANK = 90
_RANKS = {"part": 20, "title": 30, "chapter": 40, "section": 50, "article": ARTICLE_RANK}
_PLAIN_RANK = 70
_NUMBERED_RANKS = {"I": 60, "A": 62, "1": 64, "i": 66, "a": 66}
_LOWEST_MARKED = 6
"""The lowest level of heading that a format has by itself; below are lines in bold."""

_ASSERTS = re.compile(
    r"\b(?:we|will|shall|must|should|is|are|has|have|was|were|agree|commit)\b", re.IGNORECASE
)
_RESOLUTION = re.compile(r"\d{1,3}/\d{1,3}\. [A-Z]|\d{1,4} \(\d{4}\)\. Resolution of ")
"""How the titles of resolutions begin: "68/307. Revitalization of the work of the General Assembly"."""

_SHORT_LINE = 80
_SHORT_PARAGRAPH = 40


def headed(source: Source, found: Sequence[Block], mapper: Mapper) -> Iterator[Block]:
    """The blocks, those that stand as headings told apart."""
    counted: dict[str, int] = {}
    last: Block | None = None
    standing = [block for block in found if block.role not in (Role.FOOTNOTE, Role.FURNITURE)]
    after = dict(zip_longest(map(id, standing), standing[1:]))
    for block in found:
        before, following = block, after.get(id(block))
        if _stands(source, block, last, following, counted):
            worded = block.mark is not None and block.mark.worded
            whole = replace(block, reading=mapper.reading(block.span), mark=None) if worded else block
            before = replace(whole, role=Role.HEADING, level=None)
        yield before
        last = before


def _stands(
    source: Source, block: Block, before: Block | None, following: Block | None, counted: dict[str, int]
) -> bool:
    """Whether a block stands as a heading between the one before and the one after it."""
    if block.role is not Role.PARAGRAPH or not block.words:
        return False
    if NOTE_SIGN.sub("", block.words).endswith(SENTENCE_END):
        return False
    if block.mark:
        return _is_numbered_heading(block.words, block.mark, following, counted)
    return _is_heading(source, block, before, following)


def _is_heading(source: Source, block: Block, before: Block | None, following: Block | None) -> bool:
    """Whether a block without a list mark stands as a heading."""
    words = source.text[block.span.start : block.span.end]
    if PREAMBULAR.match(block.words):
        return False
    unclosed = words.startswith("**") and words.count("**") == 1
    like = is_heading_like(block.words) or (source.markdown and (is_bold(words) or unclosed))
    if like and len(block.words) <= HEADING_LENGTH:
        return following is None or not _names_speaker(block, following)
    return _stands_alone(block, before, following)


def _is_numbered_heading(
    words: str, mark: ListMark, following: Block | None, counted: dict[str, int]
) -> bool:
    """Whether words after a list mark are a heading: they look like one, and no item of a list follows.

    `counted` has the last number of such headings, by the style of their marks.
    """
    if mark.number is None or following is None or not is_heading_like(words):
        return False
    if mark.worded:
        return True
    place = mark.places[0]
    same = following.mark is not None and place.style in {one.style for one in following.mark.places}
    goes_on = place.value == 1 or counted.get(place.style) == place.value - 1
    if same or not goes_on or place.style[0] in "([":
        return False
    counted[place.style] = place.value
    return True


def _names_speaker(block: Block, following: Block) -> bool:
    """Whether a line names the body that resolves what follows, as in "The Security Council"."""
    return block.words.startswith(("The ", "THE ")) and bool(
        PREAMBULAR.match(following.words) or OPERATIVE.match(following.words)
    )


def is_heading_like(words: str) -> bool:
    """Whether words look like a heading: those of an article, or short, in title case, and no sentence."""
    if not words or len(words) > HEADING_LENGTH or words.endswith(SENTENCE_END):
        return False
    if _RESOLUTION.match(words):
        return True
    return _named(words) is not None or in_title_case(words)


def in_title_case(words: str) -> bool:
    """Whether each word begins with a capital or a figure, but for the small ones."""
    if not words[0].isupper() and not words[0].isdigit() and words[0] not in "“\"'":
        return False
    tokens = [token.strip("“”\"'()–—-,") for token in words.split()]
    content = [token for token in tokens if token and token.lower() not in _SMALL_WORDS]
    return bool(content) and all(
        token[0].isupper() or token[0].isdigit() or _HIGH_WITHIN.match(token) for token in content
    )


def _stands_alone(block: Block, before: Block | None, following: Block | None) -> bool:
    """Whether a short line that asserts nothing stands over a paragraph of whole sentences."""
    if following is None or following.role is not Role.PARAGRAPH or not block.words[0].isupper():
        return False
    if len(block.words) > _SHORT_LINE or _ASSERTS.search(block.words) or PREAMBULAR.match(block.words):
        return False
    if before is not None and before.words.endswith((":", ",", ";")):
        return False
    long = len(following.words) > max(len(block.words), _SHORT_PARAGRAPH) and following.words.endswith(
        (".", ":")
    )
    return long and not following.words[0].islower() and not PREAMBULAR.match(following.words)


def with_names(found: Sequence[Block], mapper: Mapper) -> list[Block]:
    """The blocks, each heading that is a bare "Article 5" joined with the line that names the article."""
    done: list[Block] = []
    for block in found:
        last = done[-1] if done else None
        if (
            last is not None
            and last.role is block.role is Role.HEADING
            and (match := _ARTICLE.fullmatch(last.words))
            and match["number"]
            and not _ARTICLE.match(block.words)
            and block.mark is None
        ):
            done[-1] = replace(joined(last, block, (), mapper), level=last.level)
        else:
            done.append(block)
    return done


def rank(block: Block) -> int:
    """How high a heading stands: 0 the highest."""
    named = _named(block.words)
    if named in _ANNEXES:
        return 0
    if block.level is not None and block.level <= _LOWEST_MARKED:
        return block.level
    if named:
        return _RANKS[named]
    if block.mark:
        letter = next((sign for sign in block.mark.places[0].style if sign in _NUMBERED_RANKS), "1")
        return _NUMBERED_RANKS[letter]
    return _PLAIN_RANK


def number(block: Block) -> tuple[str | None, Place | None]:
    """The number of a heading as printed, and its place among those of its kind; none if it has none."""
    if block.mark:
        return block.mark.number, block.mark.places[0]
    match = _ARTICLE.match(block.words)
    if not match or not match["number"]:
        return None, None
    printed, what = match["number"], match["what"].lower()
    outer, _, last = printed.rpartition(".")
    if last.isdigit():
        return printed, Place(f"{what} {outer}".strip(), int(last))
    if last[0].isdigit():
        return printed, None
    return printed, Place(what, roman(last.lower()) or ord(last[0].lower()) - ord("a") + 1)


def _named(words: str) -> str | None:
    """What a heading calls its section, in lower case: "article", "chapter", "annex"."""
    match = _ARTICLE.match(words)
    what = match["what"].lower() if match else None
    return what if match and (match["number"] or what in _ANNEXES) else None


def is_annex(words: str) -> bool:
    """Whether a heading opens an annex: "Annex II", "Appendix: Plan of Action"."""
    match = _ARTICLE.match(words)
    return match is not None and match["what"].lower() in _ANNEXES
