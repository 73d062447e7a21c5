"""Rows as Python has them: by name, by place, as a table to look at, and as a data frame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, overload

from servanda.ask.frames import dataframe
from servanda.ask.nearest import did_you_mean
from servanda.ask.shown import html, text
from servanda.store import Value

if TYPE_CHECKING:
    from pandas import DataFrame


# Slots alone keep rows as they are: frozen ones too, but with an error that nobody understands.
@dataclass(slots=True, unsafe_hash=True, repr=False)
class Row:
    """A row of an answer: `row.title`, `row["title"]` and `row[0]` are its values, in the order of columns.

    A column that an attribute cannot be called, such as `from`, has `_` behind its name, or goes by
    `row["from"]`. A row unpacks like a tuple, and `dict(row)` has its values by column.
    """

    _columns: tuple[str, ...]
    _values: tuple[Value, ...]

    def keys(self) -> tuple[str, ...]:
        """The columns."""
        return self._columns

    # The type of a value is known to the query alone, so it is any for those who check types.
    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        if name.startswith("_"):  # Python looks for methods of its own, in rows that have no columns yet, too
            raise AttributeError(f"a row has no attribute {name!r}")
        if (column := _column(name, self._columns)) is None:
            raise AttributeError(_no_column(name, self._columns))
        return self._values[self._columns.index(column)]

    @overload
    def __getitem__(self, key: int | str) -> Any: ...  # noqa: ANN401 - see __getattr__
    @overload
    def __getitem__(self, key: slice) -> tuple[Any, ...]: ...
    def __getitem__(self, key: int | str | slice) -> Any:
        if not isinstance(key, str):
            return self._values[key]
        if key not in self._columns:
            raise KeyError(_no_column(key, self._columns))
        return self._values[self._columns.index(key)]

    def __len__(self) -> int:
        return len(self._values)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._values)

    def __dir__(self) -> list[str]:
        return ["keys", *self._columns]

    def __repr__(self) -> str:
        fields = zip(self._columns, self._values, strict=True)
        return f"Row({', '.join(f'{column}={value!r}' for column, value in fields)})"


@dataclass(frozen=True, slots=True, repr=False)
class Rows(Sequence[Row]):
    """The rows of an answer, in their order; those of a slice are rows again.

    It shows itself as a table, in a notebook too.
    """

    columns: tuple[str, ...]
    _values: tuple[tuple[Value, ...], ...]

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Rows: ...
    def __getitem__(self, place: int | slice) -> Row | Rows:
        if isinstance(place, slice):
            return Rows(self.columns, self._values[place])
        return Row(self.columns, self._values[place])

    def __len__(self) -> int:
        return len(self._values)

    def __iter__(self) -> Iterator[Row]:
        return (Row(self.columns, values) for values in self._values)

    def __repr__(self) -> str:
        return text(self.columns, self._values)

    def _repr_html_(self) -> str:
        return html(self.columns, self._values)

    def dataframe(self) -> DataFrame:
        """The rows as a data frame of pandas, a column of it for each of theirs.

        Days are `datetime64[s]`, whole numbers `Int64`, other numbers `Float64`, yes and no `boolean`, texts
        and IRIs `string`: all of them know missing values. A column of several kinds, or without any value,
        is `object`. Raises PackageError if pandas is not installed.
        """
        return dataframe(self.columns, self._values)


def _column(name: str, columns: tuple[str, ...]) -> str | None:
    """The column that an attribute means: the one called so, or so without `_` at the end."""
    return next((known for known in (name, name.removesuffix("_")) if known in columns), None)


def _no_column(name: str, columns: tuple[str, ...]) -> str:
    hint = did_you_mean(name, columns) or f"; there is {', '.join(columns)}"
    return f"there is no column {name!r}{hint}"
