"""References: the earlier documents, decisions and commitments that the words of an act point back to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from servanda.dates import DateExpression, find_dates
from servanda.extract.phrases import Words
from servanda.model import Reference, Span

_NAME = r"[A-Z][\w.'’&/-]*"
_OPENING = (
    r"(?!(?:After|Acting|And|As|At|Both|Building|By|Consistent|During|For|From|Following|Guided|In|Its|Mindful|On|Our|Pursuant"
    r"|Reaffirming|Recalling|Recognizing|Respecting|Since|That|The|Their|These|This|Through|To|Under|Upon|We|When|While"
    r"|With|Within)\b)"
)
"""No word that is written large only because it opens a sentence."""
_LINK = r"(?:of|on|for|to|and|against|concerning|between|in|the|de|with)"
_PART = (
    r"(?:(?:[Pp]aragraphs?|Articles?|Chapters?|Sections?|Annex(?:es)?|[Rr]ules?) "
    r"(?:\d[\d.]*|[IVXLC]+)(?:(?:,| and| to|, and| or) (?:\d[\d.]*|[IVXLC]+))* (?:of|to) (?:the )?)?"
)
"""A part of an instrument, before its name: "Article 51 of the"."""
_TITLES = (
    r"(?:Charter|Treaty|Convention|Covenant|Declaration|Agreement|Accords?|Protocols?|Statement|Communiqu[eé]"
    r"|Pact|Compact|Memorandum of Understanding|Final Act|Vision Statement|Arrangement)"
)
"""Words that end or open the proper name of a document in which states declare or agree."""
_NAMED = re.compile(
    rf"(?<![(\w]){_PART}(?:(?:{_OPENING}{_NAME}|\d{{4}}|\d{{1,2}},?) (?:{_LINK} )*)*?{_TITLES}\b(?!['’]s \w)"
    rf"(?:(?: {_LINK})* {_NAME})*(?: (?:of )?\d{{4}}\b)?(?: \([A-Z][A-Za-z]+\))?"
)
_LAW = re.compile(rf"\b{_PART}(?:Executive Order \d+|(?:{_NAME} )+Act of \d{{4}})")
_NUMBER = (
    r"(?:\d+ \(\d{4}\)|(?:A/RES/|ES-)?\d+/\d+(?: [A-Z]\b)?|\d+ [A-Z]?\([XVILC]+\)"
    r"|[A-Z]{2,}/(?:RES|DEC|Res|Dec)\.? ?\d+(?: ?\([\d/]+\)|/\d+)*)"
)
_RESOLUTION = re.compile(rf"\b{_PART}(?:resolutions? {_NUMBER}|UNSCRs? \d+(?: \(\d{{4}}\))?)", re.IGNORECASE)
_FURTHER = re.compile(rf"(?:, (?:and )?| and )(?P<number>{_NUMBER})")
_HINT = re.compile(
    r"letter|report|request|statement|appeal|resolution|declaration|decision|commitment|pledge|recommendation"
)
"""What is named in any words that say what was said before: most need not be looked through."""
_PARTS = r"(?:\d+\b|[IVXLC]+\b)(?:(?:,| and| to|, and| or) (?:\d+\b|[IVXLC]+\b))*"
_ITSELF = re.compile(
    rf"\b(?:(?:sub)?paragraphs? {_PARTS}(?: ?\(\w\))?(?: of articles? {_PARTS})?"
    rf"(?: of (?:the present|this) \w+| (?:above|below))?|articles? {_PARTS}|(?:the present|this) resolution)"
    r"(?! \(| \d)(?!,? of (?:the |its )?(?!present|this)[\w-])",
    re.IGNORECASE,
)
"""The document itself, or a part of it: "the present resolution", "paragraphs 4 to 8 above"."""
_OF_DAY = re.compile(r" (?:of|from|dated|on) $", re.IGNORECASE)
_BARE = re.compile(rf"(?:the |our |their )?{_TITLES}")
"""A title alone, which names the document itself or one that was named before."""
_INDEFINITE = re.compile(
    r"\b(?:this|an?|any|no|every|each|such|new|future|present|following)"
    r" (?:(?!at |of |in |on |to |under |with |for )[\w-]+ ){0,3}$",
    re.IGNORECASE,
)
"""What stands before a document that is this one, or that does not exist yet."""
_MAKING = re.compile(
    r"\b(?:(?:negotiat|conclud|sign|finali[sz]|draft|launch|prepar|develop|creat|establish|adopt)"
    r"(?:e|es|ed|ing|ing of)?"
    r"(?: and \w+)?(?: (?:the|our|their))?|negotiat\w*\b[^,;]*) $",
    re.IGNORECASE,
)
"""Verbs whose object is only coming about."""

_EARLIER = (
    r"statements?|declarations?|decisions?|resolutions?|communiqu[eé]s?|agreements?|accords?|treat(?:y|ies)"
    r"|letters?|commitments?|pledges?|conclusions?|outcomes?|understandings?|consensus|announcements?|recommendations?"
)
_POSSESSED = r"(?:(?:the|their|its|our|previous|earlier|prior|joint|\d{4}) )*"
_DETERMINED = r"(?:(?:the|their|its|our|previous|earlier|prior|joint|\d{4}) )+"
_DATED = re.compile(rf"\b{_POSSESSED}(?:{_EARLIER})\b[^,;]*?$", re.IGNORECASE)
_SPEAKER = rf"(?:the )?(?:[a-z][\w-]+ ){{0,2}}(?!Article|Chapter|Paragraph|Annex|Section){_NAME}"
_TOLD = re.compile(
    r"\b(?<!at )(?:the|its|all|previous|earlier|that|these|above-mentioned|formal|relevant|joint)"
    r" (?:[\w-]+ ){0,2}"
    r"(?:letters?|reports?|requests?|statements?|appeals?|resolutions?|declarations?|decisions?)"
    rf" (?:(?:submitted|made|issued|adopted|addressed|presented) )?(?:of|from|by) {_SPEAKER}"
)
"""What was said or asked before, by whose words it is: "the report of the Secretary-General"."""
_PRIOR = re.compile(
    r"\b(?:(?:all |each of )*(?:its|their|our|the|all) )(?:[a-z][\w-]+ ){0,2}?"
    r"(?:earlier|previous|prior|past|relevant) (?:[\w-]+ ){0,3}?"
    r"(?:resolutions|decisions|statements|declarations|commitments|pledges|recommendations)\b"
    r"(?: of (?:the )?(?:[A-Z][\w-]+ ?)+)?",
)
"""What the parties said before, in a word: "all its earlier resolutions on Chile"."""
_DATED_BEFORE = re.compile(r"\b(?:of|from|dated|on) $", re.IGNORECASE)
_WHOSE = re.compile(r" (?:from|of|by|addressed|issued|adopted|held|on)\b|, \w+ and \w+ of\b")
_REACH = 100
"""How many characters before its date an earlier document can be named."""
_GATHERING = (
    r"(?:Summits?|Conferences?|Meetings?|Dialogues?|Sessions?|Ministerials?|Assembly|Forum|COP ?\d+|NALS)"
)
_AT_GATHERING = re.compile(
    rf"\b(?i:{_DETERMINED}(?:{_EARLIER})|commitments|pledges|decisions)(?: and \w+)?"
    r" (?:(?:made|taken|reached|adopted|agreed|issued|announced|undertaken|expressed|set out|established"
    rf"|contained) )?(?:upon |to )?(?:at|in|from|of|during)\b[^,;]*?\b{_GATHERING}"
    rf"(?:(?: (?:of|on|in|for|at|and|the))* {_NAME})*(?: in \d{{4}})?"
)
_ADOPTED = re.compile(
    rf"\b(?:our|their|its|the) (?:\w+ )?(?i:{_EARLIER})"
    rf" (?:adopted|issued|made|agreed|signed|concluded|reached) (?:in|on|at)\b[^,;.]*"
)


def references(area: Words, anchor: date | None, norm: Span | None = None) -> Iterator[Reference]:
    """The documents and decisions that some words point back to, in order, none within another.

    A treaty or law in `norm`, the words that name what the act accords with, is no such document.
    """
    found: list[tuple[int, int, date | None]] = []
    candidates = (
        *_numbered(area.text),
        *_dated(area, anchor),
        *_gathered(area),
        *(one for one in _titled(area.text, anchor) if norm is None or area.span(*one[:2]) not in norm),
        *(_told(area) if _HINT.search(area.text) else ()),
        *_inside(area.text),
    )
    for start, end, day in candidates:
        if not any(start < other_end and other < end for other, other_end, _ in found):
            found.append((start, end, day))
    return (
        Reference(area.span(start, end), day) for start, end, day in sorted(found, key=lambda one: one[:2])
    )


_Pointer = tuple[int, int, date | None]


def _numbered(text: str) -> Iterator[_Pointer]:
    """Resolutions by number, with their date: "resolutions 660 (1990) and 661 (1990) of 6 August 1990"."""
    for match in _RESOLUTION.finditer(text):
        pointer = _with_day(text, match.start(), match.end())
        yield pointer
        while more := _FURTHER.match(text, pointer[1]):
            pointer = _with_day(text, more.start("number"), more.end())
            yield pointer


def _dated(area: Words, anchor: date | None) -> Iterator[_Pointer]:
    """Earlier statements, decisions and letters by their date."""
    text = area.text
    for found in find_dates(text, anchor):
        if not _DATED_BEFORE.search(text[: found.start]):
            continue
        first = max(0, found.start - _REACH)
        if named := _DATED.search(text[first : found.start]):
            start = first + named.start()
            if " to be " in text[start : found.start]:
                continue
            yield start, _whole(area, start, found.end), _day([found])


def _whole(area: Words, start: int, end: int) -> int:
    """The end of a name, or of the words after it that say whose it is: "letter of 5 May from Chile"."""
    if not _WHOSE.match(area.text, end):
        return end
    return max(
        end, area.up_to_next_term(start, min(area.phrase_end(start), _that(area.text, end)), past=end - start)
    )


def _that(text: str, start: int) -> int:
    found = text.find(" that ", start)
    return found if found >= 0 else len(text)


def _gathered(area: Words) -> Iterator[_Pointer]:
    """Commitments and decisions by where they were made: "our commitments made at the Oslo Summit"."""
    for pattern in (_AT_GATHERING, _ADOPTED):
        for match in pattern.finditer(area.text):
            end = _whole(area, match.start(), match.end())
            yield match.start(), end, _day(find_dates(area.text[match.start() : end], None))


def _told(area: Words) -> Iterator[_Pointer]:
    """What was said before, named by its speaker, or as what was decided earlier."""
    for match in _TOLD.finditer(area.text):
        end = area.up_to_next_term(match.start(), area.phrase_end(match.start()), past=len(match[0]))
        yield match.start(), max(match.end(), min(end, _that(area.text, match.end()))), None
    for match in _PRIOR.finditer(area.text):
        yield match.start(), len(area.text[: match.end()].rstrip()), None


def _inside(text: str) -> Iterator[_Pointer]:
    """The document itself and its parts."""
    for match in _ITSELF.finditer(text):
        yield match.start(), match.end(), None


def _titled(text: str, anchor: date | None) -> Iterator[_Pointer]:
    """Instruments by their proper name: "Article 51 of the Charter of the United Nations"."""
    for match in (*_NAMED.finditer(text), *_LAW.finditer(text)):
        before = text[: match.start()]
        if _BARE.fullmatch(match[0]) and match[0] != "Charter":
            continue
        aside = before.rstrip().endswith("(") or (
            text[match.end() : match.end() + 1] == ")" and "(" not in match[0]
        )
        if aside or _INDEFINITE.search(before) or _MAKING.search(before):
            continue
        yield _with_day(text, match.start(), match.end(), anchor)


def _with_day(text: str, start: int, end: int, anchor: date | None = None) -> _Pointer:
    """A pointer with the day that follows its name, if one does."""
    for found in find_dates(text[end:], None):
        if _OF_DAY.fullmatch(text[end : end + found.start]):
            return start, end + found.end, _day([found])
    return start, end, _day(find_dates(text[start:end], anchor))


def _day(found: Iterable[DateExpression]) -> date | None:
    days = (one.period.start for one in found if one.period.start == one.period.end)
    return next(days, None)
