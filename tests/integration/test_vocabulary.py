"""The words that a business adds: they stop its promises and letters, as the built-in ones do, and nobody else's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.cast import (
    MONDAY_1000,
    SUNDAY_0900,
    SUNDAY_1000,
    TUESDAY_1230,
    TUESDAY_1500,
    WEDNESDAY_1200,
    Business,
    by,
    quote,
)
from tests.property.world import World
from teum.actions import cases, contact, promises, vocabulary, words
from teum.actions.vocabulary import MOST, AlreadyListed, TooManyWords
from teum.core.permissions import NotAllowed
from teum.core.refusal import Missing, Refused
from teum.language.vocabulary import OwnWord as Word
from teum.models import Case, Message, Organisation, OwnWord, Promise
from teum.queries import terms
from teum.queries import vocabulary as queries

pytestmark = pytest.mark.django_db

REASON, BETTER = "לא אומר מתי נתפנה", "לכתוב יום ושעה"


def entry(phrase: str = "בין הטיפות", **said: str) -> Word:
    return Word(phrase=phrase, **{"reason": REASON, "better": BETTER, "lang": "he", **said})


def added(business: Business, phrase: str = "בין הטיפות", **said: str) -> OwnWord:
    return vocabulary.add(by=by(business.ruth), word=entry(phrase, **said), now=SUNDAY_0900)


def refused(act: Callable[[], Any]) -> Refused:
    """The refusal of an act."""
    with pytest.raises(Refused) as found:
        act()
    return found.value


# ── what they stop ──


def test_a_promise_with_an_own_word_is_refused_with_its_reason_and_better_wording(galil: Business) -> None:
    added(galil)
    found = refused(lambda: quote(galil, body="אשלח לך את הצעת המחיר בין הטיפות"))
    assert found.code == "vague_window"
    (word,) = found.details["vague"]
    assert (word["quote"], word["reason"]) == ("בין הטיפות", "own")
    assert (word["why"], word["better"], word["field"]) == (REASON, BETTER, "body")
    assert len(found.details["suggestions"]) >= 3
    assert not Promise.objects.of(galil.id).exists()


@pytest.mark.parametrize(
    "said",
    [
        {"includes": ("הצעת מחיר", "תיקון בין הטיפות")},
        {"condition": "הטופס, בין הטיפות", "condition_due": MONDAY_1000},
    ],
)
def test_own_words_are_vague_in_every_field(galil: Business, said: dict[str, Any]) -> None:
    added(galil)
    assert refused(lambda: quote(galil, **said)).code == "vague_window"


def test_a_hedge_of_its_own_is_vague_beside_a_clear_time(galil: Business) -> None:
    added(galil, "מתישהו נראה", kind="time")
    assert quote(galil, body=f"{cast.QUOTE}, מתישהו נראה").state == "open"
    added(galil, "כמיטב יכולתנו", kind="hedge")
    found = refused(lambda: quote(galil, body=f"כמיטב יכולתנו: {cast.QUOTE}"))
    assert [word["quote"] for word in found.details["vague"]] == ["כמיטב יכולתנו"]


def test_words_to_the_customer_and_titles_are_refused(galil: Business) -> None:
    row = quote(galil)
    added(galil)
    acts: list[Callable[[], Any]] = [
        lambda: words.give(
            case_id=row.case_id,
            by=by(galil.yael),
            text="נטפל בין הטיפות",
            next_due=TUESDAY_1230,
            now=SUNDAY_1000,
        ),
        lambda: promises.revise(
            promise_id=row.pk,
            by=by(galil.yael),
            due=WEDNESDAY_1200,
            reason="החלק יגיע בין הטיפות",
            now=MONDAY_1000,
        ),
        lambda: cast.case(galil.yael, galil.john, title="טיפול בין הטיפות"),
    ]
    for act in acts:
        found = refused(act)
        assert found.code == "vague_window"
        assert found.details["vague"][0]["why"] == REASON
    assert Case.objects.of(galil.id).count() == 1


def test_what_was_recorded_stays_and_what_is_removed_stops_nothing(galil: Business) -> None:
    row = quote(galil, body="אשלח לך בין הטיפות את הצעת המחיר עד יום שלישי, 24.11, בשעה 14:00")
    word = added(galil, kind="hedge")
    assert Promise.objects.of(galil.id).get(pk=row.pk).state == "open"
    assert refused(lambda: quote(galil, body="אשלח לך בין הטיפות")).code == "vague_window"
    vocabulary.remove(word_id=word.pk, by=by(galil.ruth))
    assert quote(galil, body="אשלח לך בין הטיפות את המפרט").state == "open"


def test_another_businesss_words_do_nothing(galil: Business) -> None:
    stranger = cast.galil(name="חשמל הכרמל", domain="carmel.example")
    added(stranger, kind="hedge")
    assert quote(galil, body="אשלח לך בין הטיפות את הצעת המחיר").state == "open"
    assert refused(lambda: quote(stranger, body="אשלח לך בין הטיפות את ההצעה")).code == "vague_window"
    assert queries.own(by=by(galil.ruth)) == ()
    assert queries.tried("נטפל בין הטיפות", by=by(galil.ruth), now=SUNDAY_1000).vague == ()


def test_no_own_word_stops_what_the_product_itself_promises(world: World, galil: Business) -> None:
    for phrase in ("נתקשר", "אתקשר", "אעדכן", "עדכון", "אעדכן אותך", "שיחה"):
        added(galil, phrase, kind="hedge")
    row = quote(galil)
    contact.receive(
        organisation_id=galil.id, name="רוני שקד", phone="0541112233", about="מזגן", now=SUNDAY_1000
    )
    opened = cases.open_case(customer_id=galil.dana.pk, by=by(galil.yael), title="דוד", now=SUNDAY_1000)
    assert Promise.objects.of(galil.id).filter(case=opened).count() == 1
    world.until(TUESDAY_1500)
    assert Message.objects.of(galil.id).filter(case=row.case_id, kind="holding", state="accepted").exists()


def test_own_words_cost_a_recorded_promise_no_query(galil: Business) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries_:
            quote(galil)
        return len(queries_)

    asked()
    before = asked()
    for number in range(5):
        added(galil, f"בין הטיפות {number} ככה")
    asked()
    assert asked() == before


# ── the list ──


def test_who_wrote_a_word_and_when_is_kept(galil: Business) -> None:
    word = added(galil, " בין\n הטיפות ", reason=" לא\nאומר ")
    later = SUNDAY_1000 + timedelta(hours=3)
    changed = vocabulary.change(
        word_id=word.pk, by=by(galil.amir), word=entry("בין לבין", kind="hedge"), now=later
    )
    assert changed.pk == word.pk
    (view,) = queries.own(by=by(galil.ruth))
    assert (view.phrase, view.kind, view.who, view.at) == ("בין לבין", "hedge", galil.amir.name, later)
    assert queries.one(word_id=word.pk, by=by(galil.amir)) == view
    found = terms.vocabulary(Organisation.objects.get(pk=galil.id)).entries[0]
    assert (found.words, found.reason["he"]) == (("בין לבין",), REASON)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"phrase": " "}, "incomplete"),
        ({"reason": ""}, "incomplete"),
        ({"better": "\u202e"}, "incomplete"),
        ({"phrase": "14:00"}, "no_phrase"),
        ({"phrase": "ביום"}, "says_times"),
        ({"lang": "fr"}, "invalid"),
        ({"kind": "urgent"}, "invalid"),
        ({"phrase": "א\0"}, "nul_character"),
        ({"phrase": "בֵּין הַטִּיפּוֹת."}, "already_listed"),
    ],
)
def test_what_cannot_be_added_is_refused_and_leaves_the_list_as_it_is(
    galil: Business, said: dict[str, str], code: str
) -> None:
    word = added(galil)
    other = added(galil, "מתישהו נראה")
    assert refused(lambda: added(galil, **{"phrase": "חדשה", **said})).code == code
    change = entry(**{"phrase": "חדשה", **said})
    assert (
        refused(
            lambda: vocabulary.change(word_id=other.pk, by=by(galil.ruth), word=change, now=SUNDAY_1000)
        ).code
        == code
    )
    assert [view.id for view in queries.own(by=by(galil.ruth))] == [other.pk, word.pk]


def test_a_word_may_be_spelled_otherwise(galil: Business) -> None:
    word = added(galil)
    changed = vocabulary.change(word_id=word.pk, by=by(galil.ruth), word=entry("בֵּין הטיפות"), now=SUNDAY_1000)
    assert (changed.phrase, changed.compared) == ("בֵּין הטיפות", "בין הטיפות")


def test_the_list_has_an_end(galil: Business) -> None:
    OwnWord.objects.of(galil.id).bulk_create(
        OwnWord(
            organisation_id=galil.id,
            phrase=f"מילה {number} כזאת",
            compared=f"מילה {number} כזאת",
            language="he",
            kind="time",
            reason=REASON,
            better=BETTER,
            member=galil.ruth,
            at=SUNDAY_0900,
        )
        for number in range(MOST)
    )
    with pytest.raises(TooManyWords):
        added(galil)
    with pytest.raises(AlreadyListed):
        added(galil, "מילה 7 כזאת")


@pytest.mark.parametrize("who", ["yael", "sami"])
def test_others_neither_read_nor_change_the_list(galil: Business, who: str) -> None:
    word, them = added(galil), by(getattr(galil, who))
    acts: list[Callable[[], Any]] = [
        lambda: queries.own(by=them),
        lambda: queries.one(word_id=word.pk, by=them),
        lambda: queries.tried("א", by=them, now=SUNDAY_1000),
        lambda: vocabulary.add(by=them, word=entry("חדשה"), now=SUNDAY_1000),
        lambda: vocabulary.remove(word_id=word.pk, by=them),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()


def test_a_manager_changes_the_list(galil: Business) -> None:
    assert vocabulary.add(by=by(galil.amir), word=entry(), now=SUNDAY_1000).member == galil.amir


def test_another_businesss_word_is_not_there(galil: Business) -> None:
    stranger = cast.galil(name="חשמל הכרמל", domain="carmel.example")
    word = added(galil)
    acts: list[Callable[[], Any]] = [
        lambda: vocabulary.remove(word_id=word.pk, by=by(stranger.ruth)),
        lambda: vocabulary.change(word_id=word.pk, by=by(stranger.ruth), word=entry("אחרת"), now=SUNDAY_1000),
        lambda: queries.one(word_id=word.pk, by=by(stranger.ruth)),
    ]
    for act in acts:
        with pytest.raises(Missing):
            act()
    assert OwnWord.objects.of(galil.id).get().phrase == "בין הטיפות"
    assert added(stranger).compared == word.compared


@pytest.mark.parametrize(
    "wrong",
    [
        {"phrase": ""},
        {"phrase": "א" * 61},
        {"compared": ""},
        {"compared": "בין הטיפות"},
        {"reason": ""},
        {"reason": "א" * 201},
        {"better": ""},
        {"better": "א" * 201},
        {"language": "fr"},
        {"kind": "stall"},
    ],
)
def test_the_database_itself_holds_the_limits(galil: Business, wrong: dict[str, str]) -> None:
    added(galil)
    said = {
        "phrase": "אחרת",
        "compared": "אחרת",
        "language": "he",
        "kind": "time",
        "reason": "א",
        "better": "ב",
    }
    with pytest.raises(DatabaseError), transaction.atomic():
        OwnWord.objects.of(galil.id).create(**{**said, **wrong}, member=galil.ruth, at=SUNDAY_0900)
