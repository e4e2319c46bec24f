"""Where in a table the facts of a request stand, and how they are written there."""

import shlex
from typing import Any, Final

from order_to_cash.analytics.moments import check_format
from order_to_cash.domain.core import InvalidValue, entity
from order_to_cash.domain.core.instants import zone_of

OPENED: Final = "opened"
CLOSED: Final = "closed"
EFFECTIVE: Final = "effective"
PAUSES: Final = "pauses"
JOIN: Final = "+"
"""What stands between the names of a column of days and one of times."""

DELIMITERS: Final = {"tab": "\t", "\\t": "\t"}
"""What a delimiter that is hard to type may be called."""


@entity
class Layout:
    """The columns of a request in any table, and the form of their cells.

    `opened` and `closed` name a column, or two as `DAY+TIME`. `effective` names a column, whose
    cells in `values` say yes; without any, they are words such as yes and no. Rows with one value
    in the column `key` are one request. `pauses` names the times that do not count, in the form of
    the others. `open` are cells of closed that say that a request is open, beside those that say
    nothing, such as null, - or n/a. `zone` is that of times without an offset; `format` is iso,
    dd/mm/yyyy, mm/dd/yyyy, yyyy/mm/dd, `days` (those of spreadsheets) or a pattern of `strptime`.
    `head` is the line of the names of the columns, where titles of several cells stand above it.
    What is empty is not named: it has its own name, a comma, UTF-8, and an offset.
    Raises `InvalidValue` for what no table can be read by.
    """

    opened: str = ""
    closed: str = ""
    effective: str = ""
    values: tuple[str, ...] = ()
    key: str = ""
    pauses: str = ""
    zone: str = ""
    format: str = ""
    delimiter: str = ""
    encoding: str = ""
    sheet: str = ""
    head: int = 0
    open: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        if self.zone:
            zone_of(self.zone)
        check_format(self.format)
        if self.values and not self.effective:
            raise InvalidValue(
                "values that say yes need the column they stand in; name it: COLUMN=VALUE,...",
                code="layout.values",
            )
        if self.delimiter and (len(self.delimiter) != 1 or self.delimiter in '"\r\n'):
            raise InvalidValue(
                "a delimiter is one character, and neither a quote nor the end of a line; give "
                "for instance ; or tab",
                code="layout.delimiter",
            )
        check_encoding(self.encoding)
        if self.head < 0:
            raise _no_line()

    @property
    def roles(self) -> tuple[str, str, str]:
        """The names of the three columns, as they were named or by their own."""
        return self.opened or OPENED, self.closed or CLOSED, self.effective or EFFECTIVE

    @property
    def paused(self) -> str:
        """The name of the column of pauses, as it was named or by its own."""
        return self.pauses or PAUSES

    def options(self) -> tuple[str, ...]:
        """What is named, as options of the command line."""
        effective = self.effective
        if self.values:
            effective = f"{effective}={','.join(self.values)}"
        delimiter = "tab" if self.delimiter == "\t" else self.delimiter
        told = {
            "--opened": self.opened,
            "--closed": self.closed,
            "--effective": effective,
            "--key": self.key,
            "--pauses": self.pauses,
            "--zone": self.zone,
            "--format": self.format,
            "--delimiter": delimiter,
            "--encoding": self.encoding,
            "--sheet": self.sheet,
            "--head": str(self.head or ""),
            "--open": ",".join(self.open),
        }
        return tuple(f"{name}={value}" for name, value in told.items() if value)

    def beside(self, other: "Layout") -> "Layout":
        """What is named here and not in another one."""
        fields = ("opened", "closed", "effective", "key", "pauses", "zone", "format")
        more = ("delimiter", "encoding", "sheet", "head")
        new = {n: getattr(self, n) for n in (*fields, *more) if not getattr(other, n)}
        values = self.values if self.values != other.values else ()
        if values:
            new["effective"] = self.effective
        words = tuple(word for word in self.open if word not in other.open)
        return Layout(**new, values=values, open=words)

    def __str__(self) -> str:
        return shlex.join(self.options())


def layout_of(
    *,
    effective: str | None = None,
    delimiter: str | None = None,
    head: str | None = None,
    open: str | None = None,  # noqa: A002  (as the option is called)
    **named: str | None,
) -> Layout:
    """A layout from the texts of options: `effective` may be `COLUMN=VALUE,...`."""
    column, _, values = (effective or "").partition("=")
    if not (head or "0").isdecimal():
        raise _no_line()
    texts: dict[str, Any] = {name: text for name, text in named.items() if text}
    return Layout(
        **texts,
        effective=column,
        values=_several(values),
        head=int(head or 0),
        open=_several(open or ""),
        delimiter=DELIMITERS.get(delimiter or "", delimiter or ""),
    )


def _several(text: str) -> tuple[str, ...]:
    return tuple(value.strip() for value in text.split(",") if value.strip())


def _no_line() -> InvalidValue:
    return InvalidValue(
        "the head of a table is named by the number of its line, such as 3", code="layout.head"
    )


def check_encoding(name: str) -> None:
    """Raise `InvalidValue` unless text can be written so."""
    try:
        known = isinstance("a".encode(name or "utf-8"), bytes)
    except (LookupError, ValueError):
        known = False
    if not known:
        raise InvalidValue(
            "this encoding is not known here; give for instance utf-8, cp1252 or latin-1",
            code="layout.encoding",
        )
