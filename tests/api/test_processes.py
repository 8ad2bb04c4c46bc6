"""Processes, and cases that follow one, for programs."""

from tests.api.conftest import Program, program_of
from tests.cast import Business

SHOWER = {
    "name": {"he": "מקלחון", "en": "Shower"},
    "stages": [
        {
            "name": {"he": "מדידה", "en": "Measuring"},
            "actor": "provider",
            "low": "1 business days",
            "high": "3 business days",
            "promise": {"he": "אמדוד את המקלחת", "en": "I will measure the shower"},
            "channel": "visit",
        },
        {
            "name": {"he": "התקנה", "en": "Fitting"},
            "actor": "provider",
            "low": "1 business days",
            "high": "P14D",
            "promise": {"he": "אתקין את המקלחון", "en": "I will fit the shower"},
            "channel": "visit",
        },
    ],
}


def test_a_process_is_kept_and_followed_stage_by_stage(galil: Business, yael: Program) -> None:
    ruth = program_of(galil.ruth)
    added = ruth.post("/processes", SHOWER)
    assert (added.status, added.body["version"], len(added.body["stages"])) == (201, 1, 2)
    case = yael.post("/cases", {"customer": str(galil.dana.pk), "title": "מקלחון"}).body
    begun = yael.post(f"/cases/{case['id']}/process", {"process": added.body["id"]})
    assert begun.status == 201
    journey = begun.body["journey"]
    assert (journey["here"], journey["following"], journey["is_over"]) == (1, 2, False)
    first, second = journey["stages"]
    assert (first["state"], first["is_promised"], second["state"]) == ("here", True, "ahead")
    assert second["earliest"] < second["latest"]
    path = f"/cases/{case['id']}/stages"
    assert yael.post(path, {"stage": 2}).code == "stage_not_done"
    released = yael.post(f"/promises/{first['promise']}/releases", {"proof": "דנה ויתרה בטלפון"})
    assert released.status in (200, 201), released.body
    entered = yael.post(path, {"stage": 2})
    assert (entered.status, entered.body["journey"]["here"]) == (201, 2)
    ended = yael.post(f"/cases/{case['id']}/process/ended", {})
    assert (ended.status, ended.body["journey"]) == (200, None)


def test_a_case_takes_over_the_stages_of_a_changed_process(galil: Business, yael: Program) -> None:
    ruth = program_of(galil.ruth)
    process = ruth.post("/processes", SHOWER).body["id"]
    case = yael.post("/cases", {"customer": str(galil.dana.pk), "title": "מקלחון"}).body["id"]
    begun = yael.post(f"/cases/{case}/process", {"process": process}).body["journey"]
    assert not begun["has_changed"]
    path = f"/cases/{case}/process/renewed"
    assert (yael.post(path, {}).status, yael.post(path, {}).code) == (409, "process_unchanged")
    measuring, fitting = SHOWER["stages"]
    ruth.post(
        f"/processes/{process}/changes",
        {**SHOWER, "stages": [measuring, fitting, fitting], "is_active": True},
    )
    assert yael.get(f"/cases/{case}").body["journey"]["has_changed"]
    renewed = yael.post(path, {})
    assert renewed.status == 200, renewed.body
    assert [stage["state"] for stage in renewed.body["journey"]["stages"]] == ["here", "ahead", "ahead"]
    ruth.post(f"/processes/{process}/changes", {**SHOWER, "stages": [fitting], "is_active": True})
    assert yael.post(path, {}).code == "stage_gone"


def test_a_process_is_changed_and_listed(galil: Business, yael: Program, stranger: Program) -> None:
    ruth = program_of(galil.ruth)
    process = ruth.post("/processes", SHOWER).body
    changed = ruth.post(f"/processes/{process['id']}/changes", {**SHOWER, "is_active": False})
    assert (changed.status, changed.body["version"], changed.body["is_active"]) == (200, 2, False)
    assert yael.get("/processes").body == {"items": [changed.body], "next": None}
    assert stranger.get("/processes").body["items"] == []
    assert stranger.post(f"/processes/{process['id']}/changes", {**SHOWER, "is_active": True}).status == 404
    assert yael.post("/processes", SHOWER).code == "not_allowed"
    assert ruth.post("/processes", {**SHOWER, "stages": []}).status == 422
