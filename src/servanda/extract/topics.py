"""Topics: what words and headings say a statement is about, by the topic scheme of the ontology."""

from __future__ import annotations

import re

from servanda.lexicon import Lexicon


class TopicFinder:
    """Finds the topics of a lexicon in texts, by the labels that the scheme gives them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._topics = {form.lower(): iri for form, iri in lexicon.topics}
        longest_first = sorted(self._topics, key=lambda form: (-len(form), form))
        self._pattern = re.compile(
            rf"\b(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})(?:s|es)?\b", re.IGNORECASE
        )

    def find(self, *texts: str) -> tuple[str, ...]:
        """The IRIs of the topics that the texts name, in order, each once; plurals count."""
        forms = (match[0].lower() for text in texts for match in self._pattern.finditer(text))
        return tuple(dict.fromkeys(iri for form in forms if (iri := self._iri(form))))

    def _iri(self, form: str) -> str | None:
        singular = (form, form.removesuffix("s"), form.removesuffix("es"))
        return next((self._topics[one] for one in singular if one in self._topics), None)
