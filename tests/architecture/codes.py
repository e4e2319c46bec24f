"""Every stable code in the source, with what it says: the tables of the page of codes.

Renew the page with `python -m tests.architecture.codes`.
"""

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from tests.architecture.source import ROOT, SOURCES, Source

PAGE = ROOT / "docs" / "errors.md"
RENEW = "python -m tests.architecture.codes"
BEGIN, END = "<!-- begin generated -->\n", "<!-- end generated -->\n"
OWN_WORDS = "names what was found"
KINDS = {
    "exception": "Exceptions",
    "refusal": "Refusals and other coded sentences",
    "rule": "Rules",
    "problem": "Problems inside an exception",
}


class Code(NamedTuple):
    """One code: the kind of thing that carries it, what it says, and where it comes from."""

    kind: str
    code: str
    text: str
    module: str


def message(node: ast.expr | None) -> str:
    """The words of a text in the source, with `{...}` where a value goes."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            return "".join(message(value) for value in values)
        case ast.FormattedValue(value=value):
            return f"{{{ast.unparse(value)}}}"
        case ast.BinOp(left=left, right=right):
            return message(left) + message(right)
        case ast.Call(func=ast.Name("Text"), args=[english, *_]):
            return message(english)
        case _:
            return ""


def literal(node: ast.expr | None) -> str:
    """The value of a plain string, else nothing."""
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return str(node.value) if is_text and isinstance(node, ast.Constant) else ""


def of_call(node: ast.Call, module: str) -> Iterator[Code]:
    """The code that a call makes or raises."""
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    first, rest = (node.args[0], node.args[1:]) if node.args else (None, [])
    given = {keyword.arg: keyword.value for keyword in node.keywords}
    code = literal(given.get("code", first if name in {"Phrase", "Problem", "Sentence"} else None))
    if code:
        second = rest[0] if rest else given.get("text") or given.get("title")
        last = rest[1] if len(rest) > 1 else given.get("message")
        match name:
            case "Phrase":
                yield Code("refusal", code, message(second), module)
            case "Sentence":
                yield Code("rule", code, message(second), module)
            case "Problem":
                yield Code("problem", code, message(last), module)
            case _:
                yield Code("exception", code, message(first), module)


def of_class(node: ast.ClassDef, module: str) -> Iterator[Code]:
    """The code that an exception has when it is raised without one of its own."""
    for line in node.body:
        match line:
            case (
                ast.AnnAssign(target=ast.Name("default_code"), value=value)
                | ast.Assign(targets=[ast.Name("default_code")], value=value)
            ):
                says = (ast.get_docstring(node) or "").splitlines()[0]
                yield Code("exception", literal(value), f"`{node.name}`: {says}", module)


def codes(sources: tuple[Source, ...] = SOURCES) -> tuple[Code, ...]:
    """Every code, one line for each different text, in order of code."""
    found: set[Code] = set()
    for source in sources:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call):
                found.update(of_call(node, source.name))
            elif isinstance(node, ast.ClassDef):
                found.update(of_class(node, source.name))
    return tuple(sorted(found, key=lambda code: (code.code, code.module, code.text)))


def cell(text: str) -> str:
    """A text that cannot break its table; what stands between backticks is left as it is."""
    parts = " ".join(text.split()).replace("|", "\\|").split("`")
    parts[::2] = (re.sub(r"([*_<\[])", r"\\\1", part) for part in parts[::2])
    return "`".join(parts)


def tables(found: tuple[Code, ...]) -> str:
    """The codes as one table for each kind."""
    parts = []
    for kind, title in KINDS.items():
        rows = [
            f"| `{c.code}` | {cell(c.text or OWN_WORDS)} | `{c.module}` |"
            for c in found
            if c.kind == kind
        ]
        if rows:
            parts.append(
                "\n".join((f"## {title}\n", "| code | says | from |", "|---|---|---|", *rows))
            )
    return "\n" + "\n\n".join(parts) + "\n\n"


def renewed(page: str) -> str:
    """The page with its tables as the source stands now."""
    head, _, rest = page.partition(BEGIN)
    _, _, foot = rest.partition(END)
    return f"{head}{BEGIN}{tables(codes())}{END}{foot}"


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
