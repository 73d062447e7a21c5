from __future__ import annotations

import re
import socket
from contextlib import suppress
from datetime import date

import pytest
import trafilatura
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.errors import ReadError
from servanda.limits import Limits
from servanda.read.html import read_html
from servanda.read.metadata import Metadata
from servanda.read.source import Role, Source


def read(markup: str | bytes, limits: Limits | None = None) -> Source:
    data = markup.encode() if isinstance(markup, str) else markup
    limits = limits or Limits()
    return read_html(data, "d.html", limits, limits.deadline("d.html"))


def blocks(source: Source) -> list[str]:
    """The blocks of a source, each behind what its mark says, line breaks as slashes."""
    found, start = [], 0
    for block in source.text.removesuffix("\n").split("\n\n"):
        mark = source.marks.get(start)
        name = f"{mark.role.name.lower()}{mark.level or ''}: " if mark and mark.role is not Role.CELL else ""
        found.append(name + block.replace("\n", " / "))
        start += len(block) + 2
    return found


def body(markup: str) -> list[str]:
    """The blocks of a page that has nothing but `markup` in an article."""
    return blocks(read(f"<html><body><article>{markup}</article></body></html>"))


# --- what is in the text --------------------------------------------------------------------------

DECLARATION = """\
<h1>Joint Declaration on Rivers</h1>
<p>Adopted at Oslo on 7 June 2019</p>
<p>To all members,</p>
<p>please find below the text that the ministers agreed.</p>
<h2>I. Waters</h2>
<p>The Parties commit to:</p>
<ol><li>clean the rivers;</li>
<li>count the fish, namely:<ol type="a"><li>salmon;</li><li>trout.</li></ol></li></ol>
<p>The Parties commit to:</p>
<ul><li>meet;</li><li>meet;</li></ul>
<blockquote><p>“Water is life.”</p></blockquote>
<p><strong>Costs</strong></p>
<table><tr><th>State</th><th>Euro</th></tr><tr><td>Norway</td><td>10</td></tr></table>
<dl><dt>River</dt><dd>any water that flows;</dd></dl>
<p>See the report<sup><a href="#fn1">1</a></sup>.</p>
<p>Done at Oslo.</p>
<p>For Norway<br>Kari Nordmann</p>
<ol><li id="fn1">Report of 2018. <a href="#ref1">↩</a></li></ol>
"""

WHOLE = [
    "title: Joint Declaration on Rivers",
    "Adopted at Oslo on 7 June 2019",
    "To all members,",
    "please find below the text that the ministers agreed.",
    "heading2: I. Waters",
    "The Parties commit to:",
    "1. clean the rivers;",
    "2. count the fish, namely:",
    "a. salmon;",
    "b. trout.",
    "The Parties commit to:",
    "- meet;",
    "- meet;",
    "“Water is life.”",
    "heading7: Costs",
    "table_row: State | Euro",
    "table_row: Norway | 10",
    "River",
    "any water that flows;",
    "See the report¹.",
    "Done at Oslo.",
    "For Norway / Kari Nordmann",
    "footnote: 1 Report of 2018.",
]

WE_MET = (
    "We, the Ministers, met today and agreed that our countries shall share their rivers in peace for ever."
)

AROUND = """\
<a class="skip-link" href="#main">Skip to content</a>
<header><div class="menu"><ul><li><a href="/">Home</a><li><a href="/news">News</a></ul></div></header>
<div id="main"><div class="breadcrumbs"><a href="/">Home</a> » <a href="/news">News</a></div>
<div class="text">{}</div>
<div class="share"><span>Share this</span> <a href="#">Facebook</a> <a href="#">Twitter</a></div>
<div><span>9 views</span><span>0 comments</span><button>Like</button></div></div>
<div class="related"><h3>Recent Posts</h3><a href="/2">Fish prices rise</a>
<p>The Parties agreed yesterday that the price of fish shall rise by half until the next decade.</p></div>
<div class="comments"><p>Great! I commit to reading each of these declarations before the summer.</p></div>
<aside class="sidebar"><form><label>Search <input name="q"></label></form></aside>
<div class="cookie-notice">We use cookies to give you the best experience, and you agree to it.</div>
<footer><p>© 2024 Ministry of Rivers. All rights reserved. <a href="/legal">Legal</a></p></footer>
"""


@pytest.mark.parametrize("frame", ["{}", "<main>{}</main>", "<div><div>{}</div></div>", "<form>{}</form>"])
def test_a_page_that_is_just_a_text_comes_out_complete(frame: str) -> None:
    """Headings, items, quotations, tables, signatures, footnotes: nothing is lost, moved or said twice."""
    assert blocks(read(f"<html><body>{frame.format(DECLARATION)}</body></html>")) == WHOLE


def test_what_a_site_puts_around_a_text_stays_out() -> None:
    """Menus, share bars, counters, other posts, comments, cookie notices and footers are left out."""
    assert blocks(read(f"<html><body>{AROUND.format(DECLARATION)}</body></html>")) == WHOLE


@pytest.mark.parametrize(
    "markup",
    [
        "<p>The Parties will meet.</p><p>They will sign.</p>",
        "<html><body><div>The Parties will meet.<p>They will sign.</div></body></html>",
        "The Parties will meet.<br><br>They will sign.",
        "<ul class=menu><li><a href=/>Home</a></ul><p>The Parties will meet.</p><p>They will sign.</p>",
    ],
)
def test_a_text_of_two_sentences_is_a_text(markup: str) -> None:
    """A page need not be long to be read whole."""
    assert blocks(read(markup)) == ["The Parties will meet.", "They will sign."]


def test_a_blog_page_gives_its_post() -> None:
    """Of a page as a site builder makes it the post is read, empty paragraphs and counters left out."""
    markup = """<div id="SITE"><div role="region" aria-label="top of page"><span>top of page</span></div>
    <header><nav><ul><li><a href="/">Home</a></li><li><a href="/blog">Blog</a></li></ul></nav></header>
    <main><article><div><ul class="post-metadata"><li>3 min read</li></ul><h1>Details on the Deal</h1>
    <section><div><p dir="auto"><span>From the offices of the two governments:</span></p><p><br></p>
    <p><span><strong>On Friday, </strong></span>the President announced a deal (<a href="/s">source</a>).
    Please find more on the declaration below.</p><p>&#8203;</p>
    <p>For Immediate Release</p><p><strong>Enforcement</strong></p>
    <p>Mexico will take unprecedented steps.&nbsp; It will deploy its National Guard in all the country.</p>
    <p>Both countries will lead in working with partners to build a more prosperous and secure region.</p>
    </div></section></div>
    <div class="social"><button>f</button></div><div><span>9 views</span><span>0 comments</span></div>
    </article><div><h2>Recent Posts</h2><a href="/blog">See All</a><div><a href="/2">New Requirements</a>
    <p>As part of the effort, the President signed it. On</p></div></div></main>
    <footer><p>©2023 by Broker</p></footer><span>bottom of page</span></div>"""
    assert blocks(read(f"<html><body>{markup}</body></html>")) == [
        "title: Details on the Deal",
        "From the offices of the two governments:",
        "On Friday, the President announced a deal (source). Please find more on the declaration below.",
        "For Immediate Release",
        "heading7: Enforcement",
        "Mexico will take unprecedented steps.\xa0 It will deploy its National Guard in all the country.",
        "Both countries will lead in working with partners to build a more prosperous and secure region.",
    ]


def test_an_old_page_laid_out_in_a_table_gives_the_cell_with_the_text() -> None:
    """A column of links beside the text and a line below it stay out; the text's own tables are kept."""
    markup = """<table><tr><td><a href=1>Home</a><br><a href=2>News</a><br><a href=3>Treaties</a></td>
    <td><h2>Treaty of Friendship</h2><p>The High Contracting Parties have agreed as follows:</p>
    <table><tr><td>1.</td><td>Each Party shall respect the borders of the other Party.</td></tr>
    <tr><td>2.</td><td>Each Party shall consult the other.</td></tr></table></td></tr>
    <tr><td colspan=2><small><a href=4>Copyright 2001</a></small></td></tr></table>"""
    assert blocks(read(f"<html><body>{markup}</body></html>")) == [
        "heading2: Treaty of Friendship",
        "The High Contracting Parties have agreed as follows:",
        "1. Each Party shall respect the borders of the other Party.",
        "2. Each Party shall consult the other.",
    ]


def test_a_heading_does_not_make_its_section_furniture() -> None:
    """An id is often made from a heading's words; those of furniture in it do not take the section out."""
    sections = "".join(
        f'<section id="{name}"><h2>{name}</h2><p>The Parties will share the costs of this, and will report on'
        " it every year to the Conference at its regular session in the spring.</p></section>"
        for name in ("social-media", "related-costs", "comments", "shared-duties", "search-and-rescue")
    )
    found = body(f"<p>We, the Ministers, have agreed as follows.</p>{sections}")
    assert [block for block in found if block.startswith("heading2")] == [
        "heading2: social-media",
        "heading2: related-costs",
        "heading2: comments",
        "heading2: shared-duties",
        "heading2: search-and-rescue",
    ]
    assert sum("share the costs" in block for block in found) == 5


def test_an_article_may_be_only_a_part_of_the_text() -> None:
    """What stands beside an element named as the text, and is longer without being links, is text, too."""
    chapters = "".join(
        f"<div><h2>Article {i}</h2><p>Each Party shall keep the peace and shall report on it to the"
        " depositary of this Treaty once in every year.</p></div>"
        for i in range(1, 10)
    )
    preamble = (
        "<article><p>The High Contracting Parties, desiring to live in peace, have agreed:</p></article>"
    )
    found = blocks(read(f"<html><body>{preamble}{chapters}</body></html>"))
    assert found[:2] == [
        "The High Contracting Parties, desiring to live in peace, have agreed:",
        "heading2: Article 1",
    ]
    assert len(found) == 19


def test_what_stands_between_the_title_and_the_text_is_text() -> None:
    """A place, a day and a summary above the element with the text are read, a share bar there is not."""
    top = (
        "<div class=top><a href=/>Home</a><h1>Joint Statement on Water</h1><div>Oslo, 7 June 2019</div>"
        "<p>A summary.</p><div class=share-links>Share</div></div>"
    )
    page = f"<html><body>{top}<div>{f'<p>{WE_MET}</p>' * 2}</div><ul><li><a href=/a>Other news</a></ul>"
    assert blocks(read(page)) == [
        "title: Joint Statement on Water",
        "Oslo, 7 June 2019",
        "A summary.",
        WE_MET,
        WE_MET,
    ]


def test_footnotes_outside_the_text_belong_to_it() -> None:
    """Numbered notes are read, even from an element that would be furniture without them."""
    page = f"<main><p>{WE_MET}<sup>1</sup></p></main><aside><p><sup>1</sup> See the report.</p></aside>"
    menu = "<ul>" + "<li><a href=/x>Other news from the ministry</a></li>" * 9 + "</ul>"
    assert blocks(read(f"<html><body>{menu}{page}</body></html>")) == [
        f"{WE_MET}¹",
        "footnote: 1 See the report.",
    ]


def test_pictures_lose_their_captions_and_tables_keep_theirs() -> None:
    """What is said of a picture is no part of the text; the caption of a table or a quotation is."""
    assert body(
        f"<p>{WE_MET}</p><figure><img src=a><figcaption>The ministers</figcaption></figure>"
        "<figure><table><tr><td>Norway</td><td>10</td></tr></table><figcaption>Costs</figcaption></figure>"
    ) == [WE_MET, "table_row: Norway | 10", "Costs"]


def test_a_text_in_many_boxes_is_read_whole() -> None:
    """Where trafilatura takes one of many elements of a kind for the text, the paragraphs say better."""
    links = "<ul>" + '<li><a href="/x">Other news from the ministry</a></li>' * 4 + "</ul>"
    boxes = [
        f'{links}<div class="text">{"".join(f"<p>{WE_MET} Rule {3 * i + k}</p>" for k in range(3))}</div>'
        for i in range(6)
    ]
    found = blocks(read(f"<html><body><div>{'</div><div>'.join(boxes)}</div></body></html>"))
    assert [block for block in found if block.startswith("We")] == [f"{WE_MET} Rule {i}" for i in range(18)]


def test_links_within_the_text_are_text_and_after_it_are_not() -> None:
    """A list of states stays though each is a link; the way to other pages at the end does not."""
    states = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in ("Austria", "Belgium", "Croatia"))
    markup = f"""<p>The following States take part in this Conference and have signed the declaration:</p>
    <ul>{states}</ul><p>They will meet once a year and will report to each other on what they did.</p>
    <p><a href="/next">Next: Remarks by the President</a></p>"""
    assert body(markup) == [
        "The following States take part in this Conference and have signed the declaration:",
        "- Austria",
        "- Belgium",
        "- Croatia",
        "They will meet once a year and will report to each other on what they did.",
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>Hidden</script>",
        "<style>Hidden</style>",
        "<noscript>Hidden</noscript>",
        "<template>Hidden</template>",
        "<!-- Hidden -->",
        "<button>Hidden</button>",
        "<select><option>Hidden</option></select>",
        "<textarea>Hidden</textarea>",
        "<span hidden>Hidden</span>",
        '<span style="color: red; Display : none">Hidden</span>',
        '<span style="visibility:hidden">Hid<b>den</b></span>',
        '<span class="note sr-only">Hidden</span>',
        "<svg><title>Hidden</title></svg>",
    ],
)
def test_what_a_browser_does_not_show_is_not_in_the_text(hidden: str) -> None:
    """Scripts, styles, controls, comments and hidden elements leave no trace; the words around them stay."""
    assert body(f"<p>The Parties {hidden}agree.</p>{hidden}<p>They {hidden}meet.</p>") == [
        "The Parties agree.",
        "They meet.",
    ]


# --- blocks and white space -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "markup, expected",
    [
        ("<p>One\n  two\tthree </p>", ["One two three"]),
        ("<p>One <b> two</b> <i>three</i></p>", ["One two three"]),
        ("<p>re<em>-</em>envision<b>ed</b> a<span>b</span>c</p>", ["re-envisioned abc"]),
        ("<p>13.&nbsp;&nbsp;The Parties</p>", ["13.\xa0\xa0The Parties"]),
        ("<p>One<br>two</p>", ["One / two"]),
        ("<p>One<br><br>two<br>\n<br/> &nbsp; <br>three</p>", ["One", "two", "three"]),
        ("<div>One<p>two</p>three</div>", ["One", "two", "three"]),
        (
            "<div><span>One</span><div>two</div><a href=x>three</a><p>four</div>",
            ["One", "two", "three", "four"],
        ),
        ("<p>One<p>two", ["One", "two"]),
        ("<p>He said <q>yes</q>.</p>", ["He said “yes”."]),
        ("<pre>One\n  two\n\n\nthree</pre>", ["One / two", "three"]),
        ("<p>&nbsp;</p><p>&#8203;</p><p>One</p><hr>", ["One"]),
        ("<p>22<sup>nd</sup> of 10 m<sup>2</sup>, H<sub>2</sub>O</p>", ["22nd of 10 m², H2O"]),
    ],
)
def test_blocks_are_those_that_a_browser_shows(markup: str, expected: list[str]) -> None:
    """Block elements and empty lines divide the text, inline ones leave it as it is, white space folds."""
    assert body(markup) == expected


@pytest.mark.parametrize(
    "markup, expected",
    [
        ("<ol><li>a</li><li>b</li></ol>", ["1. a", "2. b"]),
        ("<ul><li>a</li></ul>", ["- a"]),
        ('<ol start="4"><li>a<li>b</ol>', ["4. a", "5. b"]),
        ('<ol reversed><li>a<li>b<li value="9">c<li>d</ol>', ["4. a", "3. b", "9. c", "8. d"]),
        ('<ol type="a" start="26"><li>x<li>y</ol>', ["z. x", "aa. y"]),
        ('<ol type="A"><li>x</ol>', ["A. x"]),
        ('<ol type="i" start="4"><li>x<li>y</ol>', ["iv. x", "v. y"]),
        ('<ol type="I" start="0"><li>x<li>y</ol>', ["0. x", "I. y"]),
        ('<ol style="list-style-type: lower-alpha"><li>x</ol>', ["a. x"]),
        ('<ol><li style="list-style: upper-roman inside">x<li>y</ol>', ["I. x", "2. y"]),
        ('<ol style="list-style: none"><li>x</ol><ul style="list-style:none"><li>y</ul>', ["x", "y"]),
        ('<ol style="list-style: none"><li>(1) x</ol>', ["(1) x"]),
        ("<ul><li>(a) x<li>• y<li>3. z</ul>", ["(a) x", "• y", "3. z"]),
        ("<ul><li>A. Smith</ul>", ["- A. Smith"]),
        ("<ol><li>1. x</ol>", ["1. x"]),
        (
            "<ol><li><span>7.</span><span>Decides</span><li><span>8.</span><span>Asks</span></ol>",
            ["7. Decides", "8. Asks"],
        ),
        ("<ol><li>(a) x<li>(a) y</ol>", ["1. (a) x", "2. (a) y"]),
        ("<ol><li>x<ol><li>y</ol>z<li>w</ol>", ["1. x", "1. y", "z", "2. w"]),
        ("<ol><li><p>x</p><p>y</p><li><ol type=a><li>z<li>w</ol></ol>", ["1. x", "y", "2. a. z", "b. w"]),
        ("<ul><li><ul><li>x</ul></ul>", ["- x"]),
        ("<ol><li></li><li>x</ol>", ["2. x"]),
    ],
)
def test_list_items_have_the_mark_that_a_browser_shows(markup: str, expected: list[str]) -> None:
    """Items are counted by start, value, order, type and style; a mark in print is not doubled."""
    assert body(markup) == expected


@pytest.mark.parametrize(
    "markup, expected",
    [
        ("<h3>One</h3><p>two.</p>", ["heading3: One", "two."]),
        ("<p><b>One</b> <strong>two</strong></p>", ["heading7: One two"]),
        ("<p><b>We agree:</b></p><p><b>One</b> two</p>", ["We agree:", "One two"]),
        (f"<p><b>{'word ' * 30}</b></p>", [("word " * 30).strip()]),
        ("<ul><li><b>One</b></ul>", ["- One"]),
    ],
)
def test_headings_are_those_of_the_markup_and_bold_lines(markup: str, expected: list[str]) -> None:
    """A heading keeps its level; a short paragraph that is all bold, and no sentence, is one below them."""
    assert body(f"<p>Opening words.</p>{markup}")[1:] == expected


@pytest.mark.parametrize(
    "markup, expected",
    [
        ("<tr><td>Norway<td>10 million<td>U.S.", ["table_row: Norway | 10 million | U.S."]),
        ("<tr><td>Norway<br>Oslo<td><b>10</b>", ["table_row: Norway Oslo | 10"]),
        ("<tr><td>Norway<td>It will pay for all of it.", ["Norway", "It will pay for all of it."]),
        (f"<tr><td>Norway<td>{'x' * 80}", ["Norway", "x" * 80]),
        ("<tr><td><p>a</p><p>b</p><td>c", ["a", "b", "c"]),
        ("<tr><td>Norway<td> ", ["Norway"]),
        ("<tr><td><td>(a)<td>It will pay.<p>And sign.</p>", ["(a) It will pay.", "And sign."]),
        (
            "<tr><td>1.<td>They agree:<table><tr><td>(i)<td>to pay;</table>",
            ["1. They agree:", "(i) to pay;"],
        ),
        ("<tr><td><table><tr><td>a<td>b</table><td>c", ["table_row: a | b", "c"]),
        ("<tr><td><h2>a</h2><td><ul><li>b</ul>", ["heading2: a", "- b"]),
    ],
)
def test_a_table_gives_rows_of_values_or_the_blocks_of_its_cells(markup: str, expected: list[str]) -> None:
    """A row of values is one block; a list mark in a cell goes to its item; other cells stand alone."""
    assert body(f"<p>Opening words.</p><table>{markup}</table>")[1:] == expected


@pytest.mark.parametrize(
    "sign, note",
    [
        ("<sup>1</sup>", '<p class="footnote">1 Note.</p>'),
        ("<sup>1</sup>", "<p><sup>1</sup> Note.</p>"),
        ('<sup><a href="#fn1">[1]</a></sup>', '<div id="fn1"><p>[1] Note.</p></div>'),
        ('<sup id="r1"><a href="#n1">1</a></sup>', '<ol><li id="n1"><a href="#r1">^</a> Note.</li></ol>'),
        ('<a href="#_ftn1" name="_ftnref1">[1]</a>', '<p><a href="#_ftnref1" name="_ftn1">[1]</a> Note.</p>'),
        ('<a href="d.html#b">(<span>1</span>)</a>', '<p><a id="b" href="#a">(<span>1</span>)</a> Note.</p>'),
        ('<a href="#footnote1"><span>1</span></a>', '<dl id="footnote1"><dd><a href="#r">1</a> Note.</dl>'),
        ("<sup>1</sup>", '<aside role="doc-footnote">1. Note. ↩</aside>'),
        ("<sup>1</sup>", "<div class=footnotes><p>[1] Note.</p><p>↩</p></div>"),
    ],
)
def test_footnotes_are_told_apart(sign: str, note: str) -> None:
    """A reference stands raised directly after its word; the note is marked, behind its bare number."""
    assert body(f"<p>Peace {sign} matters.</p>{note}") == ["Peace¹ matters.", "footnote: 1 Note."]


def test_a_link_of_a_number_is_no_footnote() -> None:
    """A number that leads somewhere in the page is a word like others."""
    assert body('<p>As Article <a href="#art2">2</a> says.</p>') == ["As Article 2 says."]


def test_a_raised_number_opens_no_note_unless_it_was_referred_to() -> None:
    """Paragraphs numbered by raised figures, as in Swiss law, are paragraphs."""
    assert body("<p><sup>1</sup> All shall meet.</p><p><sup>2</sup> All shall write.</p>") == [
        "¹ All shall meet.",
        "² All shall write.",
    ]


# --- the title and what the page says about itself ------------------------------------------------


@pytest.mark.parametrize(
    "head, markup, expected",
    [
        ("", "<h1>Joint Statement</h1>{}", ["title: Joint Statement", WE_MET]),
        (
            "<title>Joint Statement | Ministry</title>",
            "<h2>Joint Statement</h2>{}",
            ["title: Joint Statement", WE_MET],
        ),
        (
            "<title>Joint Statement | Ministry</title>",
            "<header><h1><a href=/>Ministry</a></h1></header><article><h2>Joint Statement</h2>{}</article>",
            ["title: Joint Statement", WE_MET],
        ),
        (
            "<title>Joint Statement of the Two - Ministry</title>",
            "<div class=top><h1>Joint Statement of the Two</h1><a href=/>Home</a></div><main>{}</main>",
            ["title: Joint Statement of the Two", WE_MET],
        ),
        ("", "<div class=top><h1>One</h1><a href=/>Home</a></div><main>{}</main>", ["title: One", WE_MET]),
        ("<title>d.htm</title>", "<h1>One</h1>{}", ["title: One", WE_MET]),
        (
            "<title>Res. 1 - Corpus</title>",
            f"<h1>{'Resolution on Water ' * 8}</h1>{{}}",
            ["title: " + ("Resolution on Water " * 8).strip(), WE_MET],
        ),
        ("", "{}<h1>Annex</h1>", [WE_MET, "heading1: Annex"]),
        ("", "<h2>One</h2>{}", ["heading2: One", WE_MET]),
    ],
)
def test_the_title_is_marked(head: str, markup: str, expected: list[str]) -> None:
    """The heading that says the page's title is the title, wherever it stands; else a lone first one."""
    source = read(f"<html><head>{head}</head><body>{markup.format(f'<p>{WE_MET}</p>')}</body></html>")
    assert blocks(source) == expected


def test_a_page_says_its_title_date_publisher_and_address() -> None:
    """What meta elements and the canonical link say is known of the document."""
    head = """<meta charset="utf-8"><title>Joint Statement | Ministry</title>
    <meta property="og:title" content="Joint  Statement"><meta property="og:site_name" content="The Ministry">
    <meta property="article:published_time" content="2019-06-07T23:30:00-05:00">
    <link rel="canonical" href="https://example.org/statement">"""
    source = read(f"<html><head>{head}</head><body><p>We met.</p></body></html>")
    assert source.metadata == Metadata(
        title="Joint Statement",
        date=date(2019, 6, 7),
        publisher="The Ministry",
        source="https://example.org/statement",
    )


@pytest.mark.parametrize(
    "markup, day",
    [
        ('<meta name="DC.date.issued" content="2019-06-07">', date(2019, 6, 7)),
        ('<meta name="date" content="June 7, 2019">', date(2019, 6, 7)),
        ('<meta property="article:modified_time" content="2020-01-01">', None),
        (
            '<script type="application/ld+json">{"@graph": [{"datePublished": "2019-06-07"}]}</script>',
            date(2019, 6, 7),
        ),
        ('<script type="application/ld+json">{"datePublished": "2019-06-07", }</script>', None),
        ('<span itemprop="datePublished" content="2019-06-07">yesterday</span>', date(2019, 6, 7)),
        ('<time datetime="2019-06-07T10:00">7 June</time>', date(2019, 6, 7)),
        ('<time datetime="2019-06-07">7 June</time><time datetime="2019-06-08">8 June</time>', None),
        ('<meta name="date" content="2019-02-30">', None),
        ("<p>© 2018-2024 Ministry. Last updated 3 May 2021</p>", None),
    ],
)
def test_a_date_counts_only_where_the_page_calls_it_its_own(markup: str, day: date | None) -> None:
    """The day of publication is taken from markup that names it, if it names one; nothing is guessed."""
    source = read(f"<html><head>{markup}</head><body>{markup}<p>We met.</p></body></html>")
    assert source.metadata.date == day


# --- charsets -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "head, encoded_in, charset",
    [
        ("", "utf-8", "utf-8"),
        ("", "utf-8-sig", "utf-8"),
        ('<meta charset="windows-1252">', "utf-8", "utf-8"),
        ("", "utf-16", "utf-16"),
        ("", "windows-1252", "windows-1252"),
        ('<meta charset="ISO-8859-1">', "windows-1252", "windows-1252"),
        ('<meta http-equiv=Content-Type content="text/html; charset=utf-8">', "windows-1252", "windows-1252"),
        (
            '<meta http-equiv="Content-Type" content="text/html; charset=windows-1250">',
            "windows-1250",
            "windows-1250",
        ),
        ('<meta charset="punycode">', "windows-1252", "windows-1252"),
    ],
)
def test_the_charset_is_recognised_and_said(head: str, encoded_in: str, charset: str) -> None:
    """A byte-order mark, whole UTF-8, and what the page declares settle it; what is not UTF-8 is remarked."""
    markup = f"<html><head>{head}</head><body><p>“Será” – é</p></body></html>".replace("–", "—")
    source = read(markup.replace("Será", "Sera").encode(encoded_in))
    assert source.text == "“Sera” — é\n"
    assert source.media_type == f"text/html; charset={charset}"
    assert source.remarks == (() if charset == "utf-8" else (f"read as {charset}: it is not UTF-8",))


def test_a_broken_byte_among_whole_ones_is_remarked() -> None:
    """A page in UTF-8 with a byte that does not fit stays in UTF-8, and the lost character is said."""
    source = read("<p>Montréal, Québec, Gen".encode() + b"\xe8" + "ve, Århus</p>".encode())
    assert source.text == "Montréal, Québec, Gen\N{REPLACEMENT CHARACTER}ve, Århus\n"
    assert source.remarks == ("1 characters are no utf-8 and stand as \N{REPLACEMENT CHARACTER}",)


# --- limits and errors ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "depth, limit, said",
    [
        (40, 41, "stand 42 deep within one another, 41 can be read"),
        (600, 500, "stand 602 deep within one another, 500 can be read"),
        (100_000, 500, "stand more than 2,048 deep within one another, 500 can be read"),
        (100_000, 5_000, "stand more than 2,048 deep within one another, 2,048 can be read"),
    ],
)
def test_a_page_nested_too_deep_is_refused(depth: int, limit: int, said: str) -> None:
    """The error names how deep the elements stand and how deep they may."""
    with pytest.raises(ReadError, match=rf"^d\.html: the elements of this page {said}; copy its text"):
        read("<div>" * depth + "We met.", Limits(depth=limit))


def test_a_page_nested_as_deep_as_allowed_is_read() -> None:
    """Nothing in reading a page recurs with its depth."""
    markup = "<div>" * 2_000 + "<p>We met.</p>" + "</div>" * 2_000 + "<p>We signed.</p>"
    assert blocks(read(markup, Limits(depth=2_010))) == ["We met.", "We signed."]


@pytest.mark.parametrize(
    "markup",
    ["", " \n", "<html></html>", "<img src=a.jpg>", "<script>x</script>", "<p>&nbsp;</p>", "<!-- x -->"],
)
def test_a_page_without_text_is_an_error(markup: str) -> None:
    """The error says that nothing was found, and what to do."""
    with pytest.raises(
        ReadError, match=r"^d\.html: no text was found in this page; copy what a browser shows"
    ):
        read(markup)


def test_a_page_that_takes_too_long_is_given_up() -> None:
    """Reading ends at the deadline."""
    with pytest.raises(ReadError, match=r"^d\.html: not done after"):
        read("<p>We met.</p>", Limits(seconds=-1))


def test_a_page_of_very_many_elements_is_read_whole() -> None:
    """Above the size up to which trafilatura is asked, nothing is lost either."""
    paragraphs = "".join(f"<p>The Parties shall meet for the {i}th time.</p>" for i in range(21_000))
    menu = '<ul class="menu"><li><a href="/">Home</a></li></ul>'
    found = blocks(read(f"<html><body>{menu}<div>{paragraphs}</div></body></html>"))
    assert found == [f"The Parties shall meet for the {i}th time." for i in range(21_000)]


def test_a_page_is_read_without_trafilatura_where_it_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it raises, the text is found by its paragraphs, and the page's facts are left out."""

    def fail(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr(trafilatura, "bare_extraction", fail)
    monkeypatch.setattr(trafilatura, "extract_metadata", fail)
    source = read(f"<html><body>{AROUND.format(DECLARATION)}</body></html>")
    assert blocks(source) == WHOLE
    assert source.metadata == Metadata()


# --- everywhere and always the same ---------------------------------------------------------------


def test_reading_is_silent_and_offline(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """No connection is opened and nothing is printed, whatever addresses a page names."""

    def refuse(*_: object) -> None:
        pytest.fail("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    declared = '<!DOCTYPE html SYSTEM "https://example.org/x.dtd"><base href="https://example.org/">'
    head = '<link rel="canonical" href="/x"><meta name="date" content="nonsense">'
    read(f"{declared}<html><head>{head}</head><body>{DECLARATION}</body></html>")
    assert capfd.readouterr() == ("", "")


def test_the_order_of_pages_does_not_matter() -> None:
    """A page read again after others gives the same source: nothing is left out as seen before."""
    pages = [DECLARATION, AROUND.format(DECLARATION), f"<p>The Parties commit to:</p>{DECLARATION}"]
    there = [read(page) for page in pages]
    back = [read(page) for page in reversed(pages * 3)]
    assert back == [*reversed(there)] * 3


MARKS = re.compile(r"(?:^|(?<=\n\n))\S")

TAGS = (
    "p div li td tr b sup h1 q pre br ol ul table article body html head title script form nav main a"
    " blockquote dl dd select template svg math noscript textarea frameset plaintext caption".split()
)
PIECES = st.sampled_from(
    [f"<{tag}>" for tag in TAGS]
    + [f"</{tag}>" for tag in TAGS]
    + ["<ol start=3>", "<ol reversed type=I>", "<li value=-1>", "<sup>1</sup>", '<a href="#fn1">[1]</a>']
    + ['<p id="fn1">', "<!--", "-->", '<meta charset="big5">', '<x:y z="', '">', "&nbsp;", "&#0;", "&", "<"]
    + ["↩", "1. ", "(a) ", "\x00", "\x85", "\u2028", "\ufffe", " \n", "We met. ", "The Parties met. " * 8]
)


def holds(data: bytes) -> None:
    with suppress(ReadError):
        source = read(data)
        assert source.text.strip()
        assert "\r" not in source.text
        starts = {found.start() for found in MARKS.finditer(source.text)}
        assert source.marks.keys() <= starts
        assert all((mark.role is Role.HEADING) == (mark.level is not None) for mark in source.marks.values())


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_text_or_a_named_error(data: bytes) -> None:
    """Whatever the bytes, there is a text whose marks stand where blocks begin, or a `ReadError`."""
    holds(data)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=60))
def test_any_markup_is_a_text_or_a_named_error(pieces: list[str]) -> None:
    """Elements opened, closed and broken in any order are read or refused, and nothing else."""
    holds("".join(pieces).encode("utf-8", "replace"))


@settings(deadline=None)
@given(st.integers(0, len(DECLARATION)), st.integers(0, 200), st.binary(max_size=5))
def test_a_damaged_page_is_a_text_or_a_named_error(start: int, length: int, put: bytes) -> None:
    """A page with bytes missing, and others in their place, is read or refused, and nothing else."""
    data = AROUND.format(DECLARATION).encode()
    holds(data[:start] + put + data[start + length :])
