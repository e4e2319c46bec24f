"""Which messages each event may cause, read from the source of a process's `outgoing`."""

import ast
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple, TypeAlias, get_args

from order_to_cash.desk.delivery import topic
from order_to_cash.domain.trade import messages
from tests.architecture.source import SOURCES, Source

KINDS: Final = {k.__name__: k for k in get_args(messages.Question | messages.Instruction)}
Functions: TypeAlias = Mapping[str, ast.FunctionDef]


class Told(NamedTuple):
    """One message that an event may cause: what it is called, and where it goes."""

    name: str
    to: str


def told(process: str) -> Mapping[str, tuple[Told, ...]]:
    """By event, in the order of the source, every message that it may cause."""
    module = next(s for s in SOURCES if s.parts == ("domain", process, "outgoing"))
    trees = [*(source.tree for source in _beside(process, module.tree)), module.tree]
    functions = {n.name: n for t in trees for n in t.body if isinstance(n, ast.FunctionDef)}
    homes = {name: home for tree in trees for name, home in _homes(tree)}
    matches = (n for n in functions["outgoing"].body if isinstance(n, ast.Match))
    found = {}
    for case in (case for match in matches for case in match.cases):
        for event in _events(case.pattern):
            causes = dict.fromkeys(_causes(case, event, functions, homes))
            if causes:
                found[event] = tuple(causes)
    return found


def _beside(process: str, tree: ast.Module) -> Iterator[Source]:
    """The modules of the same process whose functions it uses."""
    package = f"order_to_cash.domain.{process}."
    used = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module}
    for source in SOURCES:
        if source.name in used and source.name.startswith(package):
            yield source


def _events(pattern: ast.pattern) -> Iterator[str]:
    for node in ast.walk(pattern):
        match node:
            case ast.MatchClass(cls=ast.Attribute(value=ast.Name("e"), attr=name)):
                yield name


def _homes(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """The process whose commands a name, or the name before a dot, stands for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            *_, before, last = ("", *node.module.split("."))
            for alias in node.names:
                if alias.name == "commands":
                    yield alias.asname or alias.name, last
                elif last == "commands":
                    yield alias.asname or alias.name, before


def _causes(
    within: ast.AST, event: str, functions: Functions, homes: Mapping[str, str]
) -> Iterator[Told]:
    for call in _calls(within, event):
        match call.func:
            case ast.Name(name) if name in functions:
                yield from _causes(functions[name], event, functions, homes)
            case ast.Name(name) if name in KINDS and name != messages.Notify.__name__:
                yield Told(name, _port(name))
            case ast.Name(name) if name in homes:
                yield Told(name, homes[name])
            case ast.Attribute(ast.Name(prefix), name) if prefix in homes:
                yield Told(name, homes[prefix])
        for argument in call.args:
            match argument:
                case ast.Attribute(ast.Name("Notice"), name):
                    yield Told(f"Notify {messages.Notice[name].value}", "notification")


def _calls(node: ast.AST, event: str) -> Iterator[ast.Call]:
    """Every call in the order of the source, but for those made for other events."""
    if isinstance(node, ast.match_case):
        named = tuple(_events(node.pattern))
        if named and event not in named:
            return
    if isinstance(node, ast.Call):
        yield node
    for child in ast.iter_child_nodes(node):
        yield from _calls(child, event)


def _port(name: str) -> str:
    """The port that such a message goes to, whatever it says."""
    kind = KINDS[name]
    return topic(kind.__new__(kind))
