"""What the business offers, for programs."""

from tests.api.conftest import Program, program_of
from tests.cast import Business


def test_a_service_is_added_changed_listed_and_named_by_a_case(galil: Business, yael: Program) -> None:
    ruth = program_of(galil.ruth)
    added = ruth.post("/services", {"name": "בדיקה שנתית"})
    assert (added.status, added.body["name"], added.body["is_active"]) == (201, "בדיקה שנתית", True)
    named = {"customer": str(galil.dana.pk), "title": "מזגן", "service": added.body["id"]}
    case = yael.post("/cases", named)
    assert (case.status, case.body["service"]) == (201, added.body)
    changed = ruth.post(f"/services/{added.body['id']}/changes", {"name": "בדיקה", "is_active": False})
    assert changed.status == 200
    assert yael.get("/services").body == {"items": [changed.body], "next": None}
    assert yael.post("/cases", named).status == 404


def test_what_cannot_be_is_refused(galil: Business, yael: Program, sami: Program, stranger: Program) -> None:
    ruth = program_of(galil.ruth)
    service = ruth.post("/services", {"name": "בדיקה"}).body["id"]
    assert yael.post("/services", {"name": "עוד"}).code == "not_allowed"
    assert sami.get("/services").code == "not_allowed"
    assert (ruth.post("/services", {"name": " "}).status, ruth.post("/services", {}).status) == (422, 422)
    again = ruth.post("/services", {"name": "בדיקה"})
    assert (again.status, again.code, again.body["name"]) == (409, "service_listed", "בדיקה")
    change = {"name": "שלי", "is_active": True}
    assert stranger.post(f"/services/{service}/changes", change).status == 404
    assert stranger.get("/services").body["items"] == []


def test_it_is_said_later_what_a_case_is_about(galil: Business, yael: Program, sami: Program) -> None:
    service = program_of(galil.ruth).post("/services", {"name": "בדיקה"}).body
    case = yael.post("/cases", {"customer": str(galil.dana.pk), "title": "מזגן"}).body
    path = f"/cases/{case['id']}/service"
    changed = yael.post(path, {"service": service["id"]})
    assert (changed.status, changed.body["service"]) == (200, service)
    windows = [held["window"] for held in case["promises"]]
    assert [held["window"] for held in changed.body["promises"]] == windows
    assert yael.post(path, {"service": "999"}).status == 404
    assert sami.post(path, {"service": service["id"]}).status == 404
