"""The ledger's facts as the customer reads them: what was agreed, changed, asked and chosen, told as it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from teum.queries.disclosure_view import DisclosureView
from teum.queries.promise_view import Entry
from teum.queries.question_view import QuestionView
from teum.web import disclosure, wording
from teum.web.history import Facts, Line, line


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The words of a case's promises by id: what each says, what had to come first, why it was withdrawn.

    And its questions and disclosures by theirs.
    """

    sentences: Mapping[int, str]
    conditions: Mapping[int, str]
    disclosures: Mapping[int, str]
    questions: Mapping[int, QuestionView]
    told: Mapping[int, DisclosureView]
    theirs: frozenset[int] = frozenset()
    """The promises that are the customer's own."""

    def what(self, facts: Facts) -> str:
        """What the promise of a fact says."""
        return self.sentences.get(facts.entry.promise or 0, "")


def customer_line(entry: Entry, said: Said, *, zone: ZoneInfo, now: datetime) -> Line:
    """What was agreed or changed, told as it was; for facts of the kinds in `TOLD`."""
    return line(entry, lambda facts: TOLD[entry.kind](facts, said), zone, now)


def _made(facts: Facts, said: Said) -> str:
    """What was agreed, as it was then: an offer, something that had to wait, or plainly when it happens."""
    what, condition = said.what(facts), said.conditions.get(facts.entry.promise or 0, "")
    words = {"what": what, "window": facts.window(), "condition": condition}
    if facts.text("nature") == "closing":
        return gettext("We wrote that we would close this %(window)s if we heard nothing from you.") % words
    if facts.text("state") == "offered":
        words["until"] = facts.until("answer_by")
        return gettext("We offered, and asked for your answer %(until)s: %(what)s, %(window)s") % words
    if facts.text("state") == "waiting" and condition:
        words["until"] = facts.until("condition_due")
        if not facts.text("term"):  # else its window runs from the condition, and is not known yet
            words["what"] = f"{what} {facts.window()}"
        return gettext("We agreed: first, %(until)s: %(condition)s. After that: %(what)s") % words
    return gettext("We agreed: %(what)s %(window)s") % words


def _asked(facts: Facts, said: Said) -> str:
    question = said.questions[int(facts.text("question"))]
    words = {"text": wording.isolated(question.text)}
    if question.is_claimed:
        return gettext("An email in your name: %(text)s") % words
    if question.is_mail:
        return gettext("You wrote: %(text)s") % words
    if question.is_correction:
        return gettext("Your correction of the summary: %(text)s") % words
    if question.is_told:
        return gettext("You told us: %(text)s") % words
    return (
        gettext("We asked: %(text)s") % words
        if question.debtor == "customer"
        else gettext("You asked: %(text)s") % words
    )


def _answered(facts: Facts, said: Said) -> str:
    """The answer; of one that another followed, only that there was one: a question keeps the words of its last."""
    question = said.questions[int(facts.text("question"))]
    words = {"text": wording.isolated(question.text), "answer": wording.isolated(question.answer)}
    if question.is_right:
        return gettext("You said that we had understood you right: %(text)s") % words
    if question.is_document:
        return gettext("The document arrived: %(text)s") % words
    if question.debtor == "customer":
        return gettext("You answered: %(answer)s") % words
    if facts.entry.at != question.answered_at:
        return gettext("We answered your question: %(text)s") % words
    return gettext("We answered: %(answer)s") % words


def _told_of(facts: Facts, said: Said) -> str:
    shown = said.told[int(facts.text("disclosure"))].shown
    return gettext("We told you: %(text)s") % {"text": wording.isolated(shown.what)} if shown else ""


def _decided(facts: Facts, said: Said) -> str:
    chosen = said.told[int(facts.text("disclosure"))].choice
    words = {"option": disclosure.option_line(chosen, now=facts.now)} if chosen else {"option": ""}
    return gettext("You chose: %(option)s") % words


def _withdrawn(facts: Facts, said: Said) -> str:
    words = {"what": said.what(facts), "why": said.disclosures.get(facts.entry.promise or 0, "")}
    return (gettext("We cancelled this: %(what)s. %(why)s") % words).strip()


def _missed(facts: Facts, said: Said) -> str:
    """Whose time passed: what they were to do is no delay of ours."""
    words = {"what": said.what(facts)}
    if facts.entry.promise in said.theirs:
        return gettext("The time that we agreed passed, and this had not come yet: %(what)s") % words
    return gettext("We missed the time that was agreed: %(what)s") % words


TOLD: dict[str, Callable[[Facts, Said], str]] = {
    "PromiseMade": _made,
    "PromiseRevised": lambda f, said: (
        gettext("New time, %(window)s: %(what)s") % {"window": f.window(), "what": said.what(f)}
    ),
    "ConditionMet": lambda f, said: (
        gettext("What had to come first has arrived. From now on, %(window)s: %(what)s")
        % {"window": f.window(), "what": said.what(f)}
    ),
    "RevisionProposed": lambda f, said: (
        gettext("We asked about a new time, %(window)s: %(what)s")
        % {"window": f.window("proposed_"), "what": said.what(f)}
    ),
    "NoDateGiven": lambda f, said: (
        gettext(
            "We told you that we had no new date, and that you would hear from us again %(window)s: %(what)s"
        )
        % {"window": f.window("next_"), "what": said.what(f)}
    ),
    "PromiseReported": lambda f, said: gettext("Done: %(what)s") % {"what": said.what(f)},
    "PromiseKept": lambda f, said: gettext("Finished: %(what)s") % {"what": said.what(f)},
    "PromiseDisputed": lambda f, said: (
        gettext("Something was missing, so we went on with it: %(what)s") % {"what": said.what(f)}
    ),
    "PromiseReleased": lambda f, said: gettext("No longer needed: %(what)s") % {"what": said.what(f)},
    "PromiseWithdrawn": _withdrawn,
    "PromiseMissed": _missed,
    "HoldingSent": lambda f, said: (
        gettext(
            "We told you that it was not finished, and that you would hear from us again %(window)s: %(what)s"
        )
        % {"window": f.window("next_"), "what": said.what(f)}
    ),
    "QuestionAsked": _asked,
    "QuestionAnswered": _answered,
    "DisclosureMade": _told_of,
    "DecisionMade": _decided,
    "FileGiven": lambda f, said: gettext("We put a file for you on your page."),
    "CaseClosed": lambda f, said: gettext("This matter was finished."),
    "CaseReopened": lambda f, said: gettext("This matter was opened again."),
}
"""What the customer reads of the ledger, by kind."""
