"""What is built once (`models.prepared`) answers and writes as Django does when it builds anew."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import secrets
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, models, transaction

import teum.actions
import teum.queries
from tests import cast_alignment, cast_incident
from tests.cast import SUNDAY_1000, Business, by, fresh, quote
from tests.integration.plans import too_much
from teum.actions import drafts, seals, tokens
from teum.core.delivery import GOES_AHEAD
from teum.models import (
    Affected,
    Agreement,
    Alignment,
    Carrier,
    Case,
    Conversation,
    Disclosure,
    Event,
    Member,
    Message,
    Outage,
    Page,
    Promise,
    Pulse,
    Question,
    Receipt,
    Remark,
    Signature,
    Summary,
    Survey,
    Task,
    Telling,
    Timer,
    Upload,
    Wish,
    prepared,
)
from teum.models.prepared.statements import Changing, Deleting, Given, Kept

pytestmark = pytest.mark.django_db


def built(kind: type[Any]) -> Iterator[tuple[str, Any]]:
    """Every statement of a kind in the product that is built once."""
    for room in (teum.actions, teum.queries):
        for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            for name, value in vars(importlib.import_module(found.name)).items():
                if isinstance(value, kind):
                    yield f"{found.name}.{name}", value


KEPT: dict[str, Kept[Any]] = dict(built(Kept))
CHANGING: dict[str, Changing] = dict(built(Changing))


def facts(row: object) -> object:
    """All that a row holds, with the rows that it was joined to; a single value as it is."""
    if not isinstance(row, models.Model):
        return row
    held = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    joined = {field.name for field in row._meta.concrete_fields} & set(row._state.fields_cache)
    return type(row), held, {name: facts(getattr(row, name)) for name in joined}


def given(business: Business) -> dict[str, Given]:
    """A value for whatever a query may be asked with, such that every query finds something."""
    promise = quote(business)
    Promise.objects.of(promise.organisation_id).filter(pk=promise.pk).update(original_start=promise.due)
    michal = by(Member.objects.of(business.organisation.pk).get(pk=promise.owner_id))
    clear = tokens.make_own(by=by(business.ruth), name="לוח מחוונים", now=SUNDAY_1000)
    drafts.keep(case_id=promise.case_id, fields={"body": "אשלח"}, by=michal, now=SUNDAY_1000)
    message = Message.objects.of(promise.organisation_id).get(case=promise.case_id, customer__isnull=False)
    later = promise.due + timedelta(days=1)
    for kind in ("OwnerAsked", "ManagerAsked"):
        Event.objects.of(promise.organisation_id).create(
            kind=kind,
            case=promise.case_id,
            promise=promise.pk,
            actor="clock",
            at=later,
            facts={"number": 0},
        )
    Telling.objects.of(promise.organisation_id).create(
        promise=promise, number=0, what="word", message=message
    )
    Telling.objects.of(promise.organisation_id).create(promise=promise, number=0, what="call", at=later)
    Task.objects.of(promise.organisation_id).create(
        case=promise.case, member=promise.owner, kind="told", due=later, made_at=later
    )
    taken = _another(message, state="sending", claimed_at=promise.due, claimed_by="w")
    _another(message, kind="holding", at=later, state="overtaken")
    _another(message, state="failed")
    _another(message, channel="whatsapp", needed_by=later)
    Carrier.objects.of(promise.organisation_id).create(
        organisation_id=promise.organisation_id,
        channel="whatsapp",
        away_since=promise.due,
        again_at=later + timedelta(days=1),
    )
    _another(message, needed_by=later + timedelta(days=1))
    _another(message, kind="disputed")
    _another(message, kind="late")
    _another(message, kind="holding")
    _another(message, kind="manager", customer_id=None, member_id=michal.member_id)
    _another(message, send_at=later + timedelta(days=1))
    remark = Remark.objects.of(promise.organisation_id).create(
        case=promise.case, kind="question", text="?", salt="s", by="customer", at=later
    )
    Question.objects.of(promise.organisation_id).create(
        case=promise.case, promise=promise, kind="text", asked=remark
    )
    _conversation(promise, message, remark)
    Survey.objects.of(promise.organisation_id).create(case=promise.case, asked_at=later)
    Question.objects.of(promise.organisation_id).create(
        case=promise.case, promise=quote(business), about=promise, kind="done", asked=remark
    )
    document = Question.objects.of(promise.organisation_id).create(
        case=promise.case, promise=quote(business), about=promise, kind="document", asked=remark
    )
    Upload.objects.of(promise.organisation_id).create(
        case=promise.case,
        question=document,
        media_type="image/png",
        size=1,
        path="a",
        by="customer",
        at=later,
    )
    Disclosure.objects.of(promise.organisation_id).create(
        case=promise.case, promise=promise, kind="fault", told=remark
    )
    _agreement(business, promise)
    touched = [quote(business), quote(business)]
    cast_incident.told(business)
    written = Affected.objects.of(promise.organisation_id).filter(promise=touched[0])
    written.update(state="written", message=message)
    waits = {"call_by": later, "send_at": later, "at": promise.made_at}
    _another(message, **waits)
    Task.objects.of(promise.organisation_id).create(
        case=promise.case, promise=promise, member=promise.owner, kind="ask", due=later, made_at=later
    )
    sibling = fresh(promise)
    sibling.pk = None
    sibling.save(force_insert=True)
    Timer.objects.of(promise.organisation_id).create(
        case=promise.case, promise=sibling, kind="told", fire_at=promise.due
    )
    missed = {"number": 0, "told": True}
    Event.objects.of(promise.organisation_id).create(
        kind="PromiseMissed",
        case=promise.case_id,
        promise=promise.pk,
        actor="clock",
        at=later,
        facts=missed,
    )
    undone = {"message": message.pk, "first": 0, "last": 0}
    Event.objects.of(promise.organisation_id).create(
        kind="CaseRestored", case=promise.case_id, actor="clock", at=later, facts=undone
    )
    word = fresh(promise)
    word.pk, word.nature, word.about = None, "update", promise
    word.save(force_insert=True)
    Telling.objects.of(promise.organisation_id).create(
        promise=sibling, number=0, what="promise", message=message
    )
    Outage.objects.of(promise.organisation_id).create(since=promise.due, until=later)
    Pulse.objects.create(name="clock", at=later)
    page = Page.objects.of(promise.organisation_id).filter(customer=promise.case.customer_id).earliest("pk")
    seals.seal_all()
    return {
        "organisation": promise.organisation_id,
        "case": promise.case_id,
        "promise": promise.pk,
        "subject": promise.pk,
        "customer": promise.case.customer_id,
        "member": michal.member_id or 0,
        "timer": Timer.objects.of(promise.organisation_id).filter(promise=promise).earliest("pk").pk,
        "digest": teum.queries.tokens.digest(clear),
        "token": page.token,
        "message": message.pk,
        "messages": list(Message.objects.of(promise.organisation_id).values_list("pk", flat=True)),
        "kinds": ["late", "holding"],
        "cases": [promise.case_id],
        "moments": [promise.made_at],
        "events": list(Event.objects.of(promise.organisation_id).values_list("pk", flat=True)),
        "organisations": [promise.organisation_id],
        "task": Task.objects.of(promise.organisation_id).filter(member=promise.owner).earliest("pk").pk,
        "due": promise.due,
        "after": 0,
        "reached": 0,
        "left": [1, 2],
        "page": page.pk,
        "until": later,
        "taken": taken,
        "before": message.pk + 1_000,
        "worker": "w",
        "kind": "told",
        "name": "clock",
        "send_at": promise.due,
        "number": 0,
        "now": later,
        "at": later,
        "by": later + timedelta(days=2),
        "since": later,
        "ahead": later + GOES_AHEAD,
        "undoable_since": later,
        "but": " whatsapp 0;",
    }


def _conversation(promise: Promise, message: Message, notes: Remark) -> None:
    """A conversation with a wish and a summary."""
    organisation = promise.organisation_id
    row = Conversation.objects.of(organisation).create(
        case=promise.case,
        member=promise.owner,
        channel="call",
        direction="in",
        reached=True,
        is_whole=True,
        notes=notes,
        at=notes.at,
    )
    Wish.objects.of(organisation).create(conversation=row, position=0, text="?", salt="s", outcome="declined")
    Summary.objects.of(organisation).create(case=promise.case, conversation=row, message=message, at=notes.at)


def _agreement(business: Business, promise: Promise) -> None:
    """What is agreed in its case, signed by its customer and paid."""
    of, case, at = promise.organisation_id, promise.case, promise.due
    alignment = Alignment.objects.of(of).create(
        case=case, template=cast_alignment.template(business), began_at=at
    )
    row = Agreement.objects.of(of).create(
        case=case, alignment=alignment, form="light", language="he", offered_at=at, state="in_force"
    )
    Signature.objects.of(of).create(agreement=row, side="customer", how="page", at=at)
    Agreement.objects.of(of).create(
        case=quote(business).case,
        alignment=alignment,
        form="signed",
        language="he",
        offered_at=at,
        state="offered",
    )
    Receipt.objects.of(of).create(case=case, promise=promise, amount=1, means="cash", on=at.date(), at=at)


def _another(message: Message, **but: Any) -> int:
    """A message like this one, written after it; its number."""
    held = {field.attname: getattr(message, field.attname) for field in Message._meta.concrete_fields}
    del held["id"]
    return Message.objects.of(message.organisation_id).create(**held | {"key": secrets.token_hex(8)} | but).pk


def test_the_queries_of_the_product_are_found() -> None:
    assert {name.split(".")[1] for name in KEPT} == {"actions", "queries"}


def test_what_is_built_once_finds_and_changes_what_django_does(galil: Business) -> None:
    values = given(galil)  # all of them at once: what they are asked with takes long to make
    for name, kept in KEPT.items():
        asked = [values[argument] for argument in inspect.signature(kept._build).parameters]
        django = [facts(row) for row in kept._build(*asked)]
        assert django, name
        for _ in range(2):  # as it is built, and as it is kept
            assert [facts(row) for row in kept(*asked)] == django, name
    for name, change in CHANGING.items():
        asked = [values[argument] for argument in inspect.signature(change._build).parameters]
        _changes_alike(name, change, asked)


def test_what_is_built_once_reads_no_more_than_its_own_rows(galil: Business) -> None:
    values = given(galil)
    asked: dict[str, tuple[Any, ...]] = {}

    def watch(execute: Callable[..., object], sql: str, params: Any, many: bool, context: Any) -> object:
        asked.setdefault(sql, tuple(params or ()))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        for kept in KEPT.values():
            kept(*(values[argument] for argument in inspect.signature(kept._build).parameters))
    assert [(sql, step) for sql, said in asked.items() for step in too_much(sql, said)] == []


def _changes_alike(name: str, change: Changing, asked: list[Given]) -> None:
    said = change._build(*asked)
    rows = said if isinstance(change, Deleting) else said[0]
    by_django = _left(rows.model, rows.delete if rows is said else lambda: rows.update(**said[1]))
    assert by_django[0] and by_django != _left(rows.model, lambda: 0), name
    for _ in range(2):
        assert _left(rows.model, lambda: change(*asked)) == by_django, name


def _left(model: Any, change: Callable[[], Any]) -> tuple[int, list[object]]:
    """How many rows were changed, and all there are then; it is undone."""
    with transaction.atomic():
        count = change()
        left = [facts(row) for row in model._base_manager.order_by("pk")]
        transaction.set_rollback(True)
    return count[0] if isinstance(count, tuple) else count, left


def test_what_is_the_same_each_time_stands_in_the_statement_itself(galil: Business) -> None:
    promise = quote(galil)
    Promise.objects.of(galil.id).filter(pk=promise.pk).update(what="50% הנחה, 'מהיום'")
    kept = prepared.rows(
        lambda organisation, case: Promise.objects.of(organisation).filter(
            case=case, what="50% הנחה, 'מהיום'", channel="email", number=0, condition_due=None
        )
    )
    assert [row.pk for row in kept(galil.id, promise.case_id)] == [promise.pk]
    built, _ = kept.built([galil.id, promise.case_id], connection)
    assert built
    assert len(built.params) == len(built.places) == 2, (
        "it is given the organisation and the case, and no more"
    )


def test_a_query_of_several_finds_them_however_many_are_named(galil: Business) -> None:
    made = [quote(galil) for _ in range(5)]

    @prepared.column
    def kept(
        organisation: int, promises: list[int], moments: list[datetime]
    ) -> models.QuerySet[Promise, int]:
        found = Promise.objects.of(organisation).filter(pk__in=promises, made_at__in=moments)
        return found.order_by("id").values_list("pk", flat=True)

    at = [promise.made_at for promise in made]
    for few in (0, 1, 2, 3, 5):
        assert kept(galil.id, [one.pk for one in made[:few]], at) == [one.pk for one in made[:few]]
    assert kept(galil.id, [made[0].pk], []) == []


def test_a_row_that_is_joined_to_nothing_has_nothing_there(galil: Business) -> None:
    promise = quote(galil)
    (found,) = prepared.rows(
        lambda organisation, promise: (
            Promise.objects.of(organisation).select_related("about", "about__owner").filter(pk=promise)
        )
    )(promise.organisation_id, promise.pk)
    assert found.about is None


def test_a_row_that_was_found_can_be_changed_and_saved_as_any_other(galil: Business) -> None:
    promise = quote(galil)
    (found,) = KEPT["teum.actions.matter._LIVE"](promise.organisation_id, promise.case_id)
    found.what = "הצעת המחיר"
    found.save()
    assert fresh(promise).what == "הצעת המחיר"


def test_what_is_written_reads_back_as_what_django_writes(galil: Business) -> None:
    promise = quote(galil)
    held = {
        field.attname: getattr(promise, field.attname)
        for field in Promise._meta.concrete_fields
        if not field.primary_key
    }
    ours = Promise(**held)
    prepared.insert([ours])
    theirs = Promise(**held)
    theirs.save(force_insert=True)
    written = [{name: getattr(fresh(row), name) for name in held} for row in (ours, theirs)]
    assert ours.pk != theirs.pk
    assert written[0] == written[1] == held


def test_a_new_row_is_as_django_makes_it(galil: Business) -> None:
    values = {"case_id": quote(galil).case_id, "body": "אשלח", "channel": "email", "version": 3}
    ours, theirs = prepared.new(Promise, **values), Promise(**values)
    assert facts(ours) == facts(theirs)
    assert ours._state.adding and ours.includes is not prepared.new(Promise).includes


def test_a_new_row_has_no_columns_that_its_table_lacks() -> None:
    with pytest.raises(TypeError, match="Timer has no due"):
        prepared.new(Timer, due=SUNDAY_1000)


def test_a_row_that_is_gone_is_not_written_to(galil: Business) -> None:
    case = Case.objects.of(galil.organisation.pk).get(pk=quote(galil).case_id)
    case.pk += 1_000
    with pytest.raises(DatabaseError):
        prepared.update(case, "version")
