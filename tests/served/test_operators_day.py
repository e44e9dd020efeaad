"""An operator's morning in a real browser: the dashboard, today's list, a decision in a form, the report.

Prefect's server and worker are real; what the form decided is looked up in our own store.
"""

from __future__ import annotations

import csv
import io
import json
import re
import time
import urllib.request

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

YEAR = 2020
PATIENCE = 180.0  # seconds for a run that a worker must first fetch, on a busy machine
UNTIL_NEXT_CLICK = 15.0
BY, ROLE, REASON = "Kari Operatør", "rådgiver", "Ringte kommunen; kopien gjelder"


class Dashboard:
    """Prefect's pages and its API at one address."""

    def __init__(self, address, page):
        self.address, self.page = address, page

    def api(self, path, body):
        request = urllib.request.Request(  # noqa: S310  our own http address
            f"{self.address}/api{path}", json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310  see above
            return json.load(answer)

    def open_form(self, entrypoint):
        """Open the form of the deployment that runs a flow."""
        deployments = self.api("/deployments/filter", {"limit": 200})
        one = next(d for d in deployments if d["entrypoint"] == entrypoint)
        self.page.goto(f"{self.address}/deployments/deployment/{one['id']}/run")
        self.page.get_by_text("Submit").wait_for()
        return one["id"]

    def field(self, name, control):
        """Return the control that stands after the label ``name``."""
        return self.page.locator(f"xpath=//label[normalize-space(.)='{name}']/following::{control}[1]")

    def choose(self, name, value):
        """Open the list of a field with the keyboard, as its button asks for, and take a value from it."""
        self.field(name, "button[contains(@class,'p-select-button__control')]").press("ArrowDown")
        self.page.get_by_text(value, exact=True).last.click()

    def submit(self, deployment_id):
        """Send the form and return the state in which its run ended."""
        before = {run["id"] for run in self._runs(deployment_id)}
        end, click_at = time.monotonic() + PATIENCE, 0.0
        while time.monotonic() < end:
            if time.monotonic() > click_at and self.page.url.endswith("/run"):
                self.page.get_by_text("Submit").click()  # nothing happens where the page was not ready yet
                click_at = time.monotonic() + UNTIL_NEXT_CLICK
            new = [run for run in self._runs(deployment_id) if run["id"] not in before]
            if new and click_at < end:
                click_at = end
                self.page.goto("about:blank")  # the page of a run draws it anew all the time
            if new and new[0]["state_type"] in ("COMPLETED", "FAILED", "CRASHED", "CANCELLED"):
                return new[0]["state_type"]
            time.sleep(0.5)
        pytest.fail(f"the run did not end within {PATIENCE:.0f} s")

    def _runs(self, deployment_id):
        return self.api(
            "/flow_runs/filter",
            {"deployments": {"id": {"any_": [deployment_id]}}, "sort": "EXPECTED_START_TIME_DESC"},
        )

    def read_artifact(self, key):
        """Go from the list of artifacts to the newest version of one, as a person clicks, and return its text."""
        self.page.goto(f"{self.address}/artifacts")
        self.page.get_by_text(key, exact=True).first.click()
        self.page.wait_for_url(f"**/key/{key}")
        self.page.locator("a[href*='/artifacts/artifact/']").first.click()
        self.page.locator("main, .app-router-view").first.wait_for()
        self.page.locator("table").first.wait_for()
        return self.page.locator("body").inner_text()


@pytest.fixture(scope="module")
def page(browser):
    context = browser.new_context(viewport={"width": 1500, "height": 1300}, reduced_motion="reduce")
    context.set_default_timeout(120_000)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def dashboard(served, page):
    return Dashboard(served.dashboard, page)


def _case(home, case_id=None):
    """Return the case as the store has it; without an id the first open one whose copy gives a number."""
    from flows.rehearsal_settings import rehearsal_settings
    from tasks.core.installation import open_installation
    from tasks.core.store import cases

    with rehearsal_settings(home), open_installation() as here, here.store.begin() as tx:
        known = cases.of_year(tx, YEAR)
    if case_id is not None:
        return next(case for case in known if case.id == case_id)
    return next(case for case in known if case.state == "open" and case.copy is not None)


@pytest.fixture(scope="module")
def decided(served, dashboard, tmp_path_factory):
    """Read today's list, decide one case in the form, write the report again; return the case and what was read."""
    pictures = tmp_path_factory.mktemp("pictures")
    report = dashboard.open_form("flows.reporting.report")
    assert dashboard.submit(report) == "COMPLETED"
    before = dashboard.read_artifact(f"anmodning-{YEAR}-i-dag")
    dashboard.page.screenshot(path=pictures / "today.png")
    case = _case(served.home)
    form = dashboard.open_form("flows.approvals.resolve")
    dashboard.field("case_id", "input").fill(str(case.id))
    dashboard.choose("resolution", "accept_copy")
    for name, text in (("by", BY), ("role", ROLE), ("reason", REASON)):
        dashboard.field(name, "textarea").fill(text)
    dashboard.page.screenshot(path=pictures / "form.png")
    ended = dashboard.submit(form)
    report = dashboard.open_form("flows.reporting.report")
    assert dashboard.submit(report) == "COMPLETED"
    after = dashboard.read_artifact(f"anmodning-{YEAR}-i-dag")
    return {"case": case, "before": before, "after": after, "ended": ended}


def _listed(text, case):
    return re.search(rf"^{case.id}\s+\S.*\n{case.number}\s", text, re.MULTILINE) is not None


def test_today_s_list_names_the_case_before_and_not_after(decided):
    assert "Dette trenger en person i dag" in decided["before"]
    assert _listed(decided["before"], decided["case"]), decided["before"]
    assert not _listed(decided["after"], decided["case"])


def test_the_form_closes_the_case_in_the_store(served, decided):
    assert decided["ended"] == "COMPLETED"
    closed = _case(served.home, decided["case"].id)
    assert (closed.state, closed.resolution) == ("closed", "accept_copy")
    assert (closed.resolved_by, closed.resolved_role, closed.resolved_reason) == (BY, ROLE, REASON)


def test_a_second_decision_on_the_same_case_is_told_so(served, decided, dashboard):
    """Two operators: one won, the other's run fails and says who closed it."""
    form = dashboard.open_form("flows.approvals.resolve")
    dashboard.field("case_id", "input").fill(str(decided["case"].id))
    dashboard.choose("resolution", "withdrawn")
    for name, text in (("by", "Ola Annen"), ("role", ROLE), ("reason", "trekkes")):
        dashboard.field(name, "textarea").fill(text)
    assert dashboard.submit(form) == "FAILED"
    assert _case(served.home, decided["case"].id).resolved_by == BY


def test_the_report_leads_from_the_list_to_the_dossier(served, decided, page):
    page.goto(f"{served.reports}/{YEAR}/intern/saker.html")
    assert page.get_by_text(REASON).first.is_visible()
    page.goto(f"{served.reports}/{YEAR}/intern/kommuner.html")
    page.get_by_label("Søk i kommune, fylke eller region").fill(decided["case"].number)
    assert page.locator("#kommuner tbody tr:visible").count() == 1
    page.locator("#kommuner tbody tr:visible a").click()
    page.wait_for_url("**/kommune-*.html")
    assert page.get_by_text(REASON).first.is_visible()


def test_the_public_report_is_sorted_and_its_data_read(served, decided, page):
    page.goto(f"{served.reports}/{YEAR}/offentlig/kommuner.html")
    head = page.locator("#kommuner thead th", has_text="Vedtatt").first
    head.locator("button").click()
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    page.goto(f"{served.reports}/{YEAR}/offentlig/apne-data.html")
    links = {link.get_attribute("href") for link in page.locator("main a").all()}
    read = {
        name: page.request.get(f"{served.reports}/{YEAR}/offentlig/{name}").body()
        for name in links
        if "data/" in name
    }
    rows = json.loads(read["data/kommuner.json"])
    table = list(csv.DictReader(io.StringIO(read["data/kommuner.csv"].decode())))
    package = json.loads(read["data/datapakke.json"])
    assert len(rows) == len(table) == 356
    assert [field["name"] for field in package["resources"][0]["schema"]["fields"]] == list(table[0])
    mine = next(row for row in rows if row["kommunenummer"] == decided["case"].number)
    assert mine["vedtatt"] == decided["case"].copy
    assert not any("em" in name.split("_") for name in mine)
