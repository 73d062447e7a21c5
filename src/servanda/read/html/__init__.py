"""A web page to its text: what the page says, without what the site puts around it."""

from __future__ import annotations

from servanda.errors import ReadError
from servanda.limits import Deadline, Limits
from servanda.model import Unit
from servanda.read.html.content import page_content
from servanda.read.html.facts import facts, modified
from servanda.read.html.flow import page_blocks
from servanda.read.html.shown import LAST_LINE
from servanda.read.html.tree import check_depth, decoded, parsed
from servanda.read.source import Composer, Source


def read_html(data: bytes, where: str, limits: Limits, deadline: Deadline) -> Source:
    """The main text of the web page in `data`, block by block, and what the page says about itself.

    Its places are lines of the page, those on which the blocks begin; in a page of more lines than the
    parser counts, they are paragraphs of the text, one for each block.
    Raises `ReadError`, naming the file `where`, for a page without text, for one whose elements stand
    deeper within one another than `limits.depth`, and after the deadline.
    """
    markup, charset, remarks = decoded(data)
    markup = markup.replace("\r\n", "\n").replace("\r", "\n")
    in_lines = markup.count("\n") < LAST_LINE
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
    for number, block in enumerate(found.text(known.title), 1):
        composer.add(block.words, block.line if in_lines else number, block.mark)
    return Source(
        composer.text,
        f"text/html; charset={charset}",
        marks=composer.marks,
        metadata=known,
        remarks=remarks,
        unit=Unit.LINE if in_lines else Unit.PARAGRAPH,
        places=composer.places,
        modified=modified(page),
    )
