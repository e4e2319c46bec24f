"""What `import order_to_cash` brings along: its own modules, attrs, and nothing that can wait."""

import json
import subprocess
import sys

PROBE = """
import json, sys
before = set(sys.modules)
import order_to_cash
print(json.dumps(sorted(set(sys.modules) - before)))
"""
LATE = {"argparse", "sqlite3", "smtplib", "asyncio", "unittest"}


def loaded() -> set[str]:
    """The modules that a fresh interpreter loads for the package, by top-level name."""
    command = [sys.executable, "-c", PROBE]
    found = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return {name.split(".")[0] for name in json.loads(found)}


def test_only_attrs_is_imported() -> None:
    """No package beside attrs is loaded before it is used."""
    ours = {"order_to_cash", "attr", "attrs"}
    assert set() == loaded() - set(sys.stdlib_module_names) - ours


def test_what_few_need_is_imported_late() -> None:
    """The database, mail and the command line are loaded by those who use them."""
    assert set() == loaded() & LATE
