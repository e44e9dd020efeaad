"""What holds in every test: no real network, no settings of this machine, nothing required left out in CI."""

from __future__ import annotations

import gc
import ipaddress
import os
import sys

import hypothesis
import pytest

# Most of a test run's processes import the whole program: where a machine forbids its bytecode to be kept, each of them
# compiles it anew.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

IN_CI = os.environ.get("ANMODNING_CI") == "1"
TOGETHER = "tests/served/"
gc.set_threshold(20_000, 10, 10)  # as the command line does: the tests' own objects are many and live long

# Case counts: `quick` is the README's, the same cases every time; `full` is four times as many.
hypothesis.settings.register_profile(
    "quick",
    max_examples=50,
    deadline=None,
    derandomize=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.register_profile(
    "full",
    max_examples=200,
    deadline=None,
    derandomize=True,  # a change is judged by the same cases every time; new ones are looked for by hand
    print_blob=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile(os.environ.get("ANMODNING_FUZZ", "quick"))

for _name in list(os.environ):  # a developer's own installation is not what is tested
    if _name.startswith(("ANMODNING_", "PREFECT_")) and _name not in {"ANMODNING_CI", "ANMODNING_FUZZ"}:
        del os.environ[_name]
os.environ |= {"PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1"}


# ------------------------------------------------------------------ the real network is out of reach
class RealNetworkError(Exception):
    """A test reached for another machine. No OSError: what retries network faults must not swallow it."""


_reached: list[str] = []


def _is_here(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else str(host or "")
    if name in {"", "localhost", "0.0.0.0", "::"}:  # noqa: S104 - recognised, not bound
        return True
    try:
        return ipaddress.ip_address(name.split("%")[0]).is_loopback
    except ValueError:
        return False


def _refuse_other_machines(event: str, arguments: tuple[object, ...]) -> None:
    """Raise before the first byte leaves: every Python socket of this process passes here, asyncio's too."""
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) and address else None  # a path: a unix socket
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        host = arguments[0]
    else:
        return
    if not _is_here(host):
        _reached.append(f"{event} {host}")
        raise RealNetworkError(f"a test reached for {host}: use a fake on loopback")


sys.addaudithook(_refuse_other_machines)


@pytest.fixture(autouse=True)
def _no_real_network():
    """Fail a test that reached for another machine, also where the code under test swallowed the error."""
    _reached.clear()
    yield
    if _reached:
        pytest.fail("the real network was reached for: " + ", ".join(_reached))


# ------------------------------------------------------------------ what CI requires
def _fail_instead(report: pytest.TestReport | pytest.CollectReport) -> None:
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"required in CI (ANMODNING_CI=1), yet skipped: {report.longrepr}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    """Make of a skipped test a failed one in CI."""
    report = yield
    _fail_instead(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report():
    """Make of a skipped file a failed one in CI."""
    report = yield
    _fail_instead(report)
    return report


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Give each of the parallel processes (`-n 2`) one file at a time, in the order below: a file shares what it set up.

    All files of what is served go to one process: they share one `serve`.
    """
    from xdist.scheduler import LoadFileScheduling

    class ByFile(LoadFileScheduling):
        def _split_scope(self, nodeid):
            return TOGETHER if nodeid.startswith(TOGETHER) else super()._split_scope(nodeid)

    config.option.loadscopereorder = False
    return ByFile(config, log)


def pytest_collection_modifyitems(config, items):
    """Mark every Hypothesis test `fuzz`, so that the full counts repeat these; leave out `full` at home; order them.

    What is served comes first: it mostly waits. Flows come last, the longest of them before the others: Prefect's threads
    outlive them and use the global `random`, which Hypothesis takes for a strategy doing so.
    """
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker("fuzz")
    if os.environ.get("ANMODNING_FUZZ") != "full":
        left_out = [item for item in items if item.get_closest_marker("full")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
    longest = (f"tests/flows/test_{name}.py" for name in ("the_year", "letters_by_command", "server_gone"))
    order = [TOGETHER, "", *longest, "tests/flows/"]

    def place(item):
        return max(range(len(order)), key=lambda n: (item.nodeid.startswith(order[n]), len(order[n])))

    items.sort(key=place)
