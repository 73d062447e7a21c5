"""Elements of XML and HTML. What stands in them is escaped when they are written."""

from __future__ import annotations

from xml.etree.ElementTree import Element


def element(tag: str, *content: Element | str, **attributes: str | None) -> Element:
    """An element with its content and those of its attributes that are not None.

    A "_" at the end of an attribute's name is left out, and others in it are hyphens.
    """
    known = {
        name.rstrip("_").replace("_", "-"): value for name, value in attributes.items() if value is not None
    }
    made = Element(tag, known)
    last: Element | None = None
    for part in content:
        if not isinstance(part, str):
            made.append(part)
            last = part
        elif last is None:
            made.text = (made.text or "") + part
        else:
            last.tail = (last.tail or "") + part
    return made
