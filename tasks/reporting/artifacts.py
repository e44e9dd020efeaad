"""Puts a year's texts on the Prefect dashboard; called from within a flow or task run."""

from __future__ import annotations

from prefect.artifacts import create_markdown_artifact, create_progress_artifact, create_table_artifact

from tasks.reporting import artifacts_text as text
from tasks.reporting.year_view import YearView


def publish(view: YearView) -> tuple[str, ...]:
    """Publish a new version of every artifact of the year and return their keys; the year is in each key.

    :raises StopAndMend: a table does not add up; what was published before stays the newest.
    """
    prefix = f"anmodning-{view.year}"
    pages = {
        "i-dag": (text.today_markdown(view), "Dette trenger en person i dag"),
        "status": (text.status_markdown(view), "Hvor året står"),
        "historikk": (text.history_markdown(view), "Prognoser, runder og kriterier"),
    }
    rows = text.municipality_table(view)
    keys = [f"{prefix}-{name}" for name in pages]
    for key, (markdown, description) in zip(keys, pages.values(), strict=True):
        create_markdown_artifact(markdown, key=key, description=description)
    create_table_artifact(rows, key=f"{prefix}-kommuner", description="Alle kommuner")
    sending, coverage = f"{prefix}-utsending", f"{prefix}-dekning"
    create_progress_artifact(
        text.sending_progress(view), key=sending, description=text.sending_description(view)
    )
    create_progress_artifact(
        text.coverage_progress(view), key=coverage, description=text.coverage_description(view)
    )
    return (*keys, f"{prefix}-kommuner", sending, coverage)
