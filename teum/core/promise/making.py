"""Making a promise: its five answers, whole, or refused (guarantee 1)."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from teum.core import events
from teum.core.promise.life import State
from teum.core.promise.steps import is_further_delay, is_put_to_customer
from teum.core.promise.value import Change, Condition, Debtor, Heard, Nature, Promise
from teum.core.refusal import Invalid
from teum.core.window import Window


class VagueWindow(Invalid):
    """Two readers would read the time differently, or there is none (A1). Carries `vague` and `suggestions`."""

    code = "vague_window"


class Incomplete(Invalid):
    """One of the five answers is missing (A2). Carries `missing`."""

    code = "incomplete"


class NoAddress(Invalid):
    """No address of the customer serves the channel. Carries `channel`, and `reachable`: those that one serves."""

    code = "no_address"


class WindowMismatch(Invalid):
    """The words name another time than the window. Carries `named`, `due`, and `field`."""

    code = "window_mismatch"


class AnswerAfterDue(Invalid):
    """The offer could still be accepted after its own window."""

    code = "answer_after_due"


class ConditionAfterDue(Invalid):
    """What must come first would come after the window that hangs on it."""

    code = "condition_after_due"


class LaterThanReplaced(Invalid):
    """It takes the place of one that was delayed before, and delays it again unasked. Carries `due` and `agreed_due`.

    The way is to move that one, which asks the customer, or to record the conversation in which they agreed.
    """

    code = "later_than_replaced"


class Several(Invalid):
    """One text holds several promises; each is recorded for itself. Carries `commitments`."""

    code = "several"


@dataclass(frozen=True, slots=True, kw_only=True)
class VagueWord:
    """A marked word: where it stands in `field`, the code of why, and why and what is better in words."""

    quote: str
    start: int
    end: int
    reason: str
    why: str = ""
    better: str = ""
    field: str = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A time that the words name; `whole_day` where they name no hour."""

    due: datetime
    start: datetime | None
    whole_day: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What `language` found in the words."""

    vague: tuple[VagueWord, ...] = ()
    commitments: tuple[str, ...] = ()
    named: Named | None = None
    named_elsewhere: tuple[tuple[str, Named], ...] = ()
    """Times in the other fields, each with its field."""
    suggestions: tuple[dict[str, str | None], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The five answers as given; None where one was not.

    `reachable` are the channels on which the customer has an address; None where that is not asked.
    """

    body: str
    includes: tuple[str, ...]
    owner: int | None
    channel: str | None
    replaces: int | None
    says_replaces: bool
    window: Window | None
    condition: Condition | None = None
    nature: Nature = Nature.DEED
    debtor: Debtor = Debtor.PROVIDER
    answer_by: datetime | None = None
    lacks_condition_due: bool = False
    about: int | None = None
    round: int = 0
    reachable: frozenset[str] | None = None


def require_whole(answers: Answers, *, findings: Findings, has_others: bool) -> None:
    """Refuse unless the five answers are there and two readers would read the same (guarantee 1).

    Vagueness is reported first, then several promises in one text, what is missing, a time that contradicts, and a
    channel that reaches nobody. What is missing besides is said along with the first, so that it is asked once.
    """
    lacks = _lacks(answers, has_others=has_others)
    if findings.vague:
        raise VagueWindow(
            vague=[asdict(word) for word in findings.vague],
            suggestions=list(findings.suggestions),
            **lacks,
        )
    if len(findings.commitments) > 1:
        raise Several(commitments=list(findings.commitments))
    if answers.lacks_condition_due:
        raise Incomplete(**{**lacks, "missing": ["condition_due", *lacks.get("missing", [])]})
    if answers.window is None:
        raise VagueWindow(vague=[], suggestions=list(findings.suggestions), **lacks)
    if "missing" in lacks:
        raise Incomplete(**lacks)
    _require_order(answers, due=answers.window.due)
    if findings.named and contradicts(findings.named, answers.window):
        raise mismatch(findings.named, due=answers.window.due, field="body")
    _require_agreement(answers, findings.named_elsewhere, window=answers.window)
    if lacks:
        raise NoAddress(channel=lacks["no_address"], reachable=lacks["reachable"])


def _require_agreement(answers: Answers, named: tuple[tuple[str, Named], ...], *, window: Window) -> None:
    """A time in what is included agrees with the window, one in the condition with the condition's own due."""
    for field, found in named:
        of_field = window
        if field == "condition" and answers.condition:
            of_field = Window(due=answers.condition.due)
        if contradicts(found, of_field):
            raise mismatch(found, due=of_field.due, field=field)


def mismatch(named: Named, *, due: datetime, field: str) -> WindowMismatch:
    """The refusal of words in a field that name another time."""
    return WindowMismatch(named=named.due.isoformat(), due=due.isoformat(), field=field)


def _require_order(answers: Answers, *, due: datetime) -> None:
    """First the answer or the condition, then what is promised; a term runs from its condition, whenever that comes."""
    if answers.answer_by and answers.answer_by > due:
        raise AnswerAfterDue(answer_by=answers.answer_by.isoformat(), due=due.isoformat())
    condition = answers.condition
    if condition and not condition.term and condition.due > due:
        raise ConditionAfterDue(condition_due=condition.due.isoformat(), due=due.isoformat())


def _lacks(answers: Answers, *, has_others: bool) -> dict[str, Any]:
    """What is missing besides the time, and the channel that reaches nobody with the channels that would."""
    missing = _missing(answers, has_others=has_others)
    found: dict[str, Any] = {"missing": missing} if missing else {}
    reachable = answers.reachable if answers.debtor is Debtor.PROVIDER else None
    if reachable is not None and answers.channel and answers.channel not in reachable:
        found |= {"no_address": answers.channel, "reachable": sorted(reachable)}
    return found


def _missing(answers: Answers, *, has_others: bool) -> list[str]:
    given = {
        "body": _says_something(answers.body),
        "includes": any(_says_something(item) for item in answers.includes),
        "owner": answers.owner is not None,
        "channel": bool(answers.channel),
        "replaces": answers.says_replaces or not has_others,
    }
    return [name for name, there in given.items() if not there]


def _says_something(text: str) -> bool:
    """Whether there is a letter or a digit in it: a lone full stop promises nothing."""
    return any(letter.isalnum() for letter in text)


def contradicts(named: Named, window: Window) -> bool:
    """Whether the words name another time than the window; a day without an hour agrees with any hour of it."""
    zone = window.zone
    if named.whole_day:
        return named.due.astimezone(zone).date() != window.due.astimezone(zone).date()
    starts = named.start is not None and window.start is not None and named.start != window.start
    return named.due != window.due or starts


def make(
    answers: Answers,
    *,
    findings: Findings,
    has_others: bool,
    digest: str,
    now: datetime,
    replaced: Promise | None = None,
    heard: Heard | None = None,
    is_agreed: bool = False,
) -> Change:
    """Record a promise, whole, or refuse; it starts open, waiting for its condition, or offered.

    `is_agreed`: the customer was spoken with, or chose it, and agreed that it takes the place of what is `replaced`, of
    which they know what they have `heard`.
    """
    require_whole(answers, findings=findings, has_others=has_others)
    delays = _taken_over(answers, replaced, heard=heard, is_agreed=is_agreed, now=now) if replaced else 0
    assert answers.window and answers.owner is not None and answers.channel
    state = State.OFFERED if answers.answer_by else State.WAITING if answers.condition else State.OPEN
    promise = Promise(
        state=state,
        window=answers.window,
        owner=answers.owner,
        answerable=answers.owner,
        nature=answers.nature,
        debtor=answers.debtor,
        channel=answers.channel,
        answer_by=answers.answer_by,
        condition=answers.condition,
        replaces=answers.replaces,
        about=answers.about,
        round=answers.round,
        revisions=delays,
    )
    made = events.PromiseMade(
        nature=str(promise.nature),
        state=str(state),
        debtor=str(promise.debtor),
        owner=promise.owner,
        channel=promise.channel,
        zone=promise.window.zone.key,
        due=promise.window.due,
        start=promise.window.start,
        digest=digest,
        replaces=promise.replaces,
        about=promise.about,
        round=promise.round,
        delays=promise.revisions,
        answer_by=promise.answer_by,
        condition_due=promise.condition.due if promise.condition else None,
        term=promise.condition.term if promise.condition else None,
    )
    return Change(promise=promise, events=(made,))


def _taken_over(
    answers: Answers, replaced: Promise, *, heard: Heard | None, is_agreed: bool, now: datetime
) -> int:
    """The delays of what it takes the place of, and one more where it comes later.

    Where another time for that one would wait for the customer's word, so does another promise of a later time. What
    runs from its condition has no time as yet, and counts as later; what was only offered could not be delayed.
    """
    assert answers.window
    if replaced.debtor is Debtor.CUSTOMER:
        return 0
    has_no_time = answers.condition is not None and answers.condition.term is not None
    is_later = has_no_time or answers.window.due.astimezone(UTC) > replaced.window.due.astimezone(UTC)
    if is_later and not is_agreed and is_put_to_customer(replaced, now=now, heard=heard):
        raise LaterThanReplaced(
            due=answers.window.due.isoformat(), agreed_due=replaced.window.due.isoformat()
        )
    is_delay = is_later and replaced.state is not State.OFFERED
    return replaced.revisions + (is_delay and is_further_delay(replaced, heard))
