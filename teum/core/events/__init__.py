"""The facts that the ledger keeps, in the past tense: ids, moments and digests; never names, texts or addresses."""

from teum.core.events.base import (
    Event,
    read,
)
from teum.core.events.case import (
    CaseAssigned,
    CaseClosed,
    CaseOpened,
    CaseReopened,
)
from teum.core.events.customer import (
    PreferenceChanged,
)
from teum.core.events.disclosure import (
    DecisionMade,
    DisclosureMade,
    DisclosureObjected,
)
from teum.core.events.house import (
    ClockReturned,
    MemberDeactivated,
    MemberJoined,
)
from teum.core.events.incident import (
    IncidentOpened,
    IncidentTold,
    IncidentWorded,
    RemedyOffered,
)
from teum.core.events.link import (
    LinkRenewed,
    LinkRevoked,
)
from teum.core.events.message import (
    CallLogged,
    CallTried,
    MessageAccepted,
    MessageFailed,
    MessageOvertaken,
    MessageQueued,
    MessageReceived,
    MessageSettled,
    MessageUncertain,
    UpdateGiven,
)
from teum.core.events.promise import (
    ActUndone,
    AnswerAwaited,
    ConditionMet,
    HoldingSent,
    ManagerAsked,
    ManagerTold,
    NoDateGiven,
    OwnerAsked,
    OwnerConfirmed,
    OwnerReminded,
    PromiseAccepted,
    PromiseCountered,
    PromiseDeclined,
    PromiseDelegated,
    PromiseDisputed,
    PromiseKept,
    PromiseLapsed,
    PromiseMade,
    PromiseMissed,
    PromiseReleased,
    PromiseReported,
    PromiseRevised,
    PromiseTold,
    PromiseWithdrawn,
    RevisionProposed,
)
from teum.core.events.question import (
    QuestionAnswered,
    QuestionAsked,
)
from teum.core.events.survey import (
    SurveyAnswered,
    SurveyAsked,
)
from teum.core.events.upload import (
    UploadReceived,
)

__all__ = [
    "ActUndone",
    "AnswerAwaited",
    "CallLogged",
    "CallTried",
    "CaseAssigned",
    "CaseClosed",
    "CaseOpened",
    "CaseReopened",
    "ClockReturned",
    "ConditionMet",
    "DecisionMade",
    "DisclosureMade",
    "DisclosureObjected",
    "Event",
    "HoldingSent",
    "IncidentOpened",
    "IncidentTold",
    "IncidentWorded",
    "LinkRenewed",
    "LinkRevoked",
    "ManagerAsked",
    "ManagerTold",
    "MemberDeactivated",
    "MemberJoined",
    "MessageAccepted",
    "MessageFailed",
    "MessageOvertaken",
    "MessageQueued",
    "MessageReceived",
    "MessageSettled",
    "MessageUncertain",
    "NoDateGiven",
    "OwnerAsked",
    "OwnerConfirmed",
    "OwnerReminded",
    "PreferenceChanged",
    "PromiseAccepted",
    "PromiseCountered",
    "PromiseDeclined",
    "PromiseDelegated",
    "PromiseDisputed",
    "PromiseKept",
    "PromiseLapsed",
    "PromiseMade",
    "PromiseMissed",
    "PromiseReleased",
    "PromiseReported",
    "PromiseRevised",
    "PromiseTold",
    "PromiseWithdrawn",
    "QuestionAnswered",
    "QuestionAsked",
    "RemedyOffered",
    "RevisionProposed",
    "SurveyAnswered",
    "SurveyAsked",
    "UpdateGiven",
    "UploadReceived",
    "read",
]
