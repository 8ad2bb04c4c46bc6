"""The ledger's facts as sentences: for the desk, and the few that the customer is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from teum.core.remedy import Kind, Remedy
from teum.core.window import Window
from teum.language.notices.incident import value
from teum.language.notices.money import price_words
from teum.queries.promise_view import Entry
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


def _restored(why: str) -> str:
    if why == "misplaced":
        return gettext("took out of the case an email that does not belong in it")
    if why == "misplaced_files":
        return gettext("took out of the case the files that came with that email")
    return gettext("undid it at once: all is as it was before")


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


def _settled(facts: Facts) -> str:
    said = {
        "call": gettext("told the customer on the phone what the message says"),
        "in_person": gettext("told the customer in person what the message says"),
    }
    return _about(facts, said.get(facts.text("way"), gettext("dealt with the message")))


def _received(facts: Facts) -> str:
    kind = facts.text("kind_of")
    if kind == "bounce":
        return gettext("A message came back undelivered.")
    if kind == "auto_reply":
        return gettext("An automatic answer came by email; it was filed.")
    if facts.text("standing") == "proven":
        return gettext("The customer wrote by email.")
    return gettext("An email came; nobody has checked that the customer wrote it.")


def _paid(facts: Facts) -> str:
    amount = price_words(int(facts.text("amount")), moments.lang())
    return _about(facts, gettext("a payment came: %(amount)s") % {"amount": amount})


def _offered(facts: Facts) -> str:
    worth = value(Remedy(kind=Kind(facts.text("kind_of")), value=int(facts.text("value"))))
    return gettext("offered the customer %(worth)s off for the delay") % {"worth": wording.isolated(worth)}


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
    "CaseRestored": lambda f: _about(f, _restored(f.text("why"))),
    "CaseServiceSet": lambda f: _about(f, gettext("set what the case is about")),
    "AlignmentBegun": lambda f: _about(f, gettext("what both sides expect is gone through")),
    "AlignmentShown": lambda f: _about(f, gettext("the customer is asked to approve what both sides expect")),
    "AlignmentChanged": lambda f: _about(f, gettext("something was said of what both sides expect")),
    "AlignmentApproved": lambda f: _about(f, gettext("what both sides expect was approved by the customer")),
    "AlignmentDropped": lambda f: _about(f, gettext("what both sides expect was dropped")),
    "CancellingHeard": lambda f: _about(f, gettext("wrote down that the customer cancels")),
    "AlignmentCancelled": lambda f: _about(f, gettext("what was agreed was cancelled by the customer")),
    "AgreementMade": lambda f: (
        _about(f, gettext("an agreement was sent to be signed"))
        if f.text("form") == "signed"
        else gettext("What was agreed is written down.")
    ),
    "AgreementWritten": lambda f: gettext("The file to sign was made."),
    "AgreementOpened": lambda f: _about(f, gettext("the agreement was opened to be read")),
    "AgreementConfirmed": lambda f: _about(f, gettext("a section of the agreement was confirmed")),
    "CodeSent": lambda f: gettext("A one-time code was sent."),
    "CodeProven": lambda f: gettext("The one-time code was given back."),
    "AgreementSigned": lambda f: (
        _about(f, gettext("the customer signed"))
        if f.text("side") == "customer"
        else _about(f, gettext("signed for the business"))
    ),
    "AgreementInForce": lambda f: gettext("The agreement is in force."),
    "AgreementSealed": lambda f: gettext(
        "The file of the agreement was sealed, with the evidence of what happened."
    ),
    "AgreementDeclined": lambda f: _about(f, gettext("the agreement as it is does not suit the customer")),
    "AgreementVoided": lambda f: _about(f, gettext("the agreement was taken back")),
    "AgreementCancelled": lambda f: gettext("The agreement holds no more."),
    "AgreementReplaced": lambda f: gettext("The version before holds no longer."),
    "ProcessBegun": lambda f: _about(f, gettext("the case follows a process")),
    "ProcessRenewed": lambda f: _about(f, gettext("the stages ahead are those of the process now")),
    "ProcessLeft": lambda f: _about(f, gettext("the case follows its process no longer")),
    "StageEntered": lambda f: _about(f, gettext("a stage of the process began")),
    "StageLeft": lambda f: _about(f, gettext("a stage of the process is over")),
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
    "NoDateGiven": lambda f: _about(
        f,
        gettext("told that there is no new date; the next update %(window)s") % {"window": f.window("next_")},
    ),
    "PromiseReported": lambda f: _about(f, gettext("reported done")),
    "AnswerAwaited": lambda f: (
        gettext("The system was away when the customer was to be reminded; their time starts again.")
        if f.entry.facts.get("unreminded")
        else gettext("The customer had not been told that it is done; their time to answer starts again.")
    ),
    "PromiseKept": _kept,
    "PromiseDisputed": lambda f: _about(f, gettext("something is missing; open again")),
    "PromiseReleased": lambda f: (
        gettext("Another promise took its place.")
        if f.text("replaced_by")
        else gettext("It is no longer waited for.")
        if not f.text("digest") and f.entry.actor != "customer"
        else gettext("The customer released us from it.")
    ),
    "PromiseWithdrawn": lambda f: _about(f, gettext("taken back, and the customer told why")),
    "ActUndone": lambda f: _about(f, gettext("undone at once; the customer was not told of it")),
    "PromiseDelegated": lambda f: _about(f, gettext("handed to somebody else")),
    "PromiseTold": _told,
    "PromiseMissed": _missed,
    "OwnerReminded": lambda f: gettext("%(name)s was reminded.") % {"name": f.entry.whom},
    "ManagerAsked": lambda f: (
        gettext("%(name)s was asked first: the last update went out because nobody acted.")
        % {"name": f.entry.whom}
    ),
    "OwnerAsked": lambda f: gettext("%(name)s was asked: is it on time?") % {"name": f.entry.whom},
    "OwnerConfirmed": lambda f: _about(f, gettext("it is on time")),
    "HoldingSent": lambda f: _about(
        f, gettext("interim update; the next one %(window)s") % {"window": f.window("next_")}
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
    "MessageSettled": _settled,
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
    "DisclosureMade": lambda f: _about(f, gettext("told the customer what is good to know")),
    "DecisionMade": lambda f: (
        gettext("The customer chose, on their page.")
        if f.text("how") == "page"
        else _about(f, gettext("recorded what the customer chose"))
    ),
    "DisclosureObjected": lambda f: gettext("It does matter to the customer, and they said why."),
    "PaymentCame": _paid,
    "PaymentReversed": lambda f: _about(
        f,
        gettext("the payment did not come after all: written down by mistake")
        if f.text("why") == "mistake"
        else gettext("the payment did not come after all: it bounced"),
    ),
    "UploadReceived": lambda f: _about(f, gettext("sent a file")),
    "FileGiven": lambda f: _about(f, gettext("handed a file over to the customer")),
    "PhotoKept": lambda f: _about(f, gettext("put a photo into the case")),
    "SurveyAsked": lambda f: gettext("The customer was asked how it was."),
    "SurveyAnswered": lambda f: _about(f, gettext("how it was: %(score)s of 5") % {"score": f.text("score")}),
    "IncidentTold": lambda f: gettext("told the customer of what touches many"),
    "RemedyOffered": _offered,
    "UpdateGiven": lambda f: _about(
        f, gettext("update to the customer; the next one %(window)s") % {"window": f.window("next_")}
    ),
}


def lines(entries: Iterable[Entry], *, zone: ZoneInfo, now: datetime) -> list[Line]:
    """Every fact as the desk reads it, each a whole sentence."""
    found = [line(entry, SENTENCES.get(entry.kind), zone, now) for entry in entries]
    return [it if it.words.endswith(ENDS) else replace(it, words=f"{it.words}.") for it in found]


def line(entry: Entry, word: Callable[[Facts], str] | None, zone: ZoneInfo, now: datetime) -> Line:
    """One fact in the words of a table; a kind that has none is named as it is."""
    facts = Facts(entry=entry, zone=zone, now=now)
    text = word(facts) if word else entry.kind
    return Line(
        at=entry.at, when=moments.alone(entry.at, zone=zone, now=now), words=text[:1].upper() + text[1:]
    )
