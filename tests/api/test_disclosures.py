"""Disclosures and decisions by the API: the digest of what was shown is named, and nothing is chosen by default."""

from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from tests.api.conftest import Program
from tests.cast import Business, quote
from tests.cast_upload import JPEG, PDF, PNG

DUE = "2026-12-01T14:00:00+02:00"
TOLD: dict[str, Any] = {
    "kind": "before_sale",
    "what": "יש שריטה בדוגמה שעל הזכוכית",
    "matters": "השריטה בפינה התחתונה.",
    "affects": ["looks"],
    "found_on": "2026-11-19",
    "found_by": "רות כהן",
    "no_date": "זה דגם תצוגה",
    "decide_by": "2026-11-24T14:00:00+02:00",
    "options": [
        {
            "key": "as_is",
            "way": "as_is",
            "what": "עם השריטה",
            "price": 149000,
            "due": DUE,
            "channel": "visit",
        },
        {"key": "other", "way": "other", "what": "דגם אחר", "price": 179000, "due": DUE, "channel": "visit"},
        {"key": "cancel", "way": "cancel", "what": "לא לקנות", "price": 0},
    ],
}


@pytest.fixture
def case(galil: Business) -> str:
    """Dana's case."""
    return str(quote(galil).case_id)


def test_a_choice_names_what_was_shown(yael: Program, case: str) -> None:
    told = yael.post(f"/cases/{case}/disclosures", TOLD)
    assert told.status == 201 and told.body["state"] == "open" and told.body["chosen"] is None
    decide = f"/disclosures/{told.body['id']}/decisions"
    sent = {"option": "other", "shown": told.body["shown"], "how": "counter"}
    dearer = [*TOLD["options"][:1], {**TOLD["options"][1], "price": 199000}, TOLD["options"][2]]
    correction = {name: value for name, value in TOLD.items() if name != "decide_by"} | {"options": dearer}
    anew = yael.post(f"/disclosures/{told.body['id']}/corrections", correction)
    stale = yael.post(decide, sent)
    assert (stale.status, stale.code, stale.body["shown"]) == (409, "shown_changed", anew.body["shown"])
    chosen = yael.post(decide, {**sent, "shown": anew.body["shown"]})
    assert (chosen.status, chosen.body["chosen"], chosen.body["how"]) == (201, "other", "counter")
    again = yael.post(decide, {**sent, "shown": anew.body["shown"]})
    assert (again.status, again.code) == (409, "already_decided")
    promises = yael.get(f"/cases/{case}").body["promises"]
    assert promises[-1]["includes"] == ["דגם אחר"]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"how": "call"}, "proof_needed"),
        ({"option": ""}, "no_such_option"),
        ({"option": None}, "invalid"),
        ({"how": "page"}, "invalid"),
    ],
)
def test_nothing_is_chosen_without_the_customer(
    yael: Program, case: str, said: dict[str, Any], code: str
) -> None:
    told = yael.post(f"/cases/{case}/disclosures", TOLD).body
    sent = {"option": "other", "shown": told["shown"], "how": "counter", **said}
    refused = yael.post(f"/disclosures/{told['id']}/decisions", sent)
    assert (refused.status, refused.code) == (422, code)
    assert yael.get(f"/cases/{case}").body["disclosures"][0]["chosen"] is None


def test_what_is_told_half_is_refused(yael: Program, case: str) -> None:
    half = {name: value for name, value in TOLD.items() if name not in ("no_date", "decide_by")}
    refused = yael.post(f"/cases/{case}/disclosures", half)
    assert (refused.status, refused.code) == (422, "incomplete")
    assert refused.body["missing"] == ["no_date", "decide_by"]


def test_an_objection_is_a_question_to_us(yael: Program, case: str) -> None:
    told = yael.post(f"/cases/{case}/disclosures", TOLD).body
    asked = yael.post(f"/disclosures/{told['id']}/objections", {"text": "לי זה מפריע"})
    assert (asked.status, asked.body["debtor"], asked.body["state"]) == (201, "provider", "open")


def test_a_photo_is_put_into_the_case_and_shown(
    yael: Program, sami: Program, case: str, tmp_path: Path, settings: Settings
) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    kept = yael.send(f"/cases/{case}/photos", PNG, text="השריטה מקרוב")
    assert (kept.status, kept.body["text"], kept.body["name"]) == (201, "השריטה מקרוב", "a.png")
    told = yael.post(f"/cases/{case}/disclosures", {**TOLD, "photos": [kept.body["id"]]})
    (photo,) = told.body["photos"]
    assert (photo["id"], photo["alt"]) == (kept.body["id"], "השריטה מקרוב")
    assert yael.get(photo["url"].partition("/api/v1")[2]).raw == PNG
    correction = {name: value for name, value in TOLD.items() if name != "decide_by"}
    anew = yael.post(f"/disclosures/{told.body['id']}/corrections", correction)
    assert anew.body["photos"] == [photo]
    without = yael.post(f"/disclosures/{told.body['id']}/corrections", {**correction, "photos": []})
    assert without.body["photos"] == [] and without.body["shown"] != anew.body["shown"]


def test_a_file_is_sent_as_a_form_once(
    yael: Program, sami: Program, case: str, tmp_path: Path, settings: Settings
) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    key = {"Idempotency_Key": "one"}
    first = yael.send(f"/cases/{case}/photos", PNG, headers=key, text="מקרוב")
    again = yael.send(f"/cases/{case}/photos", PNG, headers=key, text="מקרוב")
    other = yael.send(f"/cases/{case}/photos", JPEG, headers=key, text="מקרוב")
    assert (again.body, other.code) == (first.body, "idempotency_key_reused")
    assert yael.send(f"/cases/{case}/photos", PDF, text="מקרוב").code == "wrong_kind"
    assert yael.send(f"/cases/{case}/photos", PNG).code == "invalid"
    assert yael.send(f"/cases/{case}/photos", PNG + b"\0" * 2**24, text="מקרוב").status == 413
    assert yael.send(f"/cases/{case}/disclosures", PNG).code == "not_json"
    assert sami.send(f"/cases/{case}/photos", PNG, text="מקרוב").status == 404
    broken = yael.client.post(
        f"/api/v1/cases/{case}/photos",
        b"x",
        content_type="multipart/form-data",
        headers={"authorization": f"Bearer {yael.key}"},
    )
    assert (broken.status_code, broken.json()["code"]) == (400, "malformed_form")
