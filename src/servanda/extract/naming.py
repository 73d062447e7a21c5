"""The names of one document that the reference data lack, as entities, and the short forms it gives them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from servanda import iris
from servanda.extract.aliases import alias_after
from servanda.extract.capitals import capitals, words
from servanda.extract.delegations import delegations
from servanda.extract.found import Found
from servanda.extract.mentions import Gazetteer
from servanda.extract.names import LINKS, Known, Named, NameFinder
from servanda.extract.parser import Parsed, common_words, language
from servanda.extract.partial import is_part
from servanda.extract.people import People
from servanda.extract.persons import PersonFinder
from servanda.model import Document, Entity, InstrumentKind, Span

_PAIR = r"(?<![\w-])(?:[A-Z][\w.]* )*[A-Z][\w.]*-[A-Z][\w.]*(?: [A-Z][\w.]*)*"
"""Two states whose instrument it is, before its name: "United States-Chile"."""
_SUFFIX = re.compile(r"(-[a-z]{1,5})?(-(.+-)?\d.*)?")
"""What a title may have behind the name of the document: its short form, its date."""

_NO_OWNERS_LINK = frozenset({"for", "on", "against", "to", "in", "with"})
_TIES = tuple(f"{link} " for link in sorted(LINKS))
_TOPS = ("Actor", "Event", "Place", "Policy")
_NOT_ALIASED = ("State", "Place", "Office", "Person", "PopulationGroup")


class Namer:
    """Adds to the known mentions of a document's passages those of names that only the document has.

    Passages come in the order of the text: a short form counts from the passage that gives it.
    """

    def __init__(
        self,
        reference: Gazetteer,
        document: Document,
        passages: Iterable[Parsed],
        base: str,
        parties: Iterable[Entity] = (),
    ) -> None:
        self._reference = reference
        self._iri = iris.document(document.name, base)
        self._base = base
        kinds = frozenset(reference.name_nouns.values())
        bodies = (kind for kind in kinds if reference.is_a(Entity("", "", kind), "Institution"))
        self._finder = NameFinder(reference.name_nouns, frozenset(bodies), common_words())
        self._own = {word.strip(".,:;()").lower() for word in document.title.split()}
        self._title = " ".join(document.title.split())
        self._is_treaty = document.kind is InstrumentKind.TREATY
        self._own_names: dict[str, bool] = {}
        self._passages = {id(parsed.doc): parsed for parsed in passages}
        self._places = {parsed.place: parsed.doc for parsed in self._passages.values()}
        self._aliases: dict[str, list[tuple[tuple[str, ...], Entity]]] = defaultdict(list)
        self._persons = PersonFinder(reference.name_nouns)
        self._sent = {one.owners[0]: one for one in parties if one.kind == "Delegation" and one.owners}
        self._people = People(reference, base, document.date, self.described)
        self._full: dict[str, Entity] = {}
        self._of_states: dict[tuple[str, str], set[Entity]] = defaultdict(set)
        self._headed: dict[str, set[Entity]] = defaultdict(set)
        self._titled: dict[str, set[Entity]] = defaultdict(set)
        self._read: dict[int, tuple[Found, ...]] = {}

    def span(self, doc: Doc, first: int, end: int) -> Span | None:
        """The stretch of the source behind tokens of a passage, if it is one of the document's."""
        parsed = self._passages.get(id(doc))
        return parsed.span(first, end) if parsed else None

    def mentions(self, doc: Doc) -> tuple[Found, ...]:
        """The mentions in a passage that has been read."""
        return self._read.get(id(doc), ())

    def above(self, parsed: Parsed) -> Doc | None:
        """The passage that holds another, if its words were parsed."""
        parent = parsed.passage.parent
        return None if parent is None else self._places.get(parent)

    def described(self, label: str, kind: str) -> Entity:
        """What the document describes with the words `label`; only this document has it."""
        iri = iris.local(self._iri, self._what(kind), label)
        return self._reference.entity(iri) or Entity(iri, label, kind, minted=True)

    def complete(
        self, doc: Doc, known: tuple[Found, ...], unsure: frozenset[tuple[int, int]]
    ) -> tuple[Found, ...]:
        """The mentions in `doc`, in order; a full name wins over what is known inside it.

        Tokens that name one of several known things, `unsure` which, are no name of their own.
        """
        mentions = self._named(doc, known, unsure)
        learnt = [self._learn(doc, mention) for mention in mentions]
        self._read[id(doc)] = self._named(doc, known, unsure) if any(learnt) else mentions
        return self._read[id(doc)]

    def _named(
        self, doc: Doc, known: tuple[Found, ...], unsure: frozenset[tuple[int, int]]
    ) -> tuple[Found, ...]:
        """The mentions in `doc`, with the short forms that are known so far."""
        known = _together(known, self._short(doc))
        tokens = {i: self._as_known(m) for m in known for i in range(m.first, m.end)}
        names = tuple(one for one in self._finder.find(doc, tokens) if (one.first, one.end) not in unsure)
        minted = tuple(Found(name.first, name.end, self._entity(doc, name, known)) for name in names)
        inside = {i for name in names for i in range(name.first, name.end)}
        kept = (m for m in known if inside.isdisjoint(range(m.first, m.end)))
        together = _together(minted, kept)
        named = tuple(
            m
            for m in together
            if not self._is_own(m.entity) and not is_part(doc, m, together, self._reference)
        )
        for mention in named:
            if mention.entity.kind == "Person":
                self._people.remember(mention.entity)
        persons = (found for one in self._persons.find(doc, named) if (found := self._people.found(one)))
        whole = _together(named, persons)
        sent = delegations(doc, whole, self._reference.sends, self.delegation, self._sent.values())
        return tuple(sorted((*whole, *sent), key=lambda m: m.first))

    def delegation(self, sender: Entity) -> Entity:
        """The delegation that somebody sent: the one that the document knows of it, or of an organ of it."""
        return self._sent.setdefault(
            next(
                (iri for iri, one in self._sent.items() if sender.iri in self._reference.lineage(one)),
                sender.iri,
            ),
            self._reference.delegation(sender, self._base),
        )

    def _is_own(self, entity: Entity) -> bool:
        """Whether an agreement is the document itself, whose title is one of its names."""
        if not self._reference.is_a(entity, "Agreement"):
            return False
        if entity.iri not in self._own_names:
            names = (entity.label, *self._reference.forms(entity))
            self._own_names[entity.iri] = any(map(self._is_title, names))
        return self._own_names[entity.iri]

    def _is_title(self, name: str) -> bool:
        """Whether the title is a name, with its short form or a date behind it; a treaty's may go on."""
        title, slug = iris.slug(self._title).removeprefix("the-"), iris.slug(name)
        rest = title.removeprefix(slug)
        goes_on = self._is_treaty and rest.startswith("-")
        return title.startswith(slug) and (goes_on or _SUFFIX.fullmatch(rest) is not None)

    def _as_known(self, mention: Found) -> Known:
        acts = self._reference.is_a(mention.entity, "State", "Institution") and not mention.adjective
        return Known(mention.first, mention.end, mention.entity.kind, acts)

    def _entity(self, doc: Doc, name: Named, known: tuple[Found, ...]) -> Entity:
        """What a proper name means: a thing of its own, or one that the document has named more fully."""
        own = " ".join(doc[name.first : name.end].text.split())
        label = self._whole(own)
        if name.general and label == own:
            return self._fuller(label, name.kind) or self.described(label, name.kind)
        entity = self._fuller(label, name.kind, _TIES) or self._mint(doc, name, label, known)
        self._full[label] = entity
        return entity

    def _fuller(self, label: str, kind: str, ties: tuple[str, ...] = ("",)) -> Entity | None:
        """The one thing of a class whose fuller name begins or ends with a name made of common words.

        With `ties` one whose name goes on with one of these words: "Oslo Treaty" and "Oslo Treaty on Fish".
        """
        fuller = {
            entity
            for full, entity in self._full.items()
            if entity.kind == kind
            and (
                full.startswith(tuple(f"{label} {tie}" for tie in ties))
                or (ties == ("",) and full.endswith(f" {label}"))
            )
        }
        own = self.described(label, kind)
        apart = any(self._reference.are_apart(own, entity) for entity in fuller)
        return next(iter(fuller)) if len(fuller) == 1 and not apart else None

    def _mint(self, doc: Doc, name: Named, label: str, known: tuple[Found, ...]) -> Entity:
        """The entity of a proper name; a reference one if it has the IRI that the name would get.

        A body of one state is known by its own name and its state's, whichever way the text says whose.
        """
        what = self._what(name.kind)
        if what != "actor":
            return self._new(iris.minted(what, label, self._base), label, name.kind)
        owners = tuple(dict.fromkeys(self._owners(doc, name, known)))
        core = self._core(doc, name, known) if len(owners) == 1 else None
        before = self._of_states.get((name.kind, label), ())
        if not owners and len(before) == 1:
            return next(iter(before))  # "the Ferry Board", after "the Norwegian Ferry Board"
        own = self._reference.of_owner(core, owners[0]) if core else label
        entity = self._new(iris.minted(what, own, self._base), own, name.kind, owners)
        if core:
            self._of_states[name.kind, core].add(entity)
        return entity

    def _new(self, iri: str, label: str, kind: str, owners: tuple[str, ...] = ()) -> Entity:
        """The entity of this IRI, as the reference data have it or as the document alone does."""
        known = self._reference.entity(iri)
        may_be = () if known else self._reference.alike(label, iri)
        return known or Entity(iri, label, kind, owners, minted=True, may_be=may_be)

    def _core(self, doc: Doc, name: Named, known: tuple[Found, ...]) -> str | None:
        """The name of a body without the state it is of: "Ferry Board" in "Norwegian Ferry Board".

        None where the state is a part of the name, as in "Norway Ferry Board".
        """
        words = range(name.first, name.end)
        if _is_its(doc, name.first):
            return " ".join(doc[name.first : name.end].text.split())
        for mention in known:
            if mention.entity.kind != "State":
                continue
            if mention.end == name.first - 1 and doc[mention.end].tag_ == "POS":
                return " ".join(doc[name.first : name.end].text.split())
            if mention.first == name.first and mention.end in words:
                apart = mention.adjective or self._reference.has_initials(mention.entity)
                core = doc[mention.end : name.end].text
                return " ".join(core.split()) if apart and core[0] not in "-–" else None
            if mention.end == name.end and mention.first - 1 in words:
                link = mention.first - (doc[mention.first - 1].lower_ == "the") - 1
                return " ".join(doc[name.first : link].text.split()) if doc[link].lower_ == "of" else None
        return None

    def _whole(self, label: str) -> str:
        """The name with the two states before it that the title says: "Chile-Norway Fish Pact"."""
        bare, _, between = label.partition(" between ")
        if bare not in self._title:
            return label
        found = re.search(rf"({_PAIR}) {re.escape(bare)}(?!\w)", self._title)
        whole = found is not None and all(state in between for state in found[1].split("-") if between)
        return found[0] if found and whole else label

    def _what(self, kind: str) -> str:
        """The part of an IRI that tells actors, events, places and policies apart."""
        entity = Entity("", "", kind)
        return next(top.lower() for top in _TOPS if self._reference.is_a(entity, top))

    def _owners(self, doc: Doc, name: Named, known: tuple[Found, ...]) -> Iterator[str]:
        """The states that a name says a body belongs to: "Chilean Council", "Norway's", "Bank of Norway".

        "Its" points to the first state of the sentence.
        """
        sentence = doc[name.first].sent
        states = (m for m in known if sentence.start <= m.first < name.first and m.entity.kind == "State")
        if _is_its(doc, name.first) and (owner := next(states, None)):
            yield owner.entity.iri
        for mention in known:
            before = doc[mention.first - 1].lower_ if mention.first else ""
            inside = name.first <= mention.first < name.end and before not in _NO_OWNERS_LINK
            possessor = mention.end == name.first - 1 and doc[mention.end].tag_ == "POS"
            if mention.entity.kind == "State" and (inside or possessor):
                yield mention.entity.iri

    def _learn(self, doc: Doc, mention: Found) -> bool:
        """Remember the short forms of a name: what stands in brackets after it, and "the" with its noun.

        Whether there are any.
        """
        if mention.entity.kind in _NOT_ALIASED:
            return False
        alias = alias_after(doc, mention.first, mention.end)
        if alias:
            tokens = tuple(token.text for token in language().make_doc(alias))
            self._aliases[tokens[0]].append((tokens, mention.entity))
        head = next(
            (noun for token in doc[mention.first : mention.end] if (noun := self._finder.head(token))), None
        )
        titled = head in self._own and not re.match(_PAIR, mention.entity.label)
        heads = bool(head) and mention.end - mention.first > 1 and not titled
        if head and (heads or mention.entity.label in self._title):
            (self._headed if heads else self._titled)[head].add(mention.entity)
        return heads or alias is not None

    def _short(self, doc: Doc) -> Iterator[Found]:
        """The short forms of names that the document has given so far."""
        texts = words(doc) if self._aliases or self._headed else ()
        for place in capitals(doc) if texts else ():
            text = texts[place]
            for tokens, entity in self._aliases.get(text, ()) or self._aliases.get(
                text.removesuffix("s"), ()
            ):
                end = place + len(tokens)
                if texts[place + 1 : end] == tokens[1:] and (place == 0 or texts[place - 1] != "("):
                    yield Found(place, end, entity)
                    break
            else:
                noun = self._finder.head(doc[place]) or ""
                headed = self._headed.get(noun, set())
                rivals = self._titled.get(noun, set()) - headed
                if len(headed) == 1 and not rivals and _is_definite(doc, place):
                    yield Found(place, place + 1, next(iter(headed)))


def _together(mentions: Iterable[Found], more: Iterable[Found]) -> tuple[Found, ...]:
    """The mentions in order, with those of `more` that share no token with them."""
    first = tuple(mentions)
    covered = {i for m in first for i in range(m.first, m.end)}
    apart = (m for m in more if covered.isdisjoint(range(m.first, m.end)))
    return tuple(sorted((*first, *apart), key=lambda m: m.first))


def _is_its(doc: Doc, place: int) -> bool:
    """Whether a name stands after "its"."""
    return place > 0 and doc[place - 1].lower_ == "its"


def _is_definite(doc: Doc, place: int) -> bool:
    """Whether a capitalised noun stands alone after "the": "the Convention"."""
    if place == 0 or doc[place - 1].lower_ != "the" or doc[place].text[-1] == "s":
        return False
    after = [token for token in doc[place + 1 : place + 4] if token.lower_ != "the"]
    if not after:
        return True
    more = after[0].text[0].isupper() or after[0].text == "-"
    return not more and not (after[0].lower_ in LINKS and len(after) > 1 and after[1].text[0].isupper())
