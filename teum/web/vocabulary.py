"""The vague words: a sentence to try them on, those of the business, and the built-in ones."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from teum.actions import vocabulary as actions
from teum.core.refusal import Refused
from teum.language.vocabulary import OwnWord
from teum.queries import vocabulary as queries
from teum.queries.vocabulary import OwnWordView
from teum.web import marks, moments, refusals
from teum.web.answers import see
from teum.web.desk import Reader, desk, page
from teum.web.forms.vocabulary import KINDS, TrialForm, WordForm


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def words(request: HttpRequest, reader: Reader) -> HttpResponse:
    """All of them; a new one is added here."""
    form = WordForm(request.POST or None, initial={"language": reader.language})
    if request.method == "POST" and form.is_valid():
        try:
            actions.add(by=reader.by, word=_word(form), now=reader.now)
        except Refused as refused:
            refusals.put(form, refused)
        else:
            flash.success(request, gettext("Added. From now on it is marked wherever people type."))
            return see(reverse("vocabulary"))
    return _page(request, reader, form=form)


@require_POST
@desk
def trial(request: HttpRequest, reader: Reader) -> HttpResponse:
    """What would be marked in a sentence, as a piece of the page while one types; nothing of it is kept."""
    form = TrialForm(request.POST)
    found = _tried(form, reader) if form.is_valid() else {}
    if request.headers.get("HX-Request"):
        return render(request, "parts/tried.html", {"tried": found})
    return _page(
        request, reader, form=WordForm(initial={"language": reader.language}), asked=form, tried=found
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def word(request: HttpRequest, reader: Reader, word_id: int) -> HttpResponse:
    """One word of the business: its reason and its better wording change here."""
    kept = queries.one(word_id=word_id, by=reader.by)
    start = {name: getattr(kept, name) for name in WordForm.base_fields}
    form = WordForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(word_id=word_id, by=reader.by, word=_word(form), now=reader.now)
        except Refused as refused:
            refusals.put(form, refused)
        else:
            flash.success(request, gettext("Saved."))
            return see(reverse("vocabulary"))
    context = {"form": form, "word": kept}
    return page(request, reader, "vocabulary_word.html", context, status=422 if form.errors else 200)


@require_POST
@desk
def removal(request: HttpRequest, reader: Reader, word_id: int) -> HttpResponse:
    """It is marked no more."""
    actions.remove(word_id=word_id, by=reader.by)
    flash.success(request, gettext("Removed. It is not marked any more."))
    return see(reverse("vocabulary"))


def _page(
    request: HttpRequest,
    reader: Reader,
    *,
    form: WordForm,
    asked: TrialForm | None = None,
    tried: dict[str, Any] | None = None,
) -> HttpResponse:
    find = request.GET.get("find", "")[:60].strip()
    context = {
        "form": form,
        "trial": asked or TrialForm(),
        "tried": tried or {},
        "own": [_line(word, reader) for word in queries.own(by=reader.by)],
        "families": queries.families(lang=moments.lang(), find=find),
        "find": find,
    }
    return page(request, reader, "vocabulary.html", context, status=422 if form.errors else 200)


def _word(form: WordForm) -> OwnWord:
    said = {name: form.cleaned_data[name] for name in form.fields}
    return OwnWord(lang=said.pop("language"), **said)


def _tried(form: TrialForm, reader: Reader) -> dict[str, Any]:
    """The sentence with its vague words marked, and why."""
    text = form.cleaned_data["trial"]
    if not text.strip():
        return {}
    found = queries.tried(text, by=reader.by, now=reader.now)
    return {"marked": marks.marked(text, found), "vague": marks.reasons(found)}


def _line(word: OwnWordView, reader: Reader) -> dict[str, Any]:
    return {
        "phrase": word.phrase,
        "reason": word.reason,
        "better": word.better,
        "language": word.language,
        "where": dict(KINDS)[word.kind],
        "who": word.who,
        "when": moments.at(word.at, zone=reader.zone, now=reader.now),
        "url": reverse("vocabulary_word", args=[word.id]),
        "removal_url": reverse("vocabulary_removal", args=[word.id]),
    }
