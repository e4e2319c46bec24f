"""Everything that is checked before a change is accepted; `nox` runs it all."""

import sys
from pathlib import Path
from shutil import which

import nox

nox.options.default_venv_backend = "uv|virtualenv"
nox.options.download_python = "never"
nox.options.error_on_missing_interpreters = False
nox.options.sessions = ["lint", "typing", "tests", "docs"]

PROJECT = nox.project.load_toml("pyproject.toml")
HERE = f"{sys.version_info.major}.{sys.version_info.minor}"
PYTHONS = sorted({"3.11", "3.12", "3.13", HERE})
"""Missing ones are skipped; the one that runs nox never is, so the tests always run."""


def group(name: str) -> list[str]:
    """The packages of one dependency group, as pyproject.toml lists them."""
    return list(nox.project.dependency_groups(PROJECT, name))


@nox.session(python=HERE)
def lint(session: nox.Session) -> None:
    """Style, and what is probably a mistake."""
    session.install(*group("lint"))
    session.run("ruff", "check", "--output-format", "concise", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session(python=HERE)
def typing(session: nox.Session) -> None:
    """The types hold inside, and every public name is fully typed for users."""
    session.install("-e", ".", *group("typing"))
    session.run("mypy")
    session.run("pyright", "--verifytypes", "order_to_cash", "--ignoreexternal")


@nox.session(python=HERE)
def docs(session: nox.Session) -> None:
    """The documentation builds without a warning; its snippets run in the tests."""
    session.install("-e", ".[testing]", *group("docs"))
    options = ("--no-color", "--quiet", "--fail-on-warning", "--keep-going", "--jobs=auto")
    session.run("sphinx-build", *options, "docs", "docs/_build/html")


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """The tests, on every supported Python that is present."""
    session.install("-e", ".[testing]", *group("tests"))
    session.run("pytest", "-n", "2", *session.posargs)


@nox.session(python=HERE)
def oldest(session: nox.Session) -> None:
    """The tests again, with the oldest dependencies that are promised to work."""
    floors = [d.replace(">=", "==") for d in PROJECT["project"]["dependencies"] if ";" not in d]
    session.install("-e", ".[testing]", *group("tests"), *floors)
    session.run("pytest", "-n", "2", *session.posargs)


ELSEWHERE = {
    "optimised, Lima": ({"PYTHONHASHSEED": "0", "TZ": "America/Lima"}, ("-O",)),
    "warnings, La Paz": ({"PYTHONHASHSEED": "1", "TZ": "America/La_Paz"}, ("-W", "error")),
    "decimals, Santiago": (
        {"PYTHONHASHSEED": "4242", "TZ": "America/Santiago", "STRANGE_DECIMALS": "1"},
        (),
    ),
    "Turkish, Kiritimati": ({"TZ": "Pacific/Kiritimati", "STRANGE_LOCALE": "tr_TR.UTF-8"}, ()),
}
"""Programs that this library may find itself in: their variables, and how Python is started."""

SAME_EVERYWHERE = (
    "tests/faults",
    "tests/examples",
    "tests/architecture",
    "tests/test_benchmarks.py",
)
"""What reads source files, or does at length what the other tests do in short."""


@nox.session(python=HERE)
def environments(session: nox.Session) -> None:
    """The tests in strange surroundings, with fewer examples of each property."""
    session.install("-e", ".[testing]", *group("tests"))
    locales = session.create_tmp()
    turkish = ("localedef", "-i", "tr_TR", "-f", "UTF-8", f"{locales}/tr_TR.UTF-8")
    session.run(*turkish, external=True, silent=True, success_codes=[0, 1])
    ignored = [f"--ignore={path}" for path in SAME_EVERYWHERE]
    unread = "ignore:assertions not in test modules:pytest.PytestConfigWarning"  # by -O
    options = ("-m", "pytest", "-q", "-n", "2", "-W", unread, *ignored, *session.posargs)
    common = {"HYPOTHESIS_PROFILE": "quick", "LOCPATH": locales}
    for name, (variables, how) in ELSEWHERE.items():
        session.log(name)
        session.run("python", *how, *options, env={**common, **variables})


@nox.session(python=HERE)
def coverage(session: nox.Session) -> None:
    """Which lines and branches no test takes."""
    session.install("-e", ".[testing]", *group("tests"))
    session.run("coverage", "run", "-m", "pytest", *session.posargs)
    session.run("coverage", "combine")
    session.run("coverage", "report")


@nox.session(python=HERE)
def columns(session: nox.Session) -> None:
    """The indicators on every engine of columns; PySpark needs a Java runtime on the machine."""
    session.install("-e", ".[testing,columns]", *group("tests"), *group("engines"))
    if which("java") is None:
        session.warn("no Java here: PySpark is left out; install a Java 17 runtime to try it")
    names = ("columns", "engines", "rows_on_engines")
    tests = (f"tests/indicators/test_{name}.py" for name in names)
    session.run("pytest", "-rs", *tests, *session.posargs)


NODE = ("@scalar/openapi-parser", "ajv", "bpmn-js", "bpmn-moddle", "bpmnlint", "jsdom", "mermaid")
"""Packages of Node that read what we write."""


@nox.session(python=HERE)
def readers(session: nox.Session) -> None:
    """What others read of what we write, with their own programs; `tests/readers` says which."""
    session.install("-e", ".[testing]", *group("tests"), *group("readers"))
    node = Path(session.create_tmp()) / "node"
    if which("npm") is None:
        session.warn("no npm here: readers of the JavaScript world are left out; install Node 20")
    else:
        node.mkdir(exist_ok=True)
        (node / "package.json").write_text("{}\n", encoding="utf-8")
        packages = ("--no-audit", "--no-fund", "--silent", "--prefix", str(node), *NODE)
        session.run("npm", "install", *packages, external=True)
        session.env["READERS_NODE"] = str(node)
    files = sorted(str(path) for path in Path("tests/readers").glob("by_*.py"))
    session.run("pytest", "-rs", *files, *session.posargs)


@nox.session(python=HERE)
def mutation(session: nox.Session) -> None:
    """Whether the tests notice small changes in money and time; pyproject.toml says where."""
    session.install("-e", ".[testing]", *group("mutation"))
    session.run("mutmut", "run", *session.posargs)
    session.run("mutmut", "results")


@nox.session(python=HERE)
def contracts(session: nox.Session) -> None:
    """A solver looks for figures that break the contracts of money and percentages."""
    session.install("-e", ".", *group("contracts"))
    options = ("--analysis_kind=asserts", "--per_condition_timeout=10", "--report_all")
    session.run("crosshair", "check", *options, "tests/contracts/money.py")


@nox.session(python=HERE)
def benchmarks(session: nox.Session) -> None:
    """Speed and memory as ratios, also to other packages, written into docs/benchmarks.md."""
    server = (each for each in group("tests") if each.startswith(("pixeltable", "psycopg")))
    session.install("-e", ".[columns]", "pip", *server)
    peers = str(session.cache_dir / "peers")
    session.run("python", "-m", "benchmarks", "--peers", peers, *session.posargs)


@nox.session(python=HERE)
def compare(session: nox.Session) -> None:
    """Instructions against those in docs/benchmarks.md: what needs a twentieth more is named."""
    session.install("-e", ".")
    session.run("python", "-m", "benchmarks.instructions", *session.posargs)


GENERATED = ("codes", "process_pages", "traceability", "public_names", "figures")
"""The modules of `tests/architecture` that write what is generated from the source."""


@nox.session(python=HERE)
def renew(session: nox.Session) -> None:
    """Everything that is generated: pages of docs/, the public names, the figures of the packs."""
    session.install("-e", ".[testing]", *group("tests"))
    for name in GENERATED:
        session.run("python", "-m", f"tests.architecture.{name}")


@nox.session(python=HERE)
def long(session: nox.Session) -> None:
    """What takes hours: `nox -s long -- faults 1000000`; tests/faults/long.py lists the forms."""
    session.install("-e", ".[testing]", *group("tests"))
    session.run("python", "-m", "tests.faults.long", *session.posargs)
