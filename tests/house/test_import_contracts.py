"""Who may import whom (ARCHITECTURE in .github/CONTRIBUTING.md): import-linter, and what it cannot say."""

from __future__ import annotations

import re
import sys
from importlib.metadata import packages_distributions

from checkout import ROOT, imports, modules, pyproject, run_python

CONTRACTS = pyproject()["tool"]["importlinter"]["contracts"]


def _names(line: str) -> set[str]:
    return {name.strip(" ()") for name in re.split(r"[|:]", line)}


def test_import_linter_keeps_every_contract():
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    ended = run_python("-c", code)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_every_room_stands_in_the_layers():
    """A new room that is not listed would be free to import anything."""
    layers = CONTRACTS[0]["layers"]
    listed = set().union(*map(_names, layers))
    rooms = {
        f"tasks.{path.name}"
        for path in (ROOT / "tasks").iterdir()
        if path.is_dir() and any(path.glob("*.py"))
    }
    core = {
        f"tasks.core.{path.stem}" for path in (ROOT / "tasks" / "core").iterdir() if path.name[0].isalpha()
    }
    assert (rooms | core) - {"tasks.core"} <= listed


def test_the_model_uses_the_standard_library_only():
    outside = {
        f"{module} imports {name}"
        for module, path in modules("tasks").items()
        if module.startswith("tasks.core.model")
        for name in imports(path)
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith("tasks.core.model")
    }
    assert not outside


def test_deciding_modules_do_not_import_their_room_s_tasks():
    """`tasks.py` fetches, decides and stores; nothing below flows stands on one."""
    wrong = {
        f"{module} imports {name}"
        for module, path in modules("tasks").items()
        for name in imports(path)
        if re.match(r"tasks\.\w+\.tasks(\.|$)", name)
    }
    assert not wrong


def test_network_of_the_standard_library_stays_in_the_channels():
    """import-linter sees `urllib` as one; `urllib.parse` is harmless."""
    allowed = ("tasks.core.channels", "tasks.forecast", "tasks.statistics")
    wrong = {
        f"{module} imports {name}"
        for module, path in modules("tasks", "config").items()
        if not module.startswith(allowed)
        for name in imports(path)
        if name.startswith(("urllib.request", "http.client", "ftplib", "ssl", "asyncio"))
    }
    assert not wrong


def test_what_is_imported_is_declared():
    """A library that only comes along with another one may leave with it."""
    declared = {re.split(r"[\[<>=! ]", line)[0].lower() for line in pyproject()["project"]["dependencies"]}
    owners = packages_distributions() | {"pydantic_core": ["pydantic"]}  # one library in two wheels
    wrong = {
        f"{module} imports {name} of {owners.get(top, ['nobody'])}"
        for module, path in modules().items()
        for name in imports(path)
        if (top := name.split(".")[0]) not in sys.stdlib_module_names
        and top not in {"flows", "tasks", "config"}
        if not {owner.lower().replace("_", "-") for owner in owners.get(top, [])} & declared
    }
    assert not wrong


def test_no_frame_leaves_its_room():
    """Frames of pandas stay inside the rooms that calculate with it; the core knows no frames."""
    wrong = [
        module
        for module, path in modules().items()
        if module.startswith(("flows", "config", "tasks.core"))
        if any(name.split(".")[0] == "pandas" for name in imports(path))
    ]
    assert not wrong
