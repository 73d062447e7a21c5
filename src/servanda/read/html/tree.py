"""The bytes of a web page as its elements."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

from lxml import etree, html
from lxml.html import HtmlElement

from servanda.errors import ReadError
from servanda.limits import Deadline

_BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,500}?\b(?:charset|encoding)\s{0,9}=\s{0,9}[\"']?([\w-]{1,40})", re.IGNORECASE
)
_HEAD = 4096
"""The bytes in which a charset is looked for; browsers look for it in the first 1,024 and some more."""

_CHARSET = re.compile(
    r"utf-8|windows-125\d|windows-874|iso-8859-\d{1,2}|koi8-[ru]|macintosh|gb18030|big5|euc-jp|euc-kr|shift_jis"
)
_READ_AS = {
    "utf8": "utf-8",
    "ascii": "windows-1252",
    "us-ascii": "windows-1252",
    "latin1": "windows-1252",
    "iso8859-1": "windows-1252",
    "iso-8859-1": "windows-1252",
    "cp1252": "windows-1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
"""The charset that a browser reads instead of the one declared (Encoding Standard, 4.2)."""

_LAST_RESORT = "windows-1252"
_LOST = "\N{REPLACEMENT CHARACTER}"


def decoded(data: bytes) -> tuple[str, str, tuple[str, ...]]:
    """The text of a page, the charset it is in, and remarks on that, unless it is plainly UTF-8.

    A byte-order mark decides. Bytes that are whole UTF-8 are UTF-8, whatever the page declares: it may
    have been saved anew. Then comes what it declares, then UTF-8, if most that is not ASCII fits.
    """
    known = next((name for mark, name in _BYTE_ORDER_MARKS.items() if data.startswith(mark)), None)
    if known:
        return _read(data, known)
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8"), "utf-8", ()
    declared = _DECLARED.search(data[:_HEAD])
    label = declared[1].decode("ascii", "replace").lower() if declared else ""
    said = _READ_AS.get(label, label)
    for charset in (said if _CHARSET.fullmatch(said) else "utf-8", "utf-8"):
        text, _, remarks = _read(data, charset)
        if 2 * text.count(_LOST) < len(text) - len(text.encode("ascii", "ignore")):
            return text, charset, remarks
    return _read(data, _LAST_RESORT)


def _read(data: bytes, charset: str) -> tuple[str, str, tuple[str, ...]]:
    text, name = data.decode(charset, "replace"), charset.removesuffix("-sig")
    remarks = [] if name == "utf-8" else [f"read as {name}: it is not UTF-8"]
    if lost := text.count(_LOST):
        remarks.append(f"{lost:,} characters are no {name} and stand as {_LOST}")
    return text, name, tuple(remarks)


def parsed(markup: str) -> tuple[HtmlElement | None, bool]:
    """The root element of a page, None without any; and whether all of the page is in it."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except etree.LxmlError:
        return None, True
    cut = any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log)
    return root, not cut


def check_depth(root: HtmlElement, where: str, limit: int, deadline: Deadline, *, whole: bool) -> None:
    """Raises `ReadError` if elements stand deeper within one another than `limit`, or than was parsed."""
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        deadline.check()
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    if deepest > limit or not whole:
        found = f"{deepest:,}" if whole else f"more than {deepest:,}"
        raise ReadError(
            f"the elements of this page stand {found} deep within one another, {min(limit, deepest):,} can be"
            " read; copy its text from a browser to a .txt file",
            where,
        )
