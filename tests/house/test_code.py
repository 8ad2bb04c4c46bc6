"""The house's own rules, held by reading the code."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

LONGEST_FILE = 350
# Modules that choose at run time what to load; everything else imports at its top.
DISPATCHERS = {"teum/cli.py"}
BANNED_NAMES = {"utils", "helpers", "common", "misc"}
CLOCK_READERS = ("teum/web/", "teum/api/", "teum/clock/", "teum/management/", "teum/now.py")


def _sources(root: Path, *folders: str) -> list[Path]:
    found = [file for folder in folders for file in sorted((root / folder).rglob("*.py"))]
    return [file for file in found if "migrations" not in file.parts]


def _tracked(root: Path) -> list[str]:
    """The paths that git knows, or where there is no git, those that stand there and are not built."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        return [path for path in listed.stdout.split("\0") if path and (root / path).is_file()]
    folders = ("teum", "tests", "docs", "scripts", ".ci")
    paths = [file for folder in folders for file in (root / folder).rglob("*") if file.is_file()]
    paths += [file for file in root.iterdir() if file.is_file()]
    return [
        str(file.relative_to(root))
        for file in paths
        if "__pycache__" not in file.parts and "_static" not in file.parts
    ]


def test_no_file_grows_past_what_a_reader_takes_in(root: Path) -> None:
    long = {
        str(file.relative_to(root)): lines
        for file in _sources(root, "teum")
        if (lines := len(file.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }
    assert not long, "these want to become folders"


def test_no_lock_holds_up_those_who_name_its_row(root: Path) -> None:
    """No key is ever changed; who locks it all the same waits for all that name the row, and they for it."""
    loose = [
        f"{file.relative_to(root)}:{node.lineno}"
        for file in _sources(root, "teum")
        if "select_for_update" in (text := file.read_text(encoding="utf-8"))
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "select_for_update"
        and "no_key" not in {one.arg for one in node.keywords}
    ]
    assert not loose


def test_imports_stand_at_the_top(root: Path) -> None:
    hidden = []
    for file in _sources(root, "teum", "tests"):
        path = str(file.relative_to(root))
        if path in DISPATCHERS:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                hidden += [
                    f"{path}:{inner.lineno}"
                    for inner in ast.walk(node)
                    if isinstance(inner, ast.Import | ast.ImportFrom)
                ]
    assert not hidden


def test_nothing_is_called_utils(root: Path) -> None:
    assert not [
        str(file) for file in _sources(root, "teum", "tests") if {*file.parts, file.stem} & BANNED_NAMES
    ]


def test_only_the_edges_ask_what_time_it_is(root: Path) -> None:
    askers = [
        str(file.relative_to(root))
        for file in _sources(root, "teum")
        if re.search(r"\bteum\.now\b|from teum import .*\bnow\b", file.read_text(encoding="utf-8"))
        and not str(file.relative_to(root)).startswith(CLOCK_READERS)
    ]
    assert not askers, "now is an argument there"


def test_every_module_says_what_it_is(root: Path) -> None:
    silent = [
        str(file.relative_to(root))
        for file in _sources(root, "teum")
        if file.read_text(encoding="utf-8").strip()
        and not ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))
    ]
    assert not silent


WITHOUT_KEY = {"api_keys.html", "desk.html", "invitation.html", "language.html", "setup.html"}
"""Nothing here makes something for a customer; a key for programs stands on its answer alone."""


def test_every_form_acts_once(root: Path) -> None:
    for file in sorted((root / "teum/templates").rglob("*.html")):
        if file.name not in WITHOUT_KEY and file.parent.name != "account":
            after = re.findall(r"\{% csrf_token %\}(.{0,8})", file.read_text(encoding="utf-8"))
            assert all(said == "{% once " for said in after), f"{file.name}: a form without its key"


def test_no_test_is_skipped_or_left_for_later(root: Path) -> None:
    words = re.compile(r"pytest\.(skip|xfail|importorskip)|mark\.(skip|xfail)|unittest\.skip")
    here = Path(__file__)
    assert not [
        str(file)
        for file in _sources(root, "tests")
        if file != here and words.search(file.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("a package registry's host", r"pypi\.org|pythonhosted|npmjs|deb\.debian\.org"),
        ("a path of one machine", r"(?<![\w.~:/-])/(?:work|farm|root|home/\w+)/"),
        ("somebody's credentials", r"BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30}"),
    ],
)
def test_no_file_names(root: Path, what: str, pattern: str) -> None:
    words = re.compile(pattern)
    found = []
    for path in _tracked(root):
        if (root / path) == Path(__file__):
            continue
        try:
            text = (root / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [
            f"{path}:{number}" for number, line in enumerate(text.splitlines(), 1) if words.search(line)
        ]
    assert not found, what


def test_lock_files_hold_hashes_and_no_address(root: Path) -> None:
    for name in (
        "requirements-build.lock",
        "requirements.lock",
        "requirements-broker.lock",
        "requirements-dev.lock",
    ):
        text = (root / name).read_text(encoding="utf-8")
        assert "://" not in text and "@ " not in text, name
        pins = [line for line in text.splitlines() if re.match(r"[a-z0-9]", line)]
        assert pins and all("==" in line and line.endswith("\\") for line in pins), name


def test_lock_files_cover_what_the_project_asks_for(root: Path) -> None:
    asked = re.search(
        r"^dependencies = \[(.*?)^\]",
        (root / "pyproject.toml").read_text(encoding="utf-8"),
        re.MULTILINE | re.DOTALL,
    )
    assert asked is not None
    names = [name.lower() for name in re.findall(r'"([A-Za-z0-9-]+)', asked.group(1))]
    locked = (root / "requirements.lock").read_text(encoding="utf-8")
    assert not [name for name in names if not re.search(rf"^{name}==", locked, re.MULTILINE)]
