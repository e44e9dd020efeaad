"""Puts a year's texts on the Prefect dashboard; called from within a flow or task run."""

from __future__ import annotations

from prefect.artifacts import create_markdown_artifact, create_progress_artifact, create_table_artifact

from tasks.reporting import artifacts_text as text
from tasks.reporting.english import in_english, row_in_english
from tasks.reporting.year_view import YearView


def publish(view: YearView, *, is_english: bool = False, report_url: str = "") -> tuple[str, ...]:
    """Publish a new version of every artifact of the year and return their keys; the year is in each key.

    The texts are Norwegian, or English where the operators are met in it; the keys are the same.

    :raises StopAndMend: a table does not add up; what was published before stays the newest.
    """
    prefix = f"anmodning-{view.year}"
    pages = {
        "i-dag": (text.today_markdown(view), "Dette trenger en person i dag"),
        "status": (text.status_markdown(view), "Hvor året står"),
        "historikk": (text.history_markdown(view), "Prognoser, runder og kriterier"),
        "brev": (text.letters_markdown(view, report_url), "Brev og godkjenning"),
    }
    progress = {
        "utsending": (text.sending_progress(view), text.sending_description(view)),
        "dekning": (text.coverage_progress(view), text.coverage_description(view)),
    }
    rows, described = text.municipality_table(view), "Alle kommuner"
    if is_english:
        pages = {key: (in_english(page), in_english(told)) for key, (page, told) in pages.items()}
        progress = {key: (value, in_english(told)) for key, (value, told) in progress.items()}
        rows, described = [row_in_english(row) for row in rows], in_english(described)
    for key, (markdown, told) in pages.items():
        create_markdown_artifact(markdown, key=f"{prefix}-{key}", description=told)
    create_table_artifact(rows, key=f"{prefix}-kommuner", description=described)
    for key, (value, told) in progress.items():
        create_progress_artifact(value, key=f"{prefix}-{key}", description=told)
    return tuple(f"{prefix}-{key}" for key in (*pages, "kommuner", *progress))
