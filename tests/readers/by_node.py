"""Readers of the JavaScript world: bpmn-js' own, bpmnlint, Mermaid, ajv, an OpenAPI parser.

`nox -s readers` installs them where Node is, and names their folder by `READERS_NODE`.
"""

import json
import os
import subprocess
from pathlib import Path
from shutil import which
from typing import Final

import pytest
from jsonschema import Draft202012Validator

from order_to_cash.desk import Desk
from order_to_cash.standards import files
from tests.cli.commands import ORDERS
from tests.standards.service import document_of_the_service
from tests.standards.store import desk_on, filled

JUDGE: Final = Path(__file__).parent / "node" / "judge.mjs"
FOLDER: Final = os.environ.get("READERS_NODE", "")

pytestmark = pytest.mark.skipif(
    not FOLDER or which("node") is None, reason="no folder with readers for Node: READERS_NODE"
)


def said(reader: str, *paths: Path) -> list[str]:
    """What a reader complains of."""
    asked = ("node", str(JUDGE), reader, *map(str, paths))
    ran = subprocess.run(
        asked, cwd=FOLDER, capture_output=True, text=True, timeout=240, check=False
    )
    assert 0 == ran.returncode, ran.stderr[-3000:]
    return ran.stdout.splitlines()


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("node") / "peru.db")


def put(desk: Desk, standard: str, folder: Path) -> list[Path]:
    """The files of a standard, in a folder."""
    made = []
    for file in files(desk, standard):
        made.append(folder / file.name)
        made[-1].write_text("".join(file.parts), encoding="utf-8")
    return made


def is_json(line: str) -> bool:
    try:
        json.loads(line)
    except ValueError:
        return False
    return True


def test_bpmn_is_read_and_linted_without_a_word(db: Path, tmp_path: Path) -> None:
    """The reader of bpmn-js has no warning, bpmnlint's recommended rules have no report."""
    with desk_on(db) as desk:
        assert [] == said("bpmn", *put(desk, "bpmn", tmp_path))
    spoiled = tmp_path / "order.bpmn"
    text = spoiled.read_text(encoding="utf-8")
    spoiled.write_text(text.replace('<bpmn:endEvent id="end_', '<bpmn:task id="end_', 1))
    with pytest.raises(AssertionError):
        assert [] == said("bpmn", spoiled)


PAGE: Final = """<html><body><div id="canvas" style="width:1500px;height:700px"></div>
<pre id="said"></pre><script src="{viewer}"></script><script>
const say = (text) => {{ document.getElementById("said").textContent = text; }};
new BpmnJS({{ container: "#canvas" }}).importXML({xml})
  .then((made) => say(`opened, ${{made.warnings.length}} warnings`))
  .catch((error) => say(error.message));
</script></body></html>"""


@pytest.mark.skipif(
    which("chromium") is None, reason="no Chromium here: bpmn-js draws in a browser"
)
def test_bpmn_js_opens_every_process_without_a_warning(db: Path, tmp_path: Path) -> None:
    """In a browser, with its drawing."""
    viewer = Path(FOLDER) / "node_modules" / "bpmn-js" / "dist" / "bpmn-viewer.development.js"
    alone = ("--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files")
    with desk_on(db) as desk:
        paths = put(desk, "bpmn", tmp_path)
    for path in paths:
        xml = json.dumps(path.read_text(encoding="utf-8")).replace("</", "<\\/")
        page = path.with_suffix(".html")
        page.write_text(PAGE.format(viewer=viewer.resolve().as_uri(), xml=xml), encoding="utf-8")
        asked = ("chromium", *alone, "--virtual-time-budget=20000", "--dump-dom", page.as_uri())
        shown = subprocess.run(asked, capture_output=True, text=True, timeout=120, check=True)
        assert '<pre id="said">opened, 0 warnings</pre>' in shown.stdout, path.name


def test_mermaid_takes_every_process_within_its_own_limits(db: Path, tmp_path: Path) -> None:
    """The longest one, too, is below the size and the number of edges that a page allows."""
    with desk_on(db) as desk:
        assert [] == said("mermaid", *put(desk, "mermaid", tmp_path))


def test_ajv_takes_the_schema_and_every_line_of_the_example(db: Path, tmp_path: Path) -> None:
    """The same lines that jsonschema takes in Python."""
    with desk_on(db) as desk:
        paths = {path.name: path for path in put(desk, "json-schema", tmp_path)}
    check = Draft202012Validator(json.loads(paths["order.schema.json"].read_text(encoding="utf-8")))
    lines = [line for line in ORDERS.read_text(encoding="utf-8").splitlines() if is_json(line)]
    expected = [at for at, line in enumerate(lines, 1) if not check.is_valid(json.loads(line))]
    assert 0 < len(expected) < len(lines)
    path = tmp_path / "lines.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    refused = said("schema", paths["order.schema.json"], path)
    assert expected == [int(line.split("line ")[1].partition(":")[0]) for line in refused]


def test_an_openapi_parser_takes_the_document_of_the_service(tmp_path: Path) -> None:
    """OpenAPI 3.1, as the example serves it."""
    path = tmp_path / "openapi.json"
    path.write_text(json.dumps(document_of_the_service(tmp_path)), encoding="utf-8")
    assert [] == said("openapi", path)
