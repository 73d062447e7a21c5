"""A web page to its text: what the page says, without what the site puts around it."""

from __future__ import annotations

from servanda.errors import ReadError
from servanda.limits import Deadline, Limits
from servanda.read.html.content import page_content
from servanda.read.html.facts import facts
from servanda.read.html.flow import page_blocks
from servanda.read.html.tree import check_depth, decoded, parsed
from servanda.read.source import Composer, Source


def read_html(data: bytes, where: str, limits: Limits, deadline: Deadline) -> Source:
    """The main text of the web page in `data`, block by block, and what the page says about itself.

    Raises `ReadError`, naming the file `where`, for a page without text, for one whose elements stand
    deeper within one another than `limits.depth`, and after the deadline.
    """
    markup, charset, remarks = decoded(data)
    page, whole = parsed(markup)
    if page is not None:
        check_depth(page, where, limits.depth, deadline, whole=whole)
    body = page.find("body") if page is not None else None
    blocks = page_blocks(body, deadline) if body is not None else []
    if not blocks:
        raise ReadError(
            "no text was found in this page; copy what a browser shows of it to a .txt file", where
        )
    found = page_content(body, blocks, deadline)
    known = facts(page, found.opening_headings())
    composer = Composer()
    for block in found.text(known.title):
        composer.add(block.words, block.mark)
    return Source(
        composer.text,
        f"text/html; charset={charset}",
        marks=composer.marks,
        metadata=known,
        remarks=remarks,
    )
