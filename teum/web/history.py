"""The ledger's facts as sentences: for the desk, and the few that the customer is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from teum.core.window import Window
from teum.queries.promise_view import Entry
from teum.queries.question_view import QuestionView
from teum.web import moments, wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One fact: when, and what happened."""

    at: datetime
    when: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A fact's content, read for wording."""

    entry: Entry
    zone: ZoneInfo
    now: datetime

    @property
    def who(self) -> str:
        """Who acted: a member by name, the customer, or the clock."""
        known = {
            "customer": gettext("The customer"),
            "clock": gettext("The clock"),
            "visitor": gettext("The visitor"),
        }
        return self.entry.who or known.get(self.entry.actor, "")

    def text(self, name: str) -> str:
        """A plain value."""
        return str(self.entry.facts.get(name, ""))

    def moment(self, name: str) -> datetime | None:
        """A moment among the facts."""
        value = self.entry.facts.get(name)
        return datetime.fromisoformat(str(value)) if value else None

    def window(self, prefix: str = "") -> str:
        """A window among the facts, in words."""
        due, start = self.moment(f"{prefix}due"), self.moment(f"{prefix}start")
        if due is None:
            return ""
        there = Window(due=due.astimezone(self.zone), start=start.astimezone(self.zone) if start else None)
        return moments.in_words(there, now=self.now)

    def until(self, name: str) -> str:
        """A moment among the facts by which something is to be there, in words."""
        at = self.moment(name)
        return moments.in_words(Window(due=at.astimezone(self.zone)), now=self.now) if at else ""


def _about(facts: Facts, sentence: str) -> str:
    """Who, and then the fact; a colon spares both languages a guessed gender."""
    return f"{facts.who}: {sentence}" if facts.who else sentence


def _told(facts: Facts) -> str:
    if facts.text("how") == "call":
        return gettext("the customer was told on the phone")
    if facts.text("how") == "by_hand":
        return gettext("the customer was told, by hand")
    return gettext("the customer was told")


def _missed(facts: Facts) -> str:
    if facts.entry.facts.get("told"):
        return gettext("The time passed; the customer had been told beforehand.")
    if facts.entry.facts.get("outage"):
        return gettext("The time passed while the system was down; the customer was not told in time.")
    return gettext("The time passed and the customer had not been told.")


def _kept(facts: Facts) -> str:
    if facts.text("by") == "time":
        return gettext("No objection came by the time that was said: kept.")
    if facts.text("by") == "word":
        return gettext("The word was given: kept.")
    return _about(facts, gettext("all of it arrived: kept"))


def _spoke(facts: Facts) -> str:
    is_reached = facts.entry.facts.get("reached")
    return _about(facts, gettext("spoke with the customer") if is_reached else gettext("called, no answer"))


def _accepted(facts: Facts) -> str:
    if facts.text("how") == "by_hand":
        return gettext("The message was sent by hand.")
    if facts.text("how") == "shown":
        return gettext("The message was shown here only.")
    return gettext("The message was sent.")


def _received(facts: Facts) -> str:
    kind = facts.text("kind_of")
    if kind == "bounce":
        return gettext("A message came back undelivered.")
    if kind == "auto_reply":
        return gettext("An automatic answer came by e-mail; it was filed.")
    if facts.text("standing") == "proven":
        return gettext("The customer wrote by e-mail.")
    return gettext("An e-mail came; nobody has checked that the customer wrote it.")


ENDS = (".", "?")

SENTENCES: dict[str, Callable[[Facts], str]] = {
    "CaseOpened": lambda f: (
        _about(f, gettext("opened the case")) if f.entry.who else gettext("The case was opened.")
    ),
    "CaseClosed": lambda f: (
        gettext("Nothing came from the customer by the date that they were told: the case was closed.")
        if f.text("why") == "silent_customer"
        else gettext("The case was closed.")
    ),
    "CaseReopened": lambda f: gettext("The case was opened again."),
    "CaseAssigned": lambda f: _about(f, gettext("the case has a new owner")),
    "PromiseMade": lambda f: (
        _about(f, gettext("promise recorded, %(window)s") % {"window": f.window()})
        if f.text("nature") != "closing"
        else gettext("The customer is told that we close %(window)s if nothing comes.")
        % {"window": f.window()}
    ),
    "PromiseAccepted": lambda f: _about(f, gettext("the offer was accepted")),
    "PromiseCountered": lambda f: _about(
        f, gettext("asked for another time: %(window)s") % {"window": f.window()}
    ),
    "PromiseDeclined": lambda f: _about(f, gettext("the offer was declined")),
    "PromiseLapsed": lambda f: gettext("No answer came in time: lapsed."),
    "ConditionMet": lambda f: _about(
        f, gettext("what had to come first came; from now on %(window)s") % {"window": f.window()}
    ),
    "PromiseRevised": lambda f: _about(f, gettext("new time, %(window)s") % {"window": f.window()}),
    "RevisionProposed": lambda f: _about(
        f, gettext("asked the customer about a new time, %(window)s") % {"window": f.window("proposed_")}
    ),
    "PromiseReported": lambda f: _about(f, gettext("reported done")),
    "AnswerAwaited": lambda f: gettext(
        "The customer had not been told that it is done; their time to answer starts again."
    ),
    "PromiseKept": _kept,
    "PromiseDisputed": lambda f: _about(f, gettext("something is missing; open again")),
    "PromiseReleased": lambda f: (
        gettext("Another promise took its place.")
        if f.text("replaced_by")
        else gettext("It is no longer waited for.")
        if not f.text("digest") and f.entry.actor != "customer"
        else gettext("The customer let go of it.")
    ),
    "PromiseWithdrawn": lambda f: _about(f, gettext("withdrawn, and the customer told why")),
    "ActUndone": lambda f: _about(f, gettext("undone at once; the customer was not told of it")),
    "PromiseDelegated": lambda f: _about(f, gettext("handed to somebody else")),
    "PromiseTold": _told,
    "PromiseMissed": _missed,
    "OwnerReminded": lambda f: gettext("%(name)s was reminded.") % {"name": f.entry.whom},
    "ManagerAsked": lambda f: (
        gettext("%(name)s was asked first: the last word went out because nobody acted.")
        % {"name": f.entry.whom}
    ),
    "OwnerAsked": lambda f: gettext("%(name)s was asked: is it on time?") % {"name": f.entry.whom},
    "OwnerConfirmed": lambda f: _about(f, gettext("it is on time")),
    "HoldingSent": lambda f: _about(
        f, gettext("holding update; the next word %(window)s") % {"window": f.window("next_")}
    ),
    "ManagerTold": lambda f: gettext("%(name)s was told.") % {"name": f.entry.whom},
    "MessageQueued": lambda f: (
        gettext("A message was written (%(channel)s).")
        % {"channel": wording.CHANNEL_NAMES.get(f.text("channel"), f.text("channel"))}
    ),
    "MessageReceived": _received,
    "MessageAccepted": _accepted,
    "MessageFailed": lambda f: (
        gettext("The message waits to be sent by hand.")
        if f.text("reason") == "by_hand"
        else gettext("The message came back; it did not get through.")
        if f.text("reason") == "bounced"
        else gettext("The message did not get through.")
    ),
    "MessageUncertain": lambda f: gettext("It is not certain that the message went out."),
    "MessageOvertaken": lambda f: gettext("The message was no longer needed."),
    "MessageSettled": lambda f: _about(f, gettext("dealt with the message")),
    "CallLogged": _spoke,
    "ConversationLogged": _spoke,
    "WishHeard": lambda f: gettext("Something that the customer asked for was settled."),
    "CustomerSurprised": lambda f: gettext(
        "The customer turned to us about this before we had told them: a surprise."
    ),
    "SummaryWritten": lambda f: _about(f, gettext("wrote the summary of the conversation")),
    "SummaryConfirmed": lambda f: _about(f, gettext("the summary is right")),
    "SummaryCorrected": lambda f: _about(f, gettext("something in the summary is to be corrected")),
    "CallTried": lambda f: _about(
        f,
        gettext("called; the number is not theirs")
        if f.text("result") == "wrong_number"
        else gettext("called, nobody answered"),
    ),
    "LinkRenewed": lambda f: gettext("The customer asked for a new link to their page; it was sent to them."),
    "LinkRevoked": lambda f: _about(f, gettext("ended the link to the customer's page")),
    "QuestionAsked": lambda f: _about(f, gettext("asked a question")),
    "QuestionAnswered": lambda f: _about(f, gettext("answered the question")),
    "UploadReceived": lambda f: _about(f, gettext("sent a file")),
    "SurveyAsked": lambda f: gettext("The customer was asked how it was."),
    "SurveyAnswered": lambda f: _about(f, gettext("how it was: %(score)s of 5") % {"score": f.text("score")}),
    "UpdateGiven": lambda f: _about(
        f, gettext("update to the customer; the next word %(window)s") % {"window": f.window("next_")}
    ),
}


def lines(entries: Iterable[Entry], *, zone: ZoneInfo, now: datetime) -> list[Line]:
    """Every fact as the desk reads it, each a whole sentence."""
    found = [_line(entry, SENTENCES.get(entry.kind), zone, now) for entry in entries]
    return [line if line.words.endswith(ENDS) else replace(line, words=f"{line.words}.") for line in found]


def _line(entry: Entry, word: Callable[[Facts], str] | None, zone: ZoneInfo, now: datetime) -> Line:
    facts = Facts(entry=entry, zone=zone, now=now)
    text = word(facts) if word else entry.kind
    return Line(at=entry.at, when=moments.at(entry.at, zone=zone, now=now), words=text[:1].upper() + text[1:])


# ── what the customer reads ──


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The words of a case's promises by id: what each says, what had to come first, why it was withdrawn.

    And its questions by theirs.
    """

    sentences: Mapping[int, str]
    conditions: Mapping[int, str]
    disclosures: Mapping[int, str]
    questions: Mapping[int, QuestionView]

    def what(self, facts: Facts) -> str:
        """What the promise of a fact says."""
        return self.sentences.get(facts.entry.promise or 0, "")


def customer_line(entry: Entry, said: Said, *, zone: ZoneInfo, now: datetime) -> Line:
    """What was agreed or changed, told as it was; for facts of the kinds in `TOLD`."""
    return _line(entry, lambda facts: TOLD[entry.kind](facts, said), zone, now)


def _made(facts: Facts, said: Said) -> str:
    """What was agreed, as it was then: an offer, something that had to wait, or plainly when it happens."""
    what, condition = said.what(facts), said.conditions.get(facts.entry.promise or 0, "")
    words = {"what": what, "window": facts.window(), "condition": condition}
    if facts.text("nature") == "closing":
        return gettext("We wrote that we close this %(window)s if we hear nothing from you.") % words
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
        return gettext("An e-mail in your name: %(text)s") % words
    if question.is_mail:
        return gettext("You wrote: %(text)s") % words
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


def _withdrawn(facts: Facts, said: Said) -> str:
    words = {"what": said.what(facts), "why": said.disclosures.get(facts.entry.promise or 0, "")}
    return (gettext("We cancelled this: %(what)s. %(why)s") % words).strip()


TOLD: dict[str, Callable[[Facts, Said], str]] = {
    "PromiseMade": _made,
    "PromiseRevised": lambda f, said: (
        gettext("New time, %(window)s: %(what)s") % {"window": f.window(), "what": said.what(f)}
    ),
    "ConditionMet": lambda f, said: (
        gettext("What had to come first arrived. From now on, %(window)s: %(what)s")
        % {"window": f.window(), "what": said.what(f)}
    ),
    "RevisionProposed": lambda f, said: (
        gettext("We asked about a new time, %(window)s: %(what)s")
        % {"window": f.window("proposed_"), "what": said.what(f)}
    ),
    "PromiseReported": lambda f, said: gettext("Done: %(what)s") % {"what": said.what(f)},
    "PromiseKept": lambda f, said: gettext("Finished: %(what)s") % {"what": said.what(f)},
    "PromiseDisputed": lambda f, said: (
        gettext("Something was missing, and we went on: %(what)s") % {"what": said.what(f)}
    ),
    "PromiseReleased": lambda f, said: gettext("No longer needed: %(what)s") % {"what": said.what(f)},
    "PromiseWithdrawn": _withdrawn,
    "ActUndone": lambda f, said: gettext("We took that back at once: %(what)s") % {"what": said.what(f)},
    "PromiseMissed": lambda f, said: (
        gettext("We did not make the time that was agreed: %(what)s") % {"what": said.what(f)}
    ),
    "HoldingSent": lambda f, said: (
        gettext("We told you that it is not finished, and that the next word comes %(window)s: %(what)s")
        % {"window": f.window("next_"), "what": said.what(f)}
    ),
    "QuestionAsked": _asked,
    "QuestionAnswered": _answered,
    "CaseClosed": lambda f, said: gettext("This matter was finished."),
    "CaseReopened": lambda f, said: gettext("This matter was opened again."),
}
"""What the customer reads of the ledger, by kind."""
