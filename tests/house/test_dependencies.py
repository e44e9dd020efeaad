"""The pins, their reasons, and the lock that everybody installs from."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
from checkout import ROOT, own_files, pyproject
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

RUN_LOCK = ROOT / "deployments" / "requirements.txt"  # what the program needs
TEST_LOCK = ROOT / "deployments" / "requirements-test.txt"  # that, and what checks it
LOCKS = pytest.mark.parametrize("lock", [RUN_LOCK, TEST_LOCK], ids=lambda path: path.name)
PINS = {
    "prefect": "==3.8.8",  # what everything was measured on
    "fastapi": "<0.151",  # newer: 422 for null bodies, then a server that does not start
    "sqlalchemy": "<2.1,>=2.0.58",  # newer: a scheduler that never schedules
    "apprise": "<2,>=1.13",  # newer: conflicts with Prefect
    "typst": "==0.15.2",  # newer: other bytes for the same letter
}


def _locked(lock: Path) -> list[Requirement]:
    lines = [line for line in lock.read_text(encoding="utf-8").splitlines() if line[:1].isalpha()]
    return [Requirement(line.removesuffix("\\").strip()) for line in lines]


def _declared(lock: Path) -> list[Requirement]:
    project = pyproject()["project"]
    checks = project["optional-dependencies"]["test"] if lock == TEST_LOCK else []
    return [Requirement(line) for line in project["dependencies"] + checks]


@pytest.mark.parametrize(("name", "pin"), PINS.items())
def test_the_pin_stands_with_its_reason_and_is_installed(name, pin):
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if re.match(rf'\s+"{name}[<>=]', line))
    requirement = Requirement(line.split('"')[1])
    assert str(requirement.specifier) == pin
    assert re.search(r"#\s*\w+", line), f"{name} is pinned without a reason"
    assert version(name) in requirement.specifier


@LOCKS
def test_the_lock_holds_all_that_is_declared(lock):
    locked: dict[str, list[Version]] = {}
    for requirement in _locked(lock):
        exact = next(iter(requirement.specifier))
        assert exact.operator == "=="
        locked.setdefault(canonicalize_name(requirement.name), []).append(Version(exact.version))
    missing = [
        str(wanted)
        for wanted in _declared(lock)
        if not any(number in wanted.specifier for number in locked.get(canonicalize_name(wanted.name), []))
    ]
    assert not missing, "make the lock anew: .github/CONTRIBUTING.md says how"


def test_the_program_runs_on_the_versions_that_are_checked():
    checked = {str(requirement) for requirement in _locked(TEST_LOCK)}
    assert [str(requirement) for requirement in _locked(RUN_LOCK) if str(requirement) not in checked] == []


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "nothing"


def test_the_lock_is_what_is_installed():
    """Tests that pass on other versions say nothing about the locked ones."""
    everywhere = [requirement for requirement in _locked(TEST_LOCK) if requirement.marker is None]
    wrong = {
        f"{wanted} is locked, {found} is installed"
        for wanted in everywhere
        if str(next(iter(wanted.specifier)).version) != (found := _installed(wanted.name))
    }
    assert not wrong


@LOCKS
def test_every_locked_package_has_its_hashes_and_nothing_else(lock):
    for line in lock.read_text(encoding="utf-8").splitlines():
        assert re.fullmatch(
            r"[a-z0-9][a-z0-9._-]*(\[[a-z0-9,]+\])?==\S+( ; .+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?",
            line,
        )


# Put together here, so that this file does not name them.
HOSTS = [
    ".".join(parts)
    for parts in [("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com")]
]
HERE = [
    "/".join(("", *parts)) for parts in [("work", "main"), ("work", "shared"), ("opt", "v"), ("root", "")]
]


def test_no_file_names_a_registry_or_a_place_on_one_machine():
    wrong = []
    for name in own_files():
        content = (ROOT / name).read_bytes()
        wrong += [f"{name} names {word}" for word in HOSTS + HERE if word.encode() in content]
    assert not wrong
