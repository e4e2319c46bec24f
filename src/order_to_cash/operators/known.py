"""The operators that can be chosen: by a name of ours or another's, or by an import path."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, Final

from order_to_cash.domain.core import InvalidValue, OrderToCashError
from order_to_cash.domain.core.given import is_given, of_kind
from order_to_cash.operators.operator import Operator, joined
from order_to_cash.ports.world import Port


class _Packs(Mapping[str, Operator]):
    """Operators by their names, each imported when it is first asked for."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names

    def __getitem__(self, name: str) -> Operator:
        module, _, pack = self._names[name].partition(":")
        made: Operator = getattr(import_module(module), pack)
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


OPERATORS: Final[Mapping[str, Operator]] = _Packs(
    {
        "peru": "order_to_cash.operators.peru:PERU",
        "bolivia": "order_to_cash.operators.bolivia:BOLIVIA",
    }
)
"""Every data pack of this library, by its name."""

GROUP: Final = "order_to_cash.operators"
"""Under which a distribution says where its packs are: `andes = "shop.pack:ANDES"`."""


def operator_named(name: str | None, *, stored: bool = False) -> Operator:
    """The operator of that name, or several as one: "peru+bolivia", "shop.pack:ANDES".

    A name is one of ours or an entry point of an installed distribution; `module:NAME` is where a
    pack is imported from. What a file says of itself is `stored`, and never makes anything be
    imported by its path. Raises `InvalidValue` naming what there is, also where no name is given,
    `BrokenDefinition` for a pack that contradicts itself and for two with a process alike.
    """
    if name is None:
        raise InvalidValue(
            f"nothing here says whose policies count; name the operator: {_known()}",
            code="operator.unnamed",
        )
    parts = name.split("+")
    if not all(map(is_given, parts)):
        raise InvalidValue(
            f"no name stands there, or none on one side of a +; name the operator: {_known()}",
            code="operator.unnamed",
        )
    return joined(*(_one(part, stored=stored) for part in parts))


def pack_of(operator: Operator | str) -> Operator:
    """The operator itself, or the one of that name; otherwise as `operator_named`."""
    own = operator_named(operator) if isinstance(operator, str) else operator
    return of_kind(own, Operator, "give an operator, its name, or where it is imported from")


def _one(name: str, *, stored: bool) -> Operator:
    if name in OPERATORS:
        return OPERATORS[name]
    for point in entry_points(group=GROUP, name=name):
        return _loaded(point, name)
    if ":" in name and not stored:
        return _loaded(EntryPoint(name, name, GROUP), name)
    if stored:
        raise InvalidValue(
            f"this file belongs to the operator {name}, whose pack is not installed by name; give "
            "where it is imported from, such as --operator shop.pack:ANDES",
            code="operator.not-installed",
        )
    raise InvalidValue(
        f"no operator is called {name}; give one of: {_known()}, or where its pack is imported "
        "from, such as shop.pack:ANDES",
        code="operator.unknown",
    )


def _loaded(point: EntryPoint, name: str) -> Operator:
    """The pack that stands there; what keeps it from being imported is told."""
    if EntryPoint.pattern.fullmatch(point.value) is None or not point.attr:
        raise InvalidValue(
            f"{name} says not where a pack is imported from; give the module with its dots, one "
            "colon and the name of the pack, such as shop.pack:ANDES",
            code="operator.not-importable",
        )
    try:
        module = import_module(point.module)
        pack: Any = module
        for part in filter(None, point.attr.split(".")):
            pack = getattr(pack, part)
    except OrderToCashError:
        raise
    except (Exception, SystemExit) as error:
        raise InvalidValue(
            f"the pack {name} cannot be imported ({_told(error)}); check the "
            "module, the name behind the colon, and whether it is installed here",
            code="operator.not-importable",
        ) from error
    if not issubclass(type(pack), Operator):  # a `__class__` of others may raise anything
        raise InvalidValue(
            f"{name} is no Operator; name the pack itself, such as shop.pack:ANDES",
            code="operator.no-pack",
        )
    found: Operator = pack
    return found


def ports_of(pack: Operator, file: Path) -> Mapping[str, Port]:
    """The ports that a pack brings, for the desk that is kept in this file.

    Raises `InvalidValue` with what kept them from being made, such as a setting that is not there.
    """
    try:
        return {**pack.ports(file)}
    except OrderToCashError:
        raise
    except (Exception, SystemExit) as error:
        raise InvalidValue(
            f"the ports of the pack {pack.name} cannot be made ({_told(error)}); correct what "
            "`Operator(ports=...)` names: a function of the path of a file, which returns the "
            "ports by their topics",
            code="operator.ports",
        ) from error


def _told(error: BaseException) -> str:
    """What an error of others says, also where it cannot say anything."""
    kind = type(error).__name__
    try:
        return f"{kind}: {error}"
    except Exception:  # noqa: BLE001  (the text of an error is code of others)
        return kind


def _known() -> str:
    names = (*OPERATORS, *(point.name for point in entry_points(group=GROUP)))
    return ", ".join(dict.fromkeys(names))
