"""The programs that read the code: ruff, its formatter, the type checker, with pyproject's settings."""

from __future__ import annotations

import json
import sys

from checkout import PACKAGES, ROOT, pyproject, run_python

FAULTS = {  # what stands in a line, and the kind of fault it must be
    "def counted(count: int) -> str:": None,
    "    return count": "bad-return",
    "def shown(count) -> str:": "implicit-any-parameter",
    "    return str(count)": None,
    "def asked(year: int):": "unannotated-return",
    "    return counted(year)": None,
    "def held(rows: list) -> int:": "implicit-any-type-argument",
    "    return len(rows)": None,
    "def named(name: str | None) -> str:": None,
    "    return name.strip()": "missing-attribute",
    "LEFT = 1  # type: ignore[assignment]": "unused-type-ignore",
}


def check_types(*arguments: str):
    """Run the type checker with pyproject's settings and this environment's libraries."""
    return run_python("-m", "pyrefly", "check", "--python-interpreter-path", sys.executable, *arguments)


def test_ruff_has_nothing_to_say():
    ended = run_python("-m", "ruff", "check", "--no-cache", "--output-format", "concise")
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_every_file_is_formatted():
    ended = run_python("-m", "ruff", "format", "--check", "--no-cache", "--quiet")
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_types_hold():
    ended = check_types()
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_planted_type_faults_are_found(tmp_path):
    """A checker or a kind that is switched off, or a package left out, would pass everything."""
    planted = tmp_path / "planted.py"
    planted.write_text("\n".join(FAULTS) + "\n", encoding="utf-8")
    ended = check_types("--config", str(ROOT / "pyproject.toml"), "--output-format", "json", str(planted))
    found = {(error["line"], error["name"]) for error in json.loads(ended.stdout)["errors"]}
    assert {(line, kind) for line, kind in enumerate(FAULTS.values(), start=1) if kind} <= found
    assert ended.returncode == 1
    assert tuple(pyproject()["tool"]["pyrefly"]["project-includes"]) == PACKAGES
