"""A change of an agreement is read as what changes, line by line; what both signed before is confirmed in one (B2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.cast import TUESDAY_1400, Business, by, of
from tests.cast_alignment import PRICE, filled
from tests.cast_signing import MINUTE, changed, code, in_force, offered
from tests.integration.test_agreements import LATER, amended, sign
from tests.integration.test_disclosures import refused
from teum.actions import agreements, alignments, promises, signing
from teum.core.agreement import Section
from teum.core.alignment import Answer
from teum.core.disclosure import How
from teum.documents import agreement as documents
from teum.models import Event
from teum.queries import agreement_paper, verify
from teum.queries import agreements as queries

pytestmark = pytest.mark.django_db


def test_every_line_has_its_number_the_same_on_the_page_and_in_the_file(galil: Business) -> None:
    row = offered(galil)
    shown = [(line.number, line.text) for section in queries.view(row).sections for line in section.lines]
    assert shown[0] == ("1.1", "מה חשוב לך? מקלחון שקל לנקות.")
    assert [number for number, _text in shown] == ["1.1", "1.2", "2.1", "3.1", "3.2", "3.3", "4.1"]
    assert "סה״כ" in shown[5][1] and "תיקון אריחים לא כלול" in shown[6][1]
    drawn = documents._data(agreement_paper.sheet(row))["sections"]
    in_file = [
        line[0]
        for part in drawn
        for line in (
            *part["clauses"],
            *((*part["price"]["rows"], part["price"]["total"]) if part["price"] else ()),
            *part["duties"],
        )
    ]
    assert in_file == [number for number, _text in shown]
    assert [part["number"] for part in drawn] == [one.number for one in queries.view(row).sections]


def test_a_change_names_each_line_that_is_otherwise_beside_what_it_was(galil: Business) -> None:
    first = in_force(galil)
    row = changed(
        galil, first, note=Answer(text="בלי רעש לפני שמונה"), cost=Answer(price=replace(PRICE, vat=0))
    )
    view = queries.view(row)
    needs, cost = (section for section in view.sections if section.changes)
    assert [(one.before, one.number) for one in needs.changes] == [("", "1.3")]
    (total,) = cost.changes
    assert (total.was, total.number) == ("3.3", "3.3")
    assert "כולל מע״מ" in total.before and "ללא מע״מ" in total.after
    assert [line.number for line in cost.lines if line.change] == ["3.3"]
    assert view.unchanged == (Section.WHEN, Section.LEFT_OUT)
    in_file = agreement_paper.sheet(row).changes
    assert [(one.was, one.number) for one in in_file] == [("", "1.3"), ("3.3", "3.3")]


def test_what_is_gone_is_read_too(galil: Business) -> None:
    whole = replace(PRICE, payments=(replace(PRICE.payments[0], amount=PRICE.total),))
    row = changed(galil, in_force(galil), cost=Answer(price=whole))
    (cost,) = (section for section in queries.view(row).sections if section.changes)
    assert [(one.was, one.number) for one in cost.changes] == [("3.1", "3.1"), ("3.2", "")]
    (gone,) = cost.gone
    assert "יתרה" in gone.before and not gone.after


def test_what_stays_as_both_signed_it_is_confirmed_in_one_and_said_to_be(galil: Business) -> None:
    row = changed(galil, in_force(galil), wish=Answer(text="מקלחון שקל לנקות מאוד"))
    agreements.confirm_unchanged(agreement_id=row.pk, by=galil.as_customer, now=LATER)
    row.refresh_from_db()
    assert set(row.confirmed) == {"when", "cost", "left_out"}
    signing.prove(agreement_id=row.pk, code=code(galil, row, now=LATER), by=galil.as_customer, now=LATER)
    assert refused(lambda: sign(galil, row)) == "not_confirmed", "what changes is read by itself"
    agreements.confirm(agreement_id=row.pk, section=Section.YOU_GET, by=galil.as_customer, now=LATER)
    agreements.confirm_unchanged(agreement_id=row.pk, by=galil.as_customer, now=LATER + MINUTE)
    assert sign(galil, row).state == "signed"
    told = of(Event, galil, kind="AgreementConfirmed").order_by("id")
    mine = [one.facts for one in told if one.facts["agreement"] == row.pk]
    assert [(one["section"], one.get("together")) for one in mine] == [
        ("when", True),
        ("cost", True),
        ("left_out", True),
        ("you_get", None),
    ]
    acts = [act.what for act in agreement_paper.evidence(row).acts]
    assert acts.count("חלק מההסכם נקרא ואושר: מה מקבלים") == 1
    assert sum("אושר יחד עם שאר החלקים שלא השתנו" in act for act in acts) == 3
    assert verify.verify(rebuild_rows=True).holds


def test_a_first_version_is_confirmed_section_by_section(galil: Business) -> None:
    row = offered(galil)
    together = lambda one: agreements.confirm_unchanged(  # noqa: E731
        agreement_id=one.pk, by=galil.as_customer, now=LATER
    )
    assert refused(lambda: together(row)) == "no_such_section"


def test_what_was_only_approved_with_one_tap_is_read_section_by_section(galil: Business) -> None:
    said = filled(galil)
    approved = alignments.approve(
        alignment_id=said.pk, by=galil.as_customer, seen=said.version, how=How.PAGE, now=LATER
    )
    view = queries.view(offered(galil, approved, now=LATER))
    assert (view.version, view.unchanged) == (2, ())


def test_of_two_sections_that_change_each_is_confirmed_by_itself(galil: Business) -> None:
    first = in_force(galil)
    row = offered(galil, amended(galil, first), now=LATER)
    assert queries.view(row).unchanged == (Section.YOU_GET, Section.LEFT_OUT)


def test_what_was_done_moved_or_taken_back_since_is_said_beside_its_line(galil: Business) -> None:
    first = in_force(galil)
    visit, deposit, balance = (first.promises[key] for key in ("visit", "cost", "cost.2"))
    promises.report(promise_id=deposit, by=by(galil.yael), now=LATER)
    due = TUESDAY_1400 + timedelta(days=2)
    promises.revise(promise_id=balance, due=due, reason="ביקשה דנה", by=by(galil.yael), now=LATER)
    promises.withdraw(promise_id=visit, disclosure="המודד חולה, אין מדידה.", by=by(galil.yael), now=LATER)
    row = changed(galil, first, note=Answer(text="בלי רעש לפני שמונה"))
    said = {line.number: line.fate for part in queries.view(row).sections for line in part.lines if line.fate}
    assert said == {
        "2.1": "זה בוטל מאז. אחרי ששני הצדדים יחתמו, זה יובטח שוב",
        "3.1": "זה כבר שולם",
        "3.2": "המועד השתנה מאז, וזה המועד החדש",
    }
    in_force(galil, row, now=LATER + MINUTE)
    row.refresh_from_db()
    view = queries.view(row)
    assert not [line for part in view.sections for line in part.lines if line.fate], (
        "once both signed, it is as it is"
    )
