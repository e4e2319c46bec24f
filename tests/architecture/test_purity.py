"""What the core must not do: read a clock, draw lots, look around, compute with floats."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source import SOURCES, Source

CORE = tuple(source for source in SOURCES if source.layer in {"domain", "rules"})
OUTSIDE = {
    "asyncio", "locale", "logging", "os", "pathlib", "random", "secrets", "shelve", "shutil",
    "socket", "sqlite3", "subprocess", "sys", "tempfile", "threading", "time", "urllib", "uuid",
}  # fmt: skip
CLOCKS = {"now", "today", "utcnow"}
DANGEROUS_CALLS = {"eval", "exec", "compile", "__import__"}
DANGEROUS_MODULES = {"pickle", "marshal", "shelve", "dill", "cloudpickle"}
EXECUTES = {"execute", "executemany", "executescript"}


def modules_named(source: Source) -> Iterator[tuple[str, ast.stmt]]:
    """The top-level name of every module in an import."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name.split(".")[0], node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0], node


def impurities(source: Source) -> list[str]:
    """Every place where a module of the core reaches outside or uses a float."""
    wrong = [f"{source.at(n)} imports {m}" for m, n in modules_named(source) if m in OUTSIDE]
    for node in ast.walk(source.tree):
        match node:
            case ast.Attribute(value=ast.Name("datetime" | "date"), attr=attr) if attr in CLOCKS:
                wrong.append(f"{source.at(node)} reads the clock: {attr}")
            case ast.Attribute(value=ast.Attribute(attr="datetime" | "date"), attr=attr) if (
                attr in CLOCKS
            ):
                wrong.append(f"{source.at(node)} reads the clock: {attr}")
            case ast.Call(func=ast.Name("float")) | ast.Constant(value=float()):
                wrong.append(f"{source.at(node)} makes a float")
    return wrong


def dangers(source: Source) -> list[str]:
    """Every place where a module asserts, runs text as code, or unpickles."""
    names = DANGEROUS_MODULES
    wrong = [f"{source.at(n)} imports {m}" for m, n in modules_named(source) if m in names]
    for node in ast.walk(source.tree):
        match node:
            case ast.Assert():
                wrong.append(f"{source.at(node)} asserts: raise instead, python -O removes it")
            case ast.Call(func=ast.Name(name)) if name in DANGEROUS_CALLS:
                wrong.append(f"{source.at(node)} calls {name}")
    return wrong


def composed_sql(source: Source) -> list[str]:
    """Every statement that is put together where it is executed, instead of taking parameters."""
    wrong = []
    for node in ast.walk(source.tree):
        match node:
            case ast.Call(func=ast.Attribute(attr=attr), args=[sql, *_]) if attr in EXECUTES:
                match sql:
                    case ast.JoinedStr() | ast.BinOp() | ast.Call(func=ast.Attribute()):
                        wrong.append(f"{source.at(node)} composes SQL: {ast.unparse(sql)}")
    return wrong


def sample(text: str) -> Source:
    """A module with this text."""
    return Source(("domain", "sample"), text, ast.parse(text))


@pytest.mark.parametrize("source", CORE, ids=lambda source: source.name)
def test_the_core_is_pure(source: Source) -> None:
    """No module of domain or rules reads a clock, draws lots, does I/O or makes a float."""
    assert [] == impurities(source)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_nothing_dangerous_is_used(source: Source) -> None:
    """No module asserts, evaluates text or unpickles."""
    assert [] == dangers(source)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_sql_takes_parameters(source: Source) -> None:
    """No statement is composed inside the call that executes it."""
    assert [] == composed_sql(source)


@pytest.mark.parametrize(
    "text",
    [
        "at = datetime.now(UTC)",
        "day = datetime.date.today()",
        "at = datetime.datetime.utcnow()",
        "import random",
        "from uuid import uuid4",
        "import os.path",
        "rate = float('0.18')",
        "rate = 0.18",
    ],
)
def test_an_impure_line_is_seen(text: str) -> None:
    """Each kind of impurity is found by the check above."""
    assert 1 == len(impurities(sample(text)))


@pytest.mark.parametrize("text", ["at = envelope.at", "day = facts.today", "rate = 18", "True"])
def test_a_pure_line_passes(text: str) -> None:
    """Facts named like a clock, and whole numbers, are welcome."""
    assert [] == impurities(sample(text))


@pytest.mark.parametrize("text", ["assert amount", "import pickle", "eval('1')", "exec('1')"])
def test_a_dangerous_line_is_seen(text: str) -> None:
    """Each kind of danger is found by the check above."""
    assert 1 == len(dangers(sample(text)))


@pytest.mark.parametrize(
    "text",
    [
        "db.execute(f'select {column}')",
        "db.execute('select ' + column)",
        "db.execute('select %s' % column)",
        "db.executemany('select {}'.format(column), rows)",
    ],
)
def test_composed_sql_is_seen(text: str) -> None:
    """Each way of composing a statement is found by the check above."""
    assert 1 == len(composed_sql(sample(text)))


@pytest.mark.parametrize("text", ["db.execute('select ?', (1,))", "db.execute(READ, (1,))"])
def test_sql_with_parameters_passes(text: str) -> None:
    """A constant statement with parameters is welcome."""
    assert [] == composed_sql(sample(text))
