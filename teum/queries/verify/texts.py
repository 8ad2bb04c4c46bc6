"""Compare the digests that the ledger holds with the texts of the erasable rows; an erased row counts as erased."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NoReturn

from teum.core import digest
from teum.models import Case, Event, Incident, IncidentWord, Message, Promise, Remark, Upload, Wish
from teum.queries.verify.report import Break, Broken, Report

AT_A_TIME = 500
TYPED = (
    "PromiseRevised",
    "RevisionProposed",
    "PromiseDisputed",
    "PromiseReleased",
    "PromiseWithdrawn",
    "CallLogged",
    "ConversationLogged",
    "UpdateGiven",
    "QuestionAsked",
    "QuestionAnswered",
    "DisclosureMade",
    "DecisionMade",
    "NoDateGiven",
    "SurveyAnswered",
    "SurveyAsked",
    "AgreementDeclined",
    "AgreementVoided",
    "CancellingHeard",
)
"""Facts whose digest covers what somebody typed, kept as a remark of the case."""
OF_A_MESSAGE = ("MessageQueued", "MessageReceived")
OF_AN_INCIDENT = ("IncidentOpened", "IncidentWorded")
OF_OURS = ("FileGiven", "PhotoKept")
OF_A_FILE = ("UploadReceived", *OF_OURS)
KINDS = ("CaseOpened", "PromiseMade", "WishHeard", *OF_A_FILE, *OF_A_MESSAGE, *OF_AN_INCIDENT, *TYPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text as its row holds it now: its digest, or None where it was erased."""

    digest: str | None


ERASED = Text(digest=None)


def compare(organisation_id: int, report: Report) -> None:
    """Count the texts that are as they were. Raises `Break` at the first that is not."""
    for run in _in_runs(organisation_id):
        rows = _Rows(organisation_id, run)
        for event in run:
            said = event.facts.get("digest")
            if not said:
                continue
            held = list(rows.texts(event))
            if not held and not _may_be_gone(event):
                _broken("row_missing", event)
            if any(text.digest == said for text in held):
                report.texts += 1
            elif ERASED in held or not held:
                report.erased += 1
            elif not _was_written_again(event):
                _broken("text_changed", event)


def _in_runs(organisation_id: int) -> Iterator[list[Event]]:
    last = 0
    while True:
        events = Event.objects.of(organisation_id).filter(pk__gt=last, kind__in=KINDS).order_by("id")
        run = list(events[:AT_A_TIME])
        if not run:
            return
        yield run
        last = run[-1].pk


class _Rows:
    """The rows whose texts a run of events covers."""

    def __init__(self, organisation_id: int, run: Iterable[Event]) -> None:
        events = list(run)
        cases = {event.case for event in events if event.case}
        self.cases = Case.objects.with_undone(organisation_id).in_bulk(list(cases))
        promises = {event.promise for event in events if event.kind == "PromiseMade"}
        self.promises = Promise.objects.with_undone(organisation_id).in_bulk(list(promises))
        messages = {event.facts["message"] for event in events if event.kind in OF_A_MESSAGE}
        self.messages = Message.objects.of(organisation_id).in_bulk(list(messages))
        wishes = {event.facts["wish"] for event in events if event.kind == "WishHeard"}
        self.wishes = Wish.objects.with_undone(organisation_id).in_bulk(list(wishes))
        told = [event.facts for event in events if event.kind in OF_AN_INCIDENT]
        self.incidents = Incident.objects.of(organisation_id).in_bulk([said["incident"] for said in told])
        self.incident_words = IncidentWord.objects.of(organisation_id).in_bulk(
            [said["word"] for said in told if "word" in said]
        )
        uploads = {event.facts["upload"] for event in events if event.kind in OF_A_FILE}
        self.uploads = Upload.objects.with_undone(organisation_id).in_bulk(list(uploads))
        typed = {event.case for event in events if event.kind in TYPED}
        self.remarks: dict[int, list[Remark]] = {}
        for remark in Remark.objects.of(organisation_id).filter(case__in=list(typed)):
            self.remarks.setdefault(remark.case_id, []).append(remark)

    def texts(self, event: Event) -> Iterator[Text]:
        """The texts that this event's digest may cover; none where their row is gone."""
        match event.kind:
            case "CaseOpened" if event.case in self.cases:
                case = self.cases[event.case]
                yield _text(case.salt, case.title)
            case "PromiseMade" if event.promise in self.promises:
                promise = self.promises[event.promise]
                yield _text(promise.salt, promise.body, list(promise.includes), promise.condition)
            case kind if kind in OF_A_MESSAGE and event.facts["message"] in self.messages:
                message = self.messages[event.facts["message"]]
                yield _text(message.salt, message.subject, message.text, message.address)
            case "WishHeard" if event.facts["wish"] in self.wishes:
                wish = self.wishes[event.facts["wish"]]
                yield _text(wish.salt, wish.text, wish.answer)
            case "IncidentOpened" if event.facts["incident"] in self.incidents:
                incident = self.incidents[event.facts["incident"]]
                yield _text(incident.salt, incident.title, incident.found_by)
            case "IncidentWorded" if event.facts["word"] in self.incident_words:
                word = self.incident_words[event.facts["word"]]
                yield _text(word.salt, word.texts)
            case kind if kind in OF_A_FILE and event.facts["upload"] in self.uploads:
                came = self.uploads[event.facts["upload"]]
                said = [came.text] if kind in OF_OURS else []
                yield _text(came.salt, came.name, came.media_type, came.size, came.sha256, *said)
            case kind if kind in TYPED:
                for remark in self.remarks.get(event.case or 0, []):
                    yield _text(remark.salt, remark.text)


def _text(salt: str, *parts: object) -> Text:
    return Text(digest=digest.of(salt, *parts)) if salt else ERASED


def _may_be_gone(event: Event) -> bool:
    """A word of an incident that is a draft again may be thrown away, and with the first one the incident."""
    if event.kind not in OF_AN_INCIDENT:
        return False
    name = "word" if "word" in event.facts else "incident"
    later = Event.objects.of(event.organisation_id).filter(kind="IncidentUndone", pk__gt=event.pk)
    return later.filter(**{f"facts__{name}": event.facts[name]}).exists()


def _was_written_again(event: Event) -> bool:
    """A message that went on to another channel has another address, and a later fact that covers it."""
    if event.kind != "MessageQueued":
        return False
    later = Event.objects.of(event.organisation_id).filter(
        kind="MessageQueued", case=event.case, pk__gt=event.pk, facts__message=event.facts["message"]
    )
    return later.exists()


def _broken(what: str, event: Event) -> NoReturn:
    raise Break(
        Broken(
            what=what,
            organisation=event.organisation_id,
            event=event.pk,
            case=event.case,
            promise=event.promise,
            message=event.facts.get("message"),
            detail=event.kind,
        )
    )
