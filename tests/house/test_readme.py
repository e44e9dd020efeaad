"""The README's commands are the ones that work: `.ci/run` runs its two lines word for word."""

from __future__ import annotations

import re
import subprocess

import pytest
from checkout import ROOT

INSTALL = ".venv/bin/pip install -q --no-deps --require-hashes -r deployments/"


def _readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


def _command(heading: str) -> str:
    """Return the command after a heading as `.ci/run` takes it out."""
    taken = subprocess.run(
        ["bash", ".ci/run", "--print", heading], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert taken.returncode == 0, taken.stderr
    return taken.stdout.strip()


@pytest.mark.parametrize(
    ("heading", "lock", "last_words"),
    [
        ("Run it", "requirements.txt", ".venv/bin/python -m flows demo"),
        ("Test it", "requirements-test.txt", ".venv/bin/python -m pytest"),
    ],
)
def test_one_line_installs_from_the_lock_and_runs(heading, lock, last_words):
    command = _command(heading)
    assert "\n" not in command
    assert f"{INSTALL}{lock} " in command
    assert command.split("&&")[-1].strip().startswith(last_words)
    assert "sudo" not in command


def _commands() -> list[str]:
    import typer

    from flows import __main__ as program

    app = next(value for value in vars(program).values() if isinstance(value, typer.Typer))
    return sorted(_leaves(typer.main.get_command(app), ()))


def _leaves(command, path):
    below = getattr(command, "commands", None)
    if below is None:
        return [" ".join(path)]
    return [leaf for name, sub in below.items() if not sub.hidden for leaf in _leaves(sub, (*path, name))]


def test_every_command_is_in_the_readme():
    """In code, group and command in one span: `letters approve` or `letters prepare / approve / issue`."""
    spans = re.findall(r"`([^`\n]+)`", _readme()) + re.findall(
        r"^(?:\$ )?(?:anmodning|.*-m flows) .*$", _readme(), re.MULTILINE
    )
    words = [set(re.findall(r"[\w-]+", span)) for span in spans]
    missing = [command for command in _commands() if not any(set(command.split()) <= span for span in words)]
    assert not missing
