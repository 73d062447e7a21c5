"""What graphs hold, whatever their blank nodes are called, and how they are sent in parts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from servanda.store.pieces import Content, batches, pieces

PLAIN = b'<urn:a> <urn:p> "_:no blank node" .\n<urn:a> <urn:p> "one"@en-GB .\n'
KNOT = b'<urn:a> <urn:p> _:x .\n_:x <urn:p> _:y .\n_:y <urn:p> "_:z" .\n'
SAME = b'_:d <urn:p> "_:z" .\n_:c <urn:p> _:d .\n<urn:a> <urn:p> _:c .\n'
LEAF = b'_:%b <urn:p> "leaf" .\n'


def test_labels_order_and_the_case_of_languages_do_not_count() -> None:
    """Isomorphic graphs have the same content."""
    assert Content.of(PLAIN + KNOT) == Content.of(SAME + PLAIN.replace(b"en-GB", b"EN-gb"))


def test_as_many_blank_nodes_count() -> None:
    """Two nodes of which the same is said are more than one."""
    one, two = Content.of(LEAF % b"a"), Content.of(LEAF % b"a" + LEAF % b"b")
    assert one != two
    assert (two.beyond(one), one.beyond(two)) == (1, 0)


def test_a_difference_is_counted_in_triples() -> None:
    """What one graph has beyond another: its triples, and all of a piece that differs."""
    changed = KNOT.replace(b"_:z", b"other")
    assert Content.of(PLAIN + KNOT).beyond(Content.of(changed)) == 5
    assert Content.of(changed).beyond(Content.of(PLAIN + KNOT)) == 3
    assert Content.of(b"").beyond(Content.of(PLAIN)) == 0


def test_text_that_looks_like_a_blank_node_is_none() -> None:
    """Only triples with blank nodes are tied together, by those that they share."""
    plain, knots = pieces(PLAIN + KNOT + LEAF % b"q")
    assert sorted(plain) == sorted(PLAIN.splitlines())
    assert sorted(map(len, knots)) == [1, 3]


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=20), st.integers(1, 6))
def test_batches_hold_every_triple_once_and_cut_no_knot(edges: list[tuple[int, int]], size: int) -> None:
    """A blank node stands in one batch alone; together the batches say what the graph says."""
    graph = "".join(sorted({f"_:n{a} <urn:p> _:n{b} .\n" for a, b in edges})).encode() + PLAIN
    found, owner = list[bytes](), dict[bytes, int]()
    for number, (batch, blank) in enumerate(batches(graph, size)):
        lines = batch.splitlines()
        found += lines
        assert blank is not (set(lines) <= set(PLAIN.splitlines()))
        for word in batch.split():
            if word.startswith(b"_:n"):
                assert owner.setdefault(word, number) == number
        assert len(lines) <= size or len(pieces(batch)[1]) == 1
    assert sorted(found) == sorted(graph.splitlines())
