"""The requests of a season whose letters were sent by other means, read from a file: all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tasks.core.model.errors import BadInput, Fault
from tasks.core.model.municipality import Register
from tasks.core.model.request import Request, RequestKind
from tasks.core.tables.cells import count_with_em
from tasks.core.tables.rows import read_rows
from tasks.replies.registration_cells import read_day

COLUMNS = ("number", "requested", "requested_em", "letter_ref", "deadline")


def read_requests(content: bytes, place: str, *, register: Register, issued_on: date) -> tuple[Request, ...]:
    """Return one original request per row, in the file's order; columns beyond `COLUMNS` are passed over.

    An empty ``requested_em`` is not known, 0 is none; ``letter_ref`` may be empty, and one that several letters
    share matches no reply. An older number is resolved where one municipality followed it. The file does not say when letters were sent: ``issued_on`` does.

    :raises BadInput: every fault of the file at once.
    """
    table = read_rows(content, place)
    table.require(COLUMNS)
    faults: list[Fault] = []
    found: dict[str, Request] = {}
    for row, cells in table.records():
        where = table.place(row)
        try:
            request = _request(cells, where, register, issued_on)
        except BadInput as refused:
            faults.extend(refused.faults)
            continue
        if request.number in found:
            faults.append(Fault(where, f"municipality {request.number} stands twice", "keep one of the rows"))
        found[request.number] = request
    if not found and not faults:
        faults.append(Fault(place, "no row in it", "export the requests again"))
    if faults:
        raise BadInput(faults)
    return tuple(found.values())


def new_requests(requests: tuple[Request, ...], there: Mapping[str, Request]) -> tuple[Request, ...]:
    """Return the requests that are not there yet; one that is there and says something else stops them all.

    :raises BadInput: every municipality whose stored request differs.
    """
    faults = [
        Fault(
            f"request {one.year} to municipality {one.number}",
            f"{said(there[one.number])} is stored, the file says {said(one)}",
            "a request is never replaced: remove the row, or issue an adjusted one",
        )
        for one in requests
        if one.number in there and said(there[one.number]) != said(one)
    ]
    if faults:
        raise BadInput(faults)
    return tuple(one for one in requests if one.number not in there)


def said(request: Request) -> str:
    """Return what a request says, in one line."""
    em = "not known" if request.em is None else request.em
    return f"{request.count} (EM {em}), ref. {request.letter_ref or 'none'}, deadline {request.deadline}"


def _request(cells: Mapping[str, str], where: str, register: Register, issued_on: date) -> Request:
    number = _number(cells["number"], where, register)
    total = count_with_em(cells["requested"], place=f"{where}, column requested")
    own_em = count_with_em(cells["requested_em"], place=f"{where}, column requested_em").count
    if not total.count:
        what = f"{cells['requested']!r} is no number of persons to ask for"
        raise BadInput.one(f"{where}, column requested", what, "write a whole number, or remove the row")
    try:
        deadline = read_day(cells["deadline"])
    except ValueError:
        deadline = None
    if deadline is None:
        what = f"{cells['deadline']!r} is no day"
        raise BadInput.one(f"{where}, column deadline", what, "write it as 2019-12-20")
    try:
        return Request(
            year=register.year,
            number=number,
            kind=RequestKind.ORIGINAL,
            revision=1,
            count=total.count,
            em=total.em if own_em is None else own_em,
            em_under_15=None,
            letter_ref=cells["letter_ref"],
            deadline=deadline,
            issued_on=min(issued_on, deadline),
        )
    except BadInput as refused:
        raise BadInput(Fault(where, fault.what, fault.action) for fault in refused.faults) from None


def _number(cell: str, where: str, register: Register) -> str:
    number = cell.zfill(4) if cell.isdigit() and len(cell) == 3 else cell
    followers = register.successors(number)
    return followers[0] if len(followers) == 1 else register.require(number, place=where).number
