"""A business that works in one language writes what it keeps once: what it wrote stands for the other language, too."""

from __future__ import annotations

from tests.cast import Business, of
from tests.web.conftest import Browser, alert
from tests.web.test_alignments import ITEM
from tests.web.test_processes import STAGE
from teum.models import AlignmentTemplate, Process


def test_an_item_is_written_in_one_language(galil: Business, ruth: Browser) -> None:
    ruth.send("/settings/alignments", he="מטבח")
    kept = of(AlignmentTemplate, galil).get()
    assert (kept.he, kept.en) == ("מטבח", "מטבח")
    url = f"/settings/alignments/{kept.pk}"
    written = {**ITEM, "text_en": "", "options_en": "", "clause_he": "בבית יהיה או תהיה {said}."}
    ruth.send(f"{url}/items", **written)
    kept.refresh_from_db()
    item = kept.items[1]
    assert item["text"]["en"] == item["text"]["he"] == "מי יהיה בבית?"
    assert [one["en"] for one in item["options"]] == ["אני", "מישהו אחר"]
    assert item["clause"]["en"] == "בבית יהיה או תהיה {said}."
    html = ruth.see(f"{url}/items/2")
    assert html.count("מי יהיה בבית?</textarea>") == 1, (
        "what stands for the other language is not written into it"
    )
    ruth.send(f"{url}/items/2", **{**written, "text_he": "מי בבית?"})
    kept.refresh_from_db()
    assert kept.items[1]["text"]["en"] == "מי בבית?"
    ruth.send(f"{url}/items/2", 422, **{**written, "text_he": ""})


def test_what_is_written_in_both_is_written_whole(galil: Business, ruth: Browser) -> None:
    ruth.send("/settings/alignments", he="מטבח")
    url = f"/settings/alignments/{of(AlignmentTemplate, galil).get().pk}/items"
    dated = {**ITEM, "kind": "dated", "promise_he": "אמדוד את המטבח", "promise_en": ""}
    refused = alert(ruth.send(url, 422, **dated).content.decode())
    assert "מה מובטח, באנגלית: זה עדיין חסר" in refused and "בעברית" not in refused
    assert "מה מובטח, בעברית: זה עדיין חסר" in alert(
        ruth.send(url, 422, **{**dated, "text_en": "", "promise_he": ""}).content.decode()
    )
    ruth.send(url, **{**dated, "text_en": ""})


def test_a_stage_is_written_in_one_language(galil: Business, ruth: Browser) -> None:
    ruth.send("/settings/processes", he="מטבח")
    kept = of(Process, galil).get()
    one = {name: "" if name.endswith("_en") else said for name, said in STAGE.items()}
    ruth.send(f"/settings/processes/{kept.pk}/stages", **one)
    kept.refresh_from_db()
    stage = kept.stages[1]
    assert kept.en == "מטבח" and stage["name"]["en"] == stage["name"]["he"]
