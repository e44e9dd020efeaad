"""What a reader finds where: the top level, names that mean something, files that fit a sitting."""

from __future__ import annotations

import pytest
from checkout import ROOT, modules, own_files

TOP_LEVEL = {"README.md", "pyproject.toml", "flows", "tasks", "config", "deployments", "tests"}
MOST_LINES = {"program": 350, "tests": 700}  # a table of cases may be long
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "service", "misc", "tools"}


def test_the_top_level_is_the_house():
    top = {path.parts[0] for path in own_files()}
    assert {name for name in top if not name.startswith(".")} == TOP_LEVEL
    assert {name for name in top if name.startswith(".")} <= {".ci", ".github", ".gitignore"}


def test_files_fit_a_sitting():
    """Migrations are generated and never edited again."""
    long = {
        str(name): lines
        for name in own_files()
        if name.suffix == ".py" and "migrations" not in name.parts
        if (lines := len((ROOT / name).read_text(encoding="utf-8").splitlines()))
        > MOST_LINES["tests" if name.parts[0] == "tests" else "program"]
    }
    assert not long


@pytest.mark.parametrize("module", modules())
def test_names_mean_something(module):
    assert not set(module.split(".")) & EMPTY_NAMES


def test_test_folders_are_no_packages():
    assert not [name for name in own_files() if name.parts[0] == "tests" and name.name == "__init__.py"]


def test_the_licence_is_the_one_pyproject_names():
    from checkout import pyproject

    project = pyproject()["project"]
    assert project["license"] == "Apache-2.0"
    assert "Private :: Do Not Upload" in project["classifiers"]
    text = (ROOT / project["license-files"][0]).read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
