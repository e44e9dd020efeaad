"""The programs that read the code: ruff, its formatter, the type checker, with pyproject's settings."""

from __future__ import annotations

import sys

import pytest
from checkout import run_python


def test_ruff_has_nothing_to_say():
    ended = run_python("-m", "ruff", "check", "--no-cache", "--output-format", "concise")
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_every_file_is_formatted():
    ended = run_python("-m", "ruff", "format", "--check", "--no-cache", "--quiet")
    assert ended.returncode == 0, ended.stdout + ended.stderr


@pytest.mark.timeout(900)  # 35 s of work; minutes on a busy machine
def test_types_hold():
    ended = run_python("-m", "pyright", "--pythonpath", sys.executable, PYRIGHT_PYTHON_IGNORE_WARNINGS="1")
    assert ended.returncode == 0, ended.stdout + ended.stderr
