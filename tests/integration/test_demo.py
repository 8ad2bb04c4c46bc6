"""The demo is there once, whoever makes it, and takes nobody's name."""

import pytest
from django.core.management import CommandError, call_command

from tests import cast
from teum.management import demo
from teum.models import Agreement, Alignment, Case, Intake, Member, Organisation
from teum.queries import rows, verify
from teum.queries.case_view import case_view

pytestmark = pytest.mark.django_db


def test_who_comes_second_takes_the_demo_that_was_made_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    made = demo.ensure(now=cast.MONDAY_1000)
    sees = demo.standing
    looks = iter([False, True])
    monkeypatch.setattr(demo, "standing", lambda: sees() if next(looks) else None)
    again = demo.ensure(now=cast.MONDAY_1000)
    assert again == made
    assert Organisation.objects.count() == 1


def test_the_demo_is_sealed_as_it_is_made() -> None:
    demo.ensure(now=cast.MONDAY_1000)
    report = verify.verify(now=cast.MONDAY_1000, rebuild_rows=True)
    assert (report.holds, report.unsealed) == (True, 0)


def test_a_new_user_finds_what_goes_by_stages_and_is_aligned_approved_and_signed() -> None:
    mine = int(demo.ensure(now=cast.MONDAY_1000)["organisation"])
    _is_in_its_second_stage(mine)
    open_ = Alignment.objects.of(mine).get(state="open", amends=None)
    by = rows.actor(Member.objects.of(mine).get(email=demo.people.EMAIL))
    middle = case_view(open_.case_id, by=by, now=cast.MONDAY_1000)
    assert middle.alignment is not None and middle.alignment.is_shown and middle.alignment.left_to_us == 1
    assert [line.key for line in middle.alignment.unsettled] == ["without"]
    stands = Agreement.objects.of(mine).order_by("id").values_list("form", "state", "version", "language")
    assert sorted(stands) == [
        ("light", "in_force", 1, "en"),
        ("signed", "in_force", 1, "he"),
        ("signed", "offered", 2, "he"),
    ]
    next_version = Agreement.objects.of(mine).get(state="offered")
    assert next_version.paper is not None and next_version.replaces.promises["cost"]
    assert Intake.objects.of(mine).get().is_on


def _is_in_its_second_stage(mine: int) -> None:
    case = Case.objects.of(mine).exclude(journey=None).get()
    reader = rows.actor(Member.objects.of(case.organisation_id).get(email=demo.people.EMAIL))
    view = case_view(case.pk, by=reader, now=cast.MONDAY_1000)
    assert view.journey is not None and view.journey.here == 1
    assert [stage.state for stage in view.journey.stages] == ["done", "here", "ahead", "ahead", "ahead"]
    assert view.journey.stages[1].is_promised


def test_a_business_of_that_name_keeps_it_and_the_command_says_so() -> None:
    Organisation.objects.create(name="דמו", slug="demo", created_at=cast.SUNDAY_0900)
    with pytest.raises(CommandError, match="goes by the name demo already; name another folder with --data"):
        call_command("demo")
    assert Organisation.objects.get().name == "דמו"
