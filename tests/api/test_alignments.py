"""What both sides expect, for programs: begun, said, marked, shown, approved."""

from __future__ import annotations

import pytest

from tests import cast
from tests.api.conftest import Program
from tests.cast import MONDAY_1000, Business, of
from tests.cast_alignment import template
from teum.actions import alignments
from teum.core.alignment import Answer, Mark
from teum.models import Promise, Question

DUE = "2026-11-24T14:00:00+02:00"
LATER = "2026-12-01T14:00:00+02:00"
OURS = [
    {"item": "visit", "window": {"due": DUE}},
    {
        "item": "cost",
        "price": {
            "vat": 1_800,
            "total": 420_000,
            "payments": [
                {"what": "מקדמה", "amount": 100_000, "due": DUE},
                {"what": "יתרה", "amount": 320_000, "due": LATER, "means": "cheque"},
            ],
        },
    },
]
THEIRS = {"wish": Answer(text="מקלחון שקל לנקות"), "glass": Answer(option=1)}


@pytest.fixture
def path(galil: Business, yael: Program) -> str:
    """An alignment that was just begun."""
    kept = template(galil)
    case = cast.case(galil.yael, galil.dana, promise=cast.quote_draft())
    (listed,) = yael.get("/alignment-templates").body["items"]
    assert (listed["id"], listed["name"]["en"], len(listed["items"])) == (str(kept.pk), "Shower", 6)
    begun = yael.post(f"/cases/{case.pk}/alignments", {"template": listed["id"]})
    assert (begun.status, begun.body["state"], begun.body["version"]) == (201, "open", 1)
    assert begun.body["missing"] == ["מה חשוב לך?", "איזו זכוכית?", "מתי מודדים?", "מה המחיר?"]
    assert yael.get(f"/cases/{case.pk}/alignments").body["items"] == [begun.body]
    return f"/alignments/{begun.body['id']}"


def _theirs(galil: Business, path: str) -> None:
    """What Dana fills in behind her link."""
    alignments.say(
        alignment_id=int(path.rpartition("/")[2]), answers=THEIRS, by=galil.as_customer, now=MONDAY_1000
    )


def _seen(yael: Program, path: str, item: str) -> str:
    """What is read of an item."""
    return next(str(line["seen"]) for line in yael.get(path).body["lines"] if line["item"] == item)


def test_both_say_theirs_and_what_is_approved_is_promised(galil: Business, yael: Program, path: str) -> None:
    said = yael.post(f"{path}/answers", {"answers": OURS})
    assert (said.status, said.body["missing"]) == (200, ["מה חשוב לך?", "איזו זכוכית?"])
    shown = yael.post(f"{path}/shown", {})
    assert shown.body["is_shown"] and shown.body["due"] and shown.body["promise"]
    _theirs(galil, path)
    stands = yael.get(path).body
    assert stands["unseen"] == ["מה חשוב לך?", "איזו זכוכית?"] and stands["missing"] == []
    lines = {line["item"]: line for line in stands["lines"]}
    assert (lines["glass"]["said"], lines["glass"]["option"], lines["glass"]["theirs"]) == (
        "חלבית",
        1,
        "agreed",
    )
    assert lines["cost"]["price"]["payments"][1]["means"] == "cheque" and lines["cost"]["ours"] == "agreed"
    how = {"how": "counter", "version": stands["version"]}
    assert yael.post(f"{path}/approvals", how).code == "not_aligned"
    unseen = [{"item": key, "seen": lines[key]["seen"]} for key in ("wish", "glass")]
    agreed = yael.post(f"{path}/agreed", {"items": unseen}).body
    assert agreed["unseen"] == []
    assert yael.post(f"{path}/approvals", how).code == "alignment_changed"
    approved = yael.post(f"{path}/approvals", {**how, "version": agreed["version"]})
    assert (approved.status, approved.body["state"]) == (200, "approved")
    assert of(Promise, galil, debtor="customer", state="open").count() == 2


def test_what_was_read_to_the_customer_in_a_call_is_agreed_to_and_not_approved(
    galil: Business, yael: Program, path: str
) -> None:
    yael.post(f"{path}/answers", {"answers": OURS})
    items = [{"item": key, "seen": _seen(yael, path, key)} for key in ("tiles", "cost")]
    assert yael.post(f"{path}/heard", {"items": items, "how": "call"}).code == "proof_needed"
    heard = yael.post(f"{path}/heard", {"items": items, "how": "call", "proof": "דנה אמרה שזה מתאים"})
    marks = {line["item"]: line["theirs"] for line in heard.body["lines"]}
    assert (heard.status, marks["tiles"], marks["cost"]) == (200, "agreed", "agreed")
    assert heard.body["state"] == "open"


def test_what_the_customer_wants_is_taken_or_asked_about(galil: Business, yael: Program, path: str) -> None:
    number = int(path.rpartition("/")[2])
    alignments.mark(
        alignment_id=number,
        item="tiles",
        mark=Mark.CHANGE,
        seen=_seen(yael, path, "tiles"),
        counter="תיקון של עד ארבעה אריחים כלול",
        by=galil.as_customer,
        now=MONDAY_1000,
    )
    wanted = {"item": "tiles", "seen": _seen(yael, path, "tiles")}
    taken = yael.post(f"{path}/taken", wanted)
    line = next(line for line in taken.body["lines"] if line["item"] == "tiles")
    assert (line["said"], line["is_agreed"]) == ("תיקון של עד ארבעה אריחים כלול", True)
    assert yael.post(f"{path}/taken", wanted).code == "nothing_to_take"
    _theirs(galil, path)
    said = {"item": "wish", "mark": "unclear", "counter": "לנקות במה?", "seen": _seen(yael, path, "wish")}
    marked = yael.post(f"{path}/marks", said)
    wish = next(line for line in marked.body["lines"] if line["item"] == "wish")
    assert (marked.status, wish["ours"]) == (200, "unclear")
    asked = of(Question, galil, promise__debtor="customer").get()
    assert asked.asked.text == "מה חשוב לך? לנקות במה?"


def test_what_is_refused_has_its_code(yael: Program, path: str) -> None:
    vague = [{"item": "wish", "text": "אני צריכה את זה בהקדם"}]
    assert yael.post(f"{path}/answers", {"answers": vague}).code == "vague_window"
    price = {**OURS[1]["price"], "vat": 1_800, "total": 430_000}  # type: ignore[dict-item]
    assert (
        yael.post(f"{path}/answers", {"answers": [{"item": "cost", "price": price}]}).code == "split_differs"
    )
    assert yael.post(f"{path}/answers", {"answers": [{"item": "no", "text": "מה"}]}).code == "no_such_item"
    mark = {"item": "wish", "mark": "agreed", "seen": _seen(yael, path, "wish")}
    assert yael.post(f"{path}/marks", mark).code == "nothing_to_mark"
    ended = yael.post(f"{path}/ended", {})
    assert (ended.status, ended.body["state"]) == (200, "dropped")
    assert yael.post(f"{path}/answers", {"answers": OURS}).code == "alignment_over"


def test_it_is_there_for_whom_it_concerns(yael: Program, sami: Program, stranger: Program, path: str) -> None:
    assert stranger.get(path).status == 404 and stranger.post(f"{path}/agreed", {"items": []}).status == 404
    assert sami.get(path).status == 404
    assert yael.get("/alignments/999").status == 404


def test_who_cancels_in_a_call_is_written_down_once(galil: Business, yael: Program, path: str) -> None:
    yael.post(f"{path}/answers", {"answers": OURS})
    _theirs(galil, path)
    items = [{"item": key, "seen": _seen(yael, path, key)} for key in ("wish", "glass")]
    version = yael.post(f"{path}/agreed", {"items": items}).body["version"]
    approval = {"how": "call", "version": version, "proof": "דנה אמרה כן"}
    assert yael.post(f"{path}/approvals", approval).status == 200
    assert yael.post(f"{path}/cancellations", {}).status == 422
    body = {"proof": "בשיחה: עוברת דירה"}
    cancelled = yael.post(f"{path}/cancellations", body)
    assert (cancelled.status, cancelled.body["state"]) == (200, "cancelled")
    assert yael.post(f"{path}/cancellations", body).code == "alignment_over"
    assert not of(Promise, galil, debtor="customer", state="open").exists()


def test_nobody_acts_on_what_they_did_not_see(galil: Business, yael: Program, path: str) -> None:
    _theirs(galil, path)
    seen = {key: _seen(yael, path, key) for key in ("wish", "glass")}
    other = {"wish": Answer(text="מקלחון בלי מסגרת")}
    alignments.say(
        alignment_id=int(path.rpartition("/")[2]), answers=other, by=galil.as_customer, now=MONDAY_1000
    )
    items = [{"item": key, "seen": seen[key]} for key in seen]
    refused = yael.post(f"{path}/agreed", {"items": items})
    assert (refused.status, refused.code) == (409, "item_changed")
    assert refused.body["items"] == ["wish"] and refused.body["stands"] == {"wish": "מקלחון בלי מסגרת"}
    for mark in ({"mark": "agreed"}, {"mark": "unclear", "counter": "לנקות במה?"}):
        marked = yael.post(f"{path}/marks", {"item": "wish", "seen": seen["wish"], **mark})
        assert (marked.status, marked.code) == (409, "item_changed")
    assert yael.post(f"{path}/marks", {"item": "wish", "mark": "agreed"}).status == 422
    assert yael.post(f"{path}/agreed", {}).status == 422 and yael.post(f"{path}/taken", {}).status == 422
    assert not any(line["ours"] for line in yael.get(path).body["lines"] if line["item"] in seen)
