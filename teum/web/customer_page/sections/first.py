"""The first card answers three questions at a glance: what comes next and by when, where it stands, what we need."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext, ngettext

from teum.web.customer_page import ended, words
from teum.web.customer_page.page import Page, Section, Wait
from teum.web.customer_page.sections import stages, waiting
from teum.web.customer_page.sections.cases import url_of

LONG = 110
"""A sentence of more characters is set smaller on a phone: what we need of them stands on its first screen, too."""


def first(page: Page) -> list[Section]:
    """Always there."""
    waits = [section.wait for section in waiting.in_order(page) if section.wait]
    sentence = f"{_cancelled(page)} {_sentence(page)}".strip()
    facts = {
        "title": page.case.title,
        "sentence": sentence,
        "is_long": len(sentence) > LONG,
        "stands": stages.where(page),
        "is_late": page.late is not None,
        "is_open": page.case.state == "open",
        "wait": _said_once(waits[0], sentence) if waits else None,
        "more": _more(len(waits) - 1),
        "elsewhere": _elsewhere(page),
        "details": [] if page.first or page.case.live else ended.details(page.case),
    }
    return [Section(name="first", facts=facts)]


def _cancelled(page: Page) -> str:
    """What they did comes before what follows from it."""
    alignment = page.case.alignment
    is_cancelled = alignment and alignment.state == "cancelled" and page.case.state == "open"
    return gettext("You cancelled what we agreed.") if is_cancelled else ""


def _sentence(page: Page) -> str:
    if page.late and page.case.next:
        return page.case.next.sentence
    if page.first:
        return page.first.sentence
    reported = next((p for p in page.case.live if p.state == "reported"), None)
    if reported:
        said = {"window": reported.next_in_words}
        if reported.id in page.answers:
            return (
                gettext(
                    "We have answered your question. Please let us know, %(window)s, whether that answers it."
                )
                % said
            )
        return (
            gettext("We have done what we agreed. Please let us know, %(window)s, whether all of it arrived.")
            % said
        )
    if page.case.next is None:
        return ended.sentence(page.case)
    theirs = next((p for p in page.case.live if p.id == page.case.next.promise_id), None)
    said_done = any(q.is_done and q.is_open and theirs and q.about == theirs.id for q in page.case.questions)
    is_past = theirs is not None and not said_done and words.is_overdue(theirs, page.at)
    return words.overdue(theirs) if theirs and is_past else page.case.next.sentence


def _said_once(wait: Wait, sentence: str) -> Wait:
    """What we need, but for words that the page begins with already."""
    return replace(wait, words=gettext("What is written above.")) if wait.words in sentence else wait


def _more(count: int) -> str:
    """How many more things wait for the customer."""
    if count < 1:
        return ""
    return ngettext(
        "After that, one more thing waits for you below.",
        "After that, %(count)d more things wait for you below.",
        count,
    ) % {"count": count}


def _elsewhere(page: Page) -> dict[str, str] | None:
    """That they are waited for in other matters, too, and where: one line, however many they are."""
    waits = [other for other in page.others if other.waits]
    if not waits:
        return None
    if len(waits) == 1:
        said = gettext("We need something from you in another matter: %(title)s")
        return {"words": said % {"title": waits[0].title}, "url": url_of(waits[0], page)}
    said = gettext("We need something from you in %(count)d other matters")
    return {"words": said % {"count": len(waits)}, "url": "#more"}
