"""The house rules that a machine can check: sizes, imports, documentation, names of languages, links."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "kembar"
MODULES = sorted(PACKAGE.rglob("*.py"))
POSIX_ONLY = {"resource", "fcntl", "pwd", "grp", "termios", "tty", "pty"}
POSIX_CALLS = {"fork", "setsid", "killpg", "getuid", "alarm", "setrlimit", "SIGKILL", "SIGALRM", "SIGXCPU"}


def name_of(path: Path) -> str:
    """A module's path as shown in a failure."""
    return path.relative_to(ROOT).as_posix()


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a module, methods included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module_is_small_and_documented(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert text.count("\n") <= 350, f"{name_of(path)} has more than 350 lines"
    long = [f"{f.name} ({f.end_lineno - f.lineno + 1})" for f in functions(tree) if f.end_lineno - f.lineno >= 40]
    assert long == [], f"functions above 40 lines in {name_of(path)}"
    public = [n for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef) and not n.name.startswith("_")]
    assert [n.name for n in public if not ast.get_docstring(n)] == []
    assert not tree.body or ast.get_docstring(tree), f"{name_of(path)} does not say what it is for"


def test_the_median_module_is_short() -> None:
    lines = sorted(path.read_text(encoding="utf-8").count("\n") for path in MODULES)
    assert lines[len(lines) // 2] <= 150


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_posix_only_parts_are_in_one_module(path: Path) -> None:
    if path == PACKAGE / "sources" / "limits.py":
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    imported |= {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    used = {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
    assert imported & POSIX_ONLY == set()
    assert used & POSIX_CALLS == set()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_outside_languages_names_a_language(path: Path) -> None:
    if PACKAGE / "languages" in path.parents:
        return
    codes = {folder.name for folder in (PACKAGE / "languages").iterdir() if folder.is_dir()} - {"__pycache__"}
    tree = ast.parse(path.read_text(encoding="utf-8"))
    compared = [c for n in ast.walk(tree) if isinstance(n, ast.Compare) for c in [n.left, *n.comparators]]
    keyed = [k for n in ast.walk(tree) if isinstance(n, ast.Dict) for k in n.keys]
    found = {n.value for n in compared + keyed if isinstance(n, ast.Constant) and n.value in codes - {"id"}}
    assert found == set()


@pytest.mark.parametrize("room", ["coders/rules", "places"])
def test_the_architecture_says_when_to_open_each_module_of_the_large_rooms(room: str) -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    names = [path.name for path in (PACKAGE / room).glob("*.py") if path.name != "__init__.py"]
    assert [name for name in names if f"`{name}`" not in page] == []


def test_nothing_in_the_package_opens_the_network() -> None:
    network = {"socket", "urllib.request", "http.client", "requests", "httpx", "aiohttp", "urllib3"}
    found = set()
    for path in MODULES:
        if path == PACKAGE / "web" / "serving.py":  # it listens, on this computer alone
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
        names |= {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
        found |= {f"{name_of(path)}: {name}" for name in names & network}
    assert found == set()


def test_every_file_that_a_page_of_the_docs_names_exists() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    missing = []
    for page in pages:
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if not (page.parent / link).exists():
                missing.append(f"{name_of(page)}: {link}")
    assert missing == []


def test_requirements_are_pinned_with_hashes_and_name_no_address() -> None:
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert "://" not in text
    pinned = re.findall(r"^([a-z0-9.-]+)==", text, re.MULTILINE)
    assert len(pinned) > 20
    assert text.count("--hash=sha256:") >= len(pinned)


def test_test_files_have_names_of_their_own() -> None:
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert sorted(names) == sorted(set(names)), "two test files of one name cannot be collected together"
