"""E-mail addresses and phone numbers, masked in a text so that they never enter the graph.

Treaties and resolutions are full of figures in the shape of a phone number: symbols of documents,
years, amounts. So a number is taken for one of a phone only if nothing else is written like it, or
if the words before it say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MASK = "█"
"""What stands for each character of an address or a number."""

_Interval = tuple[int, int]

_AT = r"(?:[@＠](?:\n[ \t]*)?|%40|\s?[\[({<]\s?at\s?[\])}>]\s?)"
_DOT = r"(?:\\?\.|\s?[\[({<]\s?dot\s?[\])}>]\s?)"
_AT_SIGN = re.compile(r"[@＠\[({<%](?:(?<=[@＠])|(?<=%)40|\s?at\s?[\])}>])", re.IGNORECASE)
_EMAIL = re.compile(
    rf"""(?:(?<![^\W_])[^\W_][\w.%+&'’\\-]{{0,63}}+|"[^"\n]{{1,62}}"){_AT}"""
    rf"(?:[^\W_](?:[\w-]{{0,61}}[^\W_])?{_DOT}){{1,8}}(?:xn--[a-z\d-]{{2,59}}|[^\W\d_]{{2,63}})(?![^\W_])",
    re.IGNORECASE,
)
"""An address of RFC 5321 (at most 64 octets before the sign), in any script (RFC 6531)."""

_SPACE = r"[ \t\xa0\u2007\u2009\u202f]"
_DASH = r"[-‐-–]"
_JOIN = rf"(?:{_SPACE}?(?:{_DASH}|\.){_SPACE}?|{_SPACE}{{1,2}})"
_WRAP = rf"(?:{_SPACE}{{0,2}}|{_SPACE}*\n[ \t]*)"
_YEAR = r"(?:1[6-9]|20)\d\d"
_FREE = r"(?:00|33|44|55|66|77|88)"

_PLUS = re.compile(r"[+＋]\s?\(?\d")
_START = re.compile(rf"\d(?<!\w\d)(?=(?:[^\w,;]{{0,8}}\d){{5}}|(?:{_DASH}8)?{_FREE}{_DASH}[\dA-Z])")
"""The first digit of six that stand close together, or of a toll-free number with letters."""

_AREA = re.compile(r"\(\d{1,5}\)")

_REGIONS = ("US", "CA", "MX")
"""Where most documents come from: their numbers are known without the code of a country."""

_NATIONAL = re.compile(
    rf"(?:1{_JOIN}?)?\(\d{{3}}\)(?:{_DASH}|[/.])?{_WRAP}\d{{3}}{_JOIN}\d{{4}}"
    rf"|\((?!0)\d{{2,3}}\){_WRAP}(?!{_YEAR}.{_YEAR})\d{{3,4}}(?:{_DASH}|{_SPACE})\d{{4}}"
    rf"|\d{{3}}/{_DASH}?{_SPACE}?\d{{3}}{_JOIN}\d{{4}}"
    rf"|(?:1(?:{_DASH}|\.))?\d{{3}}(?P<join>{_DASH}|\.)\d{{3}}(?P=join){_SPACE}?\d{{4}}"
    rf"|(?:1{_DASH})?8{_FREE}{_DASH}(?=[\d‐-–-]*[A-Z])[\dA-Z](?:{_DASH}?[\dA-Z]){{6,9}}"
)
"""What is written like no other figure, if the library finds it to be a number of `_REGIONS`."""

_TRUNK = re.compile(
    rf"(?:\(0\d{{1,4}}\){_WRAP}\d{{2,4}}{_JOIN}?"
    r"|(?<!\d[ \xa0])(?!000)0\d{1,3}[- \xa0]{1,2}\d{2,4}[- \xa0]{1,2})(?!000)\d{3,4}"
    r"|(?<!\d)(?<!\d[ \xa0])0\d(?:[ .\xa0]\d\d){4}(?!\d)|(?<!\d)00[1-9]\d{0,2}(?:[ -]\d{1,4}){3,6}(?!\d)"
)
"""A number with the zero that most of the world dials before the area, if it has `_LONG` digits or more."""

_LONG, _LOCAL = 9, 7
_DIALLED = re.compile(
    rf"(?:\(?0\d{{0,4}}\)?(?:{_JOIN}?\d{{2,4}}{_JOIN}?\d{{3,4}}|(?:{_JOIN}\d\d){{3,4}})"
    rf"|\(\d{{2,5}}\){_SPACE}?\d{{2,4}}{_JOIN}?\d{{3,4}}"
    rf"|(?:1{_JOIN})?\d{{3}}{_JOIN}\d{{3}}{_JOIN}\d{{4}}|\d{{3}}-(?!\d\d00)\d{{4}})(?!\d)"
)
"""The common shapes of a number with its area, also such as other figures have."""

_LOOSE = re.compile(rf"\(?\d(?:{_SPACE}?[()]?{_JOIN}?[()]?\d){{5,14}}(?!\d)")
"""Digits that could be a phone number of any country (E.164: at most 15)."""

_TAIL = re.compile(rf"(?<=\d\d\d){_SPACE}+\d\d?\Z")
"""The day of a date, or the number of a page, after the last group of a number."""

_FIGURE = re.compile(
    rf"{_YEAR}(?:{_JOIN}(?:{_YEAR}|\d\d))+|.*\({_YEAR}(?!\d).*"
    rf"|\d{{4}}{_JOIN}\d\d?{_JOIN}\d\d?|\d\d?{_JOIN}\d\d?{_JOIN}(?:\d\d|\d{{4}})"
    rf"|[1-9]\d?(?:{_SPACE}\d{{3}})+|\d{{3}}(?:{_SPACE}\d{{3}})*{_SPACE}[05]00"
    rf"|\d+\.\d+{_SPACE}.*",
    re.DOTALL,
)
"""Years, dates, amounts and decimals: no phone, whatever is said before."""

_PHONE = (
    r"tele?(?:phones?)?|phones?|ph|fax(?:es)?|fx|facsimile|telefax|mob(?:iles?)?|cell(?:ular|phones?)?|pager"
    r"|hotline|helpline|whatsapp|call(?:ing)?|dial|tél(?:éphone)?|télécopie|tel[eé]fonos?|celular|móvil|telefone?"
)
_ADJACENT = re.compile(
    rf"(?<!\w)(?:{_PHONE})(?!\w)(?:{_SPACE}?(?:nos?|numbers?|us|line)(?!\w))?"
    r"[\s.:/|*_()–-]{0,6}(?:(?:at|on|is)\s)?[+＋]?\(?\Z",
    re.IGNORECASE,
)
_NEAR = re.compile(
    rf"(?<!\w)(?:{_PHONE}|contacts?|[ei]nquiries|information)(?!\w)"
    rf"|(?<![\w.])[TPFMOCDHW][:.]?{_SPACE}{{0,3}}\(?\Z|{MASK}",
    re.IGNORECASE,
)
_REACH = 60
"""The characters before a number, on its line, in which its cue may stand."""

_GLUED = re.compile(r"[\w$€£¥§%/=&#@+.,-]")
_GOES_ON = re.compile(r"[%‰\w]|[-.,:]\d|-[A-Za-z]")
_EXTENSION = re.compile(
    rf"{_SPACE}{{0,2}}[,;]?{_SPACE}?(?:ext(?:ension|n)?\.?|x|int\.?|#):?{_SPACE}?\d{{1,6}}(?!\d)",
    re.IGNORECASE,
)


def mask(text: str) -> tuple[str, int]:
    """The text with `MASK` for each visible character of a contact, and how many contacts there were.

    White space stays, so that lines and offsets hold. A masked text has nothing left to mask.
    """
    count, before = 0, None
    while text != before:
        before = text
        for find in (_emails, _international, _national):
            found = tuple(find(text))
            count += len(found)
            text = _masked(text, found) if found else text
    return text, count


def _masked(text: str, intervals: tuple[_Interval, ...]) -> str:
    pieces: list[str] = []
    last = 0
    for start, end in intervals:
        pieces += text[last:start], re.sub(r"\S", MASK, text[start:end])
        last = end
    return "".join((*pieces, text[last:]))


def _emails(text: str) -> Iterator[_Interval]:
    if _AT_SIGN.search(text):
        yield from (match.span() for match in _EMAIL.finditer(text))


def _international(text: str) -> Iterator[_Interval]:
    """Numbers with the code of their country."""
    last = 0
    for plus in _PLUS.finditer(text):
        if plus.start() < last:
            continue
        from phonenumbers import PhoneNumberMatcher  # noqa: PLC0415 only a text with a number needs it

        start = text.rfind("\n", 0, plus.start()) + 1
        last = text.find("\n", plus.end())
        last = len(text) if last < 0 else last
        for match in PhoneNumberMatcher(text[start:last], None, max_tries=last - start):
            opened = match.raw_string.startswith("(") and ")" not in match.raw_string
            yield start + match.start + opened, start + match.end


def _national(text: str) -> Iterator[_Interval]:
    """Numbers without the code of their country."""
    last = 0
    for digit in _START.finditer(text):
        area = bool(_AREA.match(text, digit.start() - 1))
        start = digit.start() - area
        if start < last:
            continue
        reach = max(0, start - _REACH)
        before = text[max(text.rfind("\n", reach, start) + 1, reach) : start]
        follows = 0 < last >= start - len(before)
        glued = before[-1:].isdigit() if area else bool(_GLUED.match(before[-1:]))
        glued = glued and not (follows and text[last:start] == "/")
        number = (None if glued else _alone(text, start)) or _announced(
            text, start, before, follows=follows, glued=glued
        )
        if number and not _GOES_ON.match(text, start + len(number)):
            extension = _EXTENSION.match(text, start + len(number))
            last = extension.end() if extension else start + len(number)
            yield start, last


def _alone(text: str, start: int) -> str | None:
    """The number that begins at `start`, if it can be nothing else."""
    if (match := _NATIONAL.match(text, start)) and _is_valid(match[0]):
        return match[0]
    match = _TRUNK.match(text, start)
    return match[0] if match and _digits(match[0]) >= _LONG else None


def _is_valid(number: str) -> bool:
    import phonenumbers  # noqa: PLC0415 only a text with a number needs it

    for region in _REGIONS:
        try:
            if phonenumbers.is_valid_number(phonenumbers.parse(" ".join(number.split()), region)):
                return True
        except phonenumbers.NumberParseException:
            pass
    return False


def _announced(text: str, start: int, before: str, *, follows: bool, glued: bool) -> str | None:
    """The number that begins at `start`, if the words before it say that it is one of a phone."""
    if not (follows or _NEAR.search(before)):
        return None
    adjacent = _ADJACENT.search(before)
    match = _DIALLED.match(text, start) or (adjacent and _LOOSE.match(text, start))
    if not match or _FIGURE.fullmatch(match[0]) or (not adjacent and (glued or _digits(match[0]) < _LOCAL)):
        return None
    return _TAIL.sub("", match[0])


def _digits(number: str) -> int:
    return sum(map(str.isdigit, number))
