"""The promise box: what was understood of the words so far, the windows to take by one tap, and how it all reads."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.forms import Form
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from teum import language
from teum.actions import findings
from teum.actions.promises import Draft
from teum.actions.sent_forms import KEY
from teum.core import draft
from teum.core import window as windows
from teum.core.promise import Debtor, contradicts
from teum.core.refusal import Refused
from teum.core.window import Window
from teum.language import Analysis
from teum.queries import drafts
from teum.queries.case_view import CaseView
from teum.web import closed, ids, marks, moments, owner_choice, refusal_words, window_choice, wording
from teum.web.desk import Reader
from teum.web.forms.promise import PromiseForm
from teum.web.window_choice import WindowChoice

OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A piece of the sentence that the answers make; a gap where one is missing. Leads to its field."""

    field: str
    words: str
    is_missing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What was understood so far."""

    marked: SafeString
    vague: tuple[marks.Vague, ...]
    windows: tuple[WindowChoice, ...]
    said: str
    """The window that is ticked because the words say so, and that follows them."""
    is_other: bool
    notes: tuple[str, ...]
    reads: tuple[Part, ...]
    several: str = ""
    condition: str = ""
    is_drafted: bool = False
    draft_note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """The box as the page draws it."""

    action: str
    check_url: str
    form: PromiseForm
    check: Check
    once: str
    """The key of the form; a draft that is shown again is the same form."""
    tab: str = field(default_factory=lambda: secrets.token_hex(4))
    """The page on which it stands, and the one whose draft it shows: what is typed in another tab is kept, too."""
    of_tab: str = ""
    aside: tuple[str, ...] = ()
    is_open: bool = False
    asks_consent: bool = False
    """Whether the customer has to agree: how they just did is said by one tap."""


def form_of(case: CaseView, reader: Reader, data: Mapping[str, object] | None) -> PromiseForm:
    """The box's form for a case, bound where something was typed."""
    people = owner_choice.people(reader)
    typed = str((data or {}).get("body") or "")
    found = marks.heard(typed, reader)
    naming = owner_choice.named(language.doer(typed, found), people, case)
    others = [
        (str(p.id), gettext("Instead of: %(what)s, %(window)s") % {"what": p.what, "window": p.in_words})
        for p in case.live
        if p.nature == "deed"
    ]
    initial = {
        **({} if data is None else _following(data, found)),
        **owner_choice.following(data or {}, naming, reader),
    }
    form = PromiseForm(
        None if data is None else initial,
        others=others,
        reachable=case.customer.reachable,
        initial=initial,
    )
    owner_choice.offer(form, people, naming)
    return form


def _following(data: Mapping[str, object], found: Analysis) -> Mapping[str, object]:
    """What was typed; a window that was ticked because the words said it is the one that they say now."""
    ticked = data.get("window")
    if not ticked or ticked != data.get("window_said"):
        return data
    said = _said(found)
    return {**data, "window": window_choice.value_of(said[0]) if said else ""}


def draw(case: CaseView, reader: Reader, *, form: PromiseForm | None = None, is_open: bool = False) -> Box:
    """The box of a case: with what was just typed, else with the draft that was kept, else empty."""
    kept = drafts.of(case_id=case.id, by=reader.by) if form is None else None
    shown = form or form_of(case, reader, kept.fields if kept else None)
    if kept is not None:
        shown = _without_errors(shown)
    at = kept.updated_at if kept else None
    return Box(
        action=reverse("promises", args=[case.id]),
        check_url=reverse("promise_check", args=[case.id]),
        form=shown,
        check=check(shown, case, reader, saved_at=at),
        once=str(shown.data.get(KEY, "")),
        of_tab=str(shown.data.get(draft.TAB, "")),
        aside=tuple(one.get("body", "") for one in kept.aside) if kept else (),
        is_open=is_open or kept is not None or not case.live,
    )


def _without_errors(form: PromiseForm) -> PromiseForm:
    """A draft is shown as it was left: what is missing is asked when it is saved."""
    form.is_valid()
    form.errors.clear()
    return form


# ── what was understood ──


def check(
    form: PromiseForm,
    case: CaseView,
    reader: Reader,
    *,
    saved_at: datetime | None = None,
    is_beside: bool = False,
    is_retyped: bool = False,
) -> Check:
    """Read the words and the answers so far; `is_retyped` where it is the words that changed."""
    text = _value(form, "body")
    found = marks.heard(text, reader)
    said, chosen = _said(found), _value(form, "window")
    notes = []
    if is_retyped and said and _is_other_than(chosen, found, reader):
        notes.append(_unticked(chosen, reader))
        chosen = window_choice.value_of(said[0])
    windows_ = window_choice.offered(chosen, reader, said=said)
    ticked = window_choice.ticked(chosen, said)
    notes.append(_closed(ticked or other_window(form, reader), reader))
    note = (
        gettext("Draft kept at %(at)s") % {"at": moments.hour(saved_at, zone=reader.zone)} if saved_at else ""
    )
    if saved_at and is_beside:
        beside = gettext("What you typed in another tab is kept, too.")
        note = f"{note}. {beside}"
    several = len(found.commitments) > 1
    return Check(
        marked=marks.marked(text, found),
        vague=marks.reasons(found),
        windows=windows_,
        said=window_choice.value_of(said[0]) if said and ticked == said[0] else "",
        notes=tuple(note for note in notes if note),
        is_other=_value(form, "window") == OTHER,
        reads=_reads(form, found, windows_, case, reader),
        several=str(refusal_words.WORDS["several"]) if several else "",
        condition=_condition(found),
        is_drafted=saved_at is not None,
        draft_note=note,
    )


def _value(form: PromiseForm, name: str) -> str:
    return str((form[name].value() or "") if name in form.fields else "")


def _condition(found: Analysis) -> str:
    return found.commitments[0].condition or "" if len(found.commitments) == 1 else ""


def _said(found: Analysis) -> list[Window]:
    return [Window(due=c.due, start=c.start) for c in found.commitments if c.due is not None][:1]


def _is_other_than(chosen: str, found: Analysis, reader: Reader) -> bool:
    """Whether a window was picked that the words do not agree with."""
    picked = window_choice.window_of(chosen)
    named = findings.named_in(found, calendar=reader.calendar, now=reader.now)
    if picked is None or named is None:
        return False
    return contradicts(named, closed.here(picked, reader))


def _unticked(chosen: str, reader: Reader) -> str:
    picked = window_choice.window_of(chosen)
    assert picked is not None
    was = closed.in_words(picked, reader)
    return gettext("The words say another time now, so it is ticked, and no longer: %(was)s.") % {"was": was}


def _closed(window: Window | None, reader: Reader) -> str:
    return closed.words(window, reader) if window else ""


# ── how it reads ──


def _reads(
    form: PromiseForm, found: Analysis, choices: Sequence[WindowChoice], case: CaseView, reader: Reader
) -> tuple[Part, ...]:
    what = language.without_time(_value(form, "body"), found)
    included = [line.strip() for line in _value(form, "includes").splitlines() if line.strip()]
    channel = _value(form, "channel") or _channel_said(found)
    who = owner_choice.in_words(form, reader)
    window = next((choice.label for choice in choices if choice.is_chosen), "") or _other(form, reader)
    parts = [
        _part("id_owner" if "owner" in form.fields else "id_body", who, gettext("who?")),
        _part("id_body", what, gettext("what?")),
        _part("id_includes", ", ".join(included), gettext("what is included?")),
        _part("id_channel", str(wording.CHANNELS.get(channel, "")), gettext("how?")),
        _part("id_window", window, gettext("by when?")),
    ]
    if "replaces" in form.fields:
        parts.append(_part("id_replaces", _replaces(form, case), gettext("instead, or as well?")))
    return tuple(parts)


def _part(field_id: str, words: str, question: str) -> Part:
    return Part(field=field_id, words=words or question, is_missing=not words)


def _channel_said(found: Analysis) -> str:
    return found.commitments[0].channel or "" if len(found.commitments) == 1 else ""


def _replaces(form: PromiseForm, case: CaseView) -> str:
    chosen = _value(form, "replaces")
    if chosen == "none":
        return gettext("as well as what is promised already")
    found = next((p for p in case.live if str(p.id) == chosen), None)
    return gettext("instead of: %(what)s") % {"what": found.what} if found else ""


def _other(form: PromiseForm, reader: Reader) -> str:
    window = other_window(form, reader)
    return closed.in_words(window, reader) if window else ""


# ── the answers as given ──


def chosen_window(form: Form, reader: Reader) -> Window | None:
    """The window that was chosen: a chip, or another date and hour. Raises the refusals of a window."""
    data = form.cleaned_data
    given = window_choice.window_of(data.get("window") or "")
    if given:
        return given
    on, at, start = data.get("due_on"), data.get("due_at"), data.get("start_at")
    if not on or not at:
        return None
    due = windows.aware(datetime.combine(on, at), reader.zone)
    return Window(due=due, start=windows.aware(datetime.combine(on, start), reader.zone) if start else None)


def read_window(form: Form, reader: Reader) -> Window | None:
    """The same, or None where it is refused: whoever records it hears why."""
    try:
        return chosen_window(form, reader)
    except Refused:
        return None


def other_window(form: Form, reader: Reader) -> Window | None:
    """The other time that was written, where that is chosen and whole."""
    if not form.is_bound or form["window"].value() != OTHER:
        return None
    form.is_valid()
    return read_window(form, reader)


def draft_of(form: PromiseForm, reader: Reader) -> Draft:
    """The promise as it was given; who the words bind is read from them."""
    data = form.cleaned_data
    window = chosen_window(form, reader)
    replaces = data.get("replaces") or ""
    return Draft(
        body=data.get("body") or "",
        includes=[line for line in (data.get("includes") or "").splitlines() if line.strip()],
        channel=data.get("channel") or None,
        owner=int(data["owner"]) if data.get("owner") else None,
        due=window.due if window else None,
        start=window.start if window else None,
        replaces=ids.read(replaces),
        says_replaces=bool(replaces),
        debtor=_debtor(data.get("body") or "", reader),
        condition_due=reader.moment(data, "condition"),
    )


def _debtor(text: str, reader: Reader) -> Debtor:
    found = language.analyse(text, speaker="provider", now=reader.now, calendar=reader.calendar)
    return Debtor(found.commitments[0].debtor) if len(found.commitments) == 1 else Debtor.PROVIDER


def rewritten(text: str, window: Window | None, reader: Reader) -> str:
    """The words with the chosen window in place of a vague one; as they are where there is nothing to replace."""
    found = marks.heard(text, reader)
    if window is None or not found.vague:
        return text
    lang = found.lang if found.lang == "en" else "he"
    return language.with_time(
        text, found, said=language.in_words(closed.here(window, reader), lang, reader.now)
    )
