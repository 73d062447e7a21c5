"""The furniture of a web site: what it puts around any text, known by its kind, its role or its name."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

_TAGS = frozenset("aside dialog figcaption footer form".split())
_ROLES = frozenset(
    "alert alertdialog banner complementary contentinfo dialog menu menubar search toolbar".split()
)
_OTHER_TEXTS = re.compile(
    r"(?:^|[^a-z])(?:advert(?:isement)?s?|comments?|cookies?|disqus|gdpr|latest|most-?(?:popular|read)"
    r"|newsletters?|outbrain|popup|recommended|related|respond|taboola)(?:[^a-z]|$)",
    re.IGNORECASE,
)
"""Names of what is no part of the text, however much it reads like one."""

_BARS = re.compile(
    r"(?:^|[^a-z])(?:addthis|addtoany|bread-?crumbs?|crumbs?|shar(?:e|es|ing)|sociable|social)(?:[^a-z]|$)",
    re.IGNORECASE,
)
"""Names of what is no part of the text, unless a paragraph stands in it."""

_SELDOM = re.compile(
    r"(?:^|[^a-z])(?:ads?|author-(?:bio|box|info)|byline|carousel|consent|footer|gallery|likes|login|masthead"
    r"|menu|modal|nav|navbar|navigation|overlay|pager|pagination|popular|print|promo|promoted|rating|read-?more"
    r"|recommendations?|search|sidebar|signup|skip|slideshow|sponsor(?:ed)?|submenu|subscribe|subscription"
    r"|tags?|teasers?|toc|toolbar|tools|trending|views|widgets?)(?:[^a-z]|$)",
    re.IGNORECASE,
)
"""Names of what is no part of the text, unless a paragraph stands in it or trafilatura chooses it."""

_STATE = re.compile(r"(?:category|format|has|is|no|status|tag|topic|type|with|without)-")
"""How a class begins that says what kind a text is of, or what else the page has."""

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_COUNTERS = re.compile(
    r"(?:- )?(?:\d[\d.,]{0,9}\s?(?:comments?|likes?|min(?:ute)?s? read|reactions?|shares?|views?)\W{0,9})+",
    re.IGNORECASE,
)


def is_furniture(element: HtmlElement, *, chosen: bool, prose: bool) -> bool:
    """Whether an element is furniture; `chosen` if any of it was chosen, `prose` if a paragraph is in it.

    An id is worth less than a class: it may be made from the words of a heading ("related-costs").
    """
    role = element.get("role", "")
    if element.tag == "main" or role == "main":
        return False
    name = element.get("id", "")
    names = (_CAMEL.sub("-", one) for one in element.get("class", "").split() if not _STATE.match(one))
    classes = " ".join(names)
    if element.tag == "nav" or role == "navigation" or _OTHER_TEXTS.search(classes):
        return True
    if not chosen and ((element.tag in _TAGS and not _captions_words(element)) or role in _ROLES):
        return True
    if prose:
        return False
    named = any(kind.search(name) for kind in (_OTHER_TEXTS, _BARS, _SELDOM)) or _SELDOM.search(classes)
    return bool(_BARS.search(classes) or (not chosen and named))


def _captions_words(element: HtmlElement) -> bool:
    """Whether an element is the caption of a table or a quotation, and not of a picture."""
    figure = element.getparent()
    return element.tag == "figcaption" and next(figure.iter("table", "blockquote"), None) is not None


def is_counter(words: str) -> bool:
    """Whether a block says no more than how often a page was read or shared, or how long it takes to read."""
    return _COUNTERS.fullmatch(words) is not None
