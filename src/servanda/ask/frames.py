"""Rows as data frames, if pandas is there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from servanda.errors import PackageError
from servanda.store import Value

if TYPE_CHECKING:
    from pandas import DataFrame

_TYPES: tuple[tuple[str, frozenset[type]], ...] = (
    ("boolean", frozenset({bool})),
    ("Int64", frozenset({int})),
    ("Float64", frozenset({int, float, Decimal})),
    ("string", frozenset({str})),
    ("datetime64[s]", frozenset({date})),  # in nanoseconds, time ends in 2262
)
_INT64 = 1 << 63


def dataframe(columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> DataFrame:
    """A data frame of the rows; see `Rows.dataframe`. Raises PackageError if pandas is not installed."""
    try:
        import pandas as pd  # noqa: PLC0415 - it need not be installed
    except ImportError as error:
        what = "a data frame needs pandas, which is not installed; run `pip install servanda[pandas]`"
        raise PackageError(what) from error
    series = {}
    for place, column in enumerate(columns):
        values = [row[place] for row in rows]
        dtype = _type(values)
        series[column] = pd.Series(_numbers(values) if dtype == "Float64" else values, dtype=dtype)
    return pd.DataFrame(series, columns=list(columns))


def _type(values: Sequence[Value]) -> Any:  # noqa: ANN401 - pandas has a type of its own for each such name
    """The name of the type of a column that holds `values`."""
    kinds = {type(value) for value in values if value is not None}
    if int in kinds and not all(-_INT64 <= value < _INT64 for value in values if isinstance(value, int)):
        return "object"
    return next((name for name, held in _TYPES if kinds and kinds <= held), "object")


def _numbers(values: Sequence[Any]) -> list[float | None]:
    return [None if value is None else float(value) for value in values]
