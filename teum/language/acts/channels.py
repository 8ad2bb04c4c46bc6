"""By which way the customer will get it: a word of the channel, or a verb that is one."""

from __future__ import annotations

from teum.language import data_files, grammar
from teum.language.acts import phrases
from teum.language.acts.act import Act
from teum.language.acts.parties import has_staff
from teum.language.times.lexicon import Word

_DATA = data_files.read("channels")
_WORDS = phrases.Phrases(
    (name, channel) for channel, langs in _DATA.items() for names in langs.values() for name in names
)
# Where a text names several, the more telling one is the way.
_RANK = ("whatsapp", "sms", "email", "portal", "phone", "post")

_COMING = grammar.words("channels", "coming")
_ALWAYS_VISIT = frozenset(["קפוץ", "בקר", "אצלך", "קופץ", "מבקר"])
_COME = grammar.words("channels", "come")
_ALWAYS_COME = frozenset(["visit", "visiting"])
_AT_YOURS = grammar.words("channels", "at_yours")
_AT_PLACE = grammar.words("channels", "at_place")
# To be collected at the shop is no visit to the customer; a courier who collects comes.
_IN_TOUCH = frozenset(["touch", "contact"])
_COLLECTING = frozenset(["collect", "collecting", "pick", "picking"])
_OUT = frozenset(["out", "over", "round", "visit", "come", "house", "home", "site", "by"])
_GETTING = frozenset(["have", "send", "get", "having", "sending", "getting"])
_BEING = frozenset(["be", "meet", "meeting"])
_SENDING = frozenset(["send", "sending"])
_PERSONS = grammar.words("channels", "persons")
_PHONE_VERBS = frozenset(["call", "phone", "ring", "telephone", "calling", "phoning", "ringing"])
_CALLING = frozenset(["call", "ring", "phone"])
_WHOM = frozenset(["you", "them", "him", "her", "me", "us"])
_TEXT_VERBS = frozenset(["text", "texting"])
_MAIL_VERBS = frozenset(["email", "e-mail", "emailing"])


def channel(act: Act, words: list[Word], first: int, last: int) -> str | None:
    """The channel of one commitment, from the words of its clause."""
    by_verb = _by_verb(act, words)
    if by_verb:
        return by_verb
    found = _WORDS.all(words, first, last)
    if "post" in found and any(words[i].norm == "list" for i in range(first, last)):
        found.discard("post")  # a mailing list
    if "sms" in found and not _is_message(act, words, first, last):
        found.discard("sms")
    if "phone" in found and not _is_call(act, words, first, last):
        found.discard("phone")
    for name in _RANK:
        if name in found:
            return name
    return "visit" if _is_visit(act, words, first, last) else None


def _by_verb(act: Act, words: list[Word]) -> str:
    if act.lemma in _PHONE_VERBS:
        is_visit = act.verb + 1 < len(words) and words[act.verb + 1].norm in ("round", "by", "in", "over")
        return "visit" if is_visit and not act.is_hebrew else "phone"  # our gardener will call round
    if act.lemma in _TEXT_VERBS:
        return "sms"
    return "email" if act.lemma in _MAIL_VERBS else ""


def _is_message(act: Act, words: list[Word], first: int, last: int) -> bool:
    """Whether `text` or הודעת is a message on the phone: the text of a contract is none."""
    norms = {words[i].norm for i in range(first, last)}
    if norms & {"הודעת", "בהודעת"} and not norms & {"סמס", "טקסט", "sms"}:
        return False
    if norms & {"text", "texts"} and not norms & {"sms"}:
        return act.lemma in (
            "send",
            "get",
            "receive",
            "have",
            "drop",
            "update",
            "confirm",
            "via",
            "notify",
            "be",
        ) and bool(norms & {"message", "by", "via", "a"} or act.lemma == "get")
    return True


def _is_call(act: Act, words: list[Word], first: int, last: int) -> bool:
    """Whether the call is the way, and not a thing that is spoken of (`the call summary`)."""
    norms = [words[i].norm for i in range(first, last)]
    telling = {"טלפונית", "טלפוני", "בטלפון", "להתקשר", "לצלצל", "שיחת", "telephone"}
    if any(norm in telling for norm in norms):
        return True
    if act.is_hebrew:
        if "צלצול" in norms or ("טלפון" in norms and act.lemma.endswith("רים")):  # מרימה לך טלפון
            return True
        return any(part in words[act.verb].norm for part in ("תקשר", "צלצל", "טלפן", "חייג"))
    joined = " ".join(norms)
    if any(norm in _CALLING and _is_whom(norms[i + 1 : i + 3]) for i, norm in enumerate(norms)):
        return True
    return any(
        said in joined
        for said in (
            " a call",
            " a ring",
            "by phone",
            "and call",
            "and ring",
            "and phone",
            "phone call",
            "back a call",
            "over the phone",
            "by telephone",
            "on the phone",
        )
    )


def _is_whom(following: list[str]) -> bool:
    """Whether `call` goes to somebody: `have my manager call you`, and not `the call you had`."""
    return bool(following) and following[0] in _WHOM and following[1:] not in (["had"], ["made"], ["asked"])


def _is_visit(act: Act, words: list[Word], first: int, last: int) -> bool:
    norms = {words[i].norm for i in range(first, last)}
    if act.lemma in _ALWAYS_VISIT or act.lemma in _ALWAYS_COME:
        return True
    if act.is_hebrew and act.lemma in _COMING:
        is_staff = has_staff(words, act) or (act.lemma == "בוא" and bool(norms & _AT_YOURS))
        person = act.person == "1" or (act.person == "3" and is_staff)
        at_yours = bool(norms & _AT_YOURS) or act.lemma in ("גיע", "בוא", "מגיע", "בא", "הגיע")
        return person and at_yours and not (act.lemma in ("היה", "נמצא") and not norms & _AT_YOURS)
    if act.lemma in _COME:
        is_ours = has_staff(words, act)
        if norms & _IN_TOUCH:
            return False
        if act.lemma in _BEING:
            return "round" in norms or ((act.person == "1" or is_ours) and bool(norms & _AT_PLACE))
        return is_ours or (act.person == "1" and act.lemma not in _COLLECTING)
    if act.lemma in _GETTING and has_someone(words, act.verb + 1, last):
        return act.lemma in _SENDING or bool(norms & _OUT)
    if norms & _OUT and any(
        words[i].norm in _GETTING and has_someone(words, i + 1, last) for i in range(act.verb, last)
    ):
        return True
    return any(
        ((i == act.verb and act.lemma in ("שלח", "שולח")) or words[i].norm == "לשלוח")
        and has_someone(words, i + 1, last)
        for i in range(act.verb, min(act.verb + 3, last))
    )


def has_someone(words: list[Word], first: int, last: int) -> bool:
    """Whether a person is sent: `send a technician`, נשלח אליך טכנאי."""
    return any(words[i].norm in _PERSONS for i in range(first, min(first + 4, last)))
