"""Who may do what: the one place where it is asked."""

from enum import StrEnum

from teum.core import reach
from teum.core.actor import Actor, Role
from teum.core.refusal import Forbidden


class Act(StrEnum):
    """What can be asked for."""

    SEE_CASE = "see_case"
    SEE_ALL = "see_all"
    RECORD = "record"
    CHANGE_PROMISE = "change_promise"
    CLOSE = "close"
    MANAGE_CUSTOMERS = "manage_customers"
    SEE_MESSAGES = "see_messages"
    MANAGE_MEMBERS = "manage_members"
    MANAGE_ORGANISATION = "manage_organisation"
    MANAGE_WORDS = "manage_words"
    MANAGE_POLICY = "manage_policy"
    MANAGE_SERVICES = "manage_services"
    ANSWER_AS_CUSTOMER = "answer_as_customer"
    OPEN_CASE = "open_case"
    ASK_QUESTION = "ask_question"
    DISCLOSE = "disclose"
    DECIDE = "decide"
    REVOKE_LINK = "revoke_link"
    UPLOAD = "upload"
    HAND_OVER = "hand_over"
    PREFER = "prefer"
    SEE_FIGURES = "see_figures"
    TELL_MANY = "tell_many"
    SIGN = "sign"
    SIGN_AS_CUSTOMER = "sign_as_customer"
    CANCEL = "cancel"


_STAFF = {
    Act.SEE_CASE,
    Act.SEE_ALL,
    Act.RECORD,
    Act.CHANGE_PROMISE,
    Act.CLOSE,
    Act.MANAGE_CUSTOMERS,
    Act.SEE_MESSAGES,
    Act.OPEN_CASE,
    Act.ASK_QUESTION,
    Act.DISCLOSE,
    Act.DECIDE,
    Act.REVOKE_LINK,
    Act.UPLOAD,
    Act.HAND_OVER,
    Act.SIGN,
    Act.CANCEL,
}
_BY_ROLE: dict[Role, set[Act]] = {
    Role.PRINCIPAL: set(Act) - {Act.ANSWER_AS_CUSTOMER, Act.PREFER, Act.SIGN_AS_CUSTOMER},
    Role.MANAGER: _STAFF
    | {
        Act.MANAGE_MEMBERS,
        Act.MANAGE_POLICY,
        Act.MANAGE_SERVICES,
        Act.MANAGE_WORDS,
        Act.SEE_FIGURES,
        Act.TELL_MANY,
    },
    Role.AGENT: _STAFF,
    Role.PARTNER: {Act.SEE_CASE, Act.CHANGE_PROMISE},
}
_BY_KIND: dict[str, set[Act]] = {
    "clock": set(Act) - {Act.DECIDE, Act.SIGN, Act.SIGN_AS_CUSTOMER, Act.CANCEL},
    "customer": {
        Act.SEE_CASE,
        Act.ANSWER_AS_CUSTOMER,
        Act.ASK_QUESTION,
        Act.DECIDE,
        Act.SIGN_AS_CUSTOMER,
        Act.PREFER,
        Act.UPLOAD,
    },
    "visitor": {Act.OPEN_CASE, Act.MANAGE_CUSTOMERS, Act.RECORD},
}


class NotAllowed(Forbidden):
    """This person may not do this."""

    code = "not_allowed"


def sees(by: Actor, *, owner_id: int | None, has_promised: bool) -> bool:
    """Whether a case of the business is there for a member: for a partner, where something in it is theirs."""
    return by.role is not Role.PARTNER or owner_id == by.member_id or has_promised


def meets(by: Actor, *, owner_id: int | None, is_open: bool, channel: str) -> bool:
    """Whether a promise lets a member know whom they come to or call, on which number and where.

    A partner only where it is theirs and open, and they have to come or to call.
    """
    is_theirs = owner_id == by.member_id and is_open and channel in reach.IN_PERSON
    return by.role is not Role.PARTNER or is_theirs


def may(by: Actor, act: Act, *, owner_id: int | None = None) -> bool:
    """Whether `by` may do `act`; a partner only where they are the owner (`owner_id`)."""
    allowed = _BY_ROLE[by.role] if by.role else _BY_KIND[by.kind]
    if by.role is Role.PARTNER and owner_id != by.member_id:
        return False
    return act in allowed


def require(by: Actor, act: Act, *, owner_id: int | None = None) -> None:
    """Refuse with `not_allowed` unless `by` may do `act`."""
    if not may(by, act, owner_id=owner_id):
        raise NotAllowed(act=str(act))
