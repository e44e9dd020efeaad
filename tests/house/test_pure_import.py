"""Nothing reads settings, environment or network at import; no clock is read below flows/ at all."""

from __future__ import annotations

import ast
import json

from checkout import modules, run_python, tree

DAY_OR_MOMENT = {"now", "today", "utcnow"}
CLOCKS = {
    "datetime": DAY_OR_MOMENT,
    "date": DAY_OR_MOMENT,
    "dt": DAY_OR_MOMENT,
    "Timestamp": DAY_OR_MOMENT,
    "func": DAY_OR_MOMENT,  # the database's clock
    "time": {"time", "time_ns", "localtime", "gmtime", "ctime", "strftime"},
}

# In a process of its own: notes who of ours reads the environment or opens a socket while imported.
WATCHED_IMPORT = """
import importlib, os, sys
from collections.abc import MutableMapping
ROOT, NAMES = sys.argv[1], sys.argv[2:]
import prefect, sqlalchemy, alembic, requests, pandas, typer, rich, typst, babel, holidays
import openpyxl, xlsxwriter, pydantic_settings, prefect.artifacts, prefect.events, prefect.runtime
seen = []
def ours():
    frame = sys._getframe(2)
    while frame:
        name = frame.f_code.co_filename
        own = name.startswith(ROOT + os.sep) and "site-packages" not in name
        if own and frame.f_code.co_name == "<module>":
            return f"{name}:{frame.f_lineno}"
        if "importlib" in name or "site-packages" in name:
            return None
        frame = frame.f_back
class Environment(dict):
    def __getitem__(self, key):
        note(f"environment {key}"); return super().__getitem__(key)
    def get(self, key, default=None):
        note(f"environment {key}"); return super().get(key, default)
    def __contains__(self, key):
        note(f"environment {key}"); return super().__contains__(key)
def note(what):
    if place := ours():
        seen.append(f"{place} reads {what}")
os.environ = Environment(os.environ)
os.getenv = os.environ.get
def hook(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "sqlite3.connect", "os.mkdir"):
        note(event)
sys.addaudithook(hook)
for name in NAMES:
    importlib.import_module(name)
print("\\n".join(seen))
sys.exit(bool(seen))
"""


def _asks_the_time(node: ast.AST) -> bool:
    if not isinstance(node, ast.Attribute):
        return False
    owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
    return node.attr in CLOCKS.get(owner, ())


def test_no_clock_below_flows():
    """The day is an argument (`as_of`), moments come from an injected clock."""
    wrong = [
        f"{module}, line {node.lineno}: {ast.unparse(node)}"
        for module, path in modules("tasks", "config").items()
        for node in ast.walk(tree(path))
        if _asks_the_time(node)
    ]
    assert not wrong


def test_importing_everything_reads_nothing():
    from checkout import ROOT

    names = [
        name
        for name in modules()
        if not name.endswith("__main__") and ".migrations" not in name and not name.endswith("pdf_child")
    ]
    ended = run_python("-c", WATCHED_IMPORT, str(ROOT), *names)
    assert ended.returncode == 0, ended.stdout + ended.stderr


PURE_COMMANDS = [
    ["--help"],
    ["settings"],
    ["read-vedtak", "--help"],
    ["apportion", "--help"],
    ["footing", "--help"],
    ["allocate", "--help"],
    ["revise", "--help"],
    ["sweep", "--help"],
    ["backtest", "--help"],
    ["explain", "--help"],
    ["status", "--help"],
    ["today", "--help"],
    ["cases", "--help"],
    ["municipality", "--help"],
    ["db", "--help"],
]


# All of them in one process, one after the other: the first that brings Prefect in is named.
RUN_EACH = """
import contextlib, io, json, sys
from flows.__main__ import main
for arguments in json.loads(sys.argv[1]):
    sys.argv = ["anmodning", *arguments]
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            main()
        except SystemExit as end:
            assert not end.code, (arguments, end.code)
    assert "prefect" not in sys.modules, f"{arguments} imported prefect"
"""


def test_pure_commands_never_import_prefect(tmp_path):
    """Importing Prefect takes 2 s and 82 MB: who only looks does not wait for it."""
    ended = run_python("-c", RUN_EACH, json.dumps(PURE_COMMANDS), ANMODNING_HOME=str(tmp_path))
    assert ended.returncode == 0, ended.stdout + ended.stderr
