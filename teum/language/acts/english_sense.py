"""Whether an English act is meant: not denied, asked for, only hoped for, or said of everybody."""

from __future__ import annotations

from teum.language.acts import english, verbs
from teum.language.acts.act import Act
from teum.language.times.lexicon import Word

_GENERIC = verbs.words("en", "generic")
_DOUBTING = verbs.words("en", "told", "doubting") | {"maybe", "perhaps"}
_OFFERS = verbs.words("en", "told", "offers")
_OF = frozenset(["of", "from", "in", "for", "at", "with", "on"])
_BUYING = frozenset(["purchase", "ordering", "order", "checkout", "dispatch", "payment", "submission"])


def is_negated(words: list[Word], act: Act, first: int) -> bool:
    """Whether not, never, won't or unable stands between the subject and the verb, or before that I."""
    for back in range(act.verb, first - 1, -1):
        norm = words[back].norm
        if norm in (",", "and", "but", "so"):
            return False
        if (
            norm in english.NEGATIVE
            or norm.endswith("n't")
            or [word.norm for word in words[back : back + 2]] == ["no", "way"]
        ):
            return True
    return False


def is_told(words: list[Word], act: Act, first: int) -> bool:
    """Whether the act is only hoped for or asked about: I hope it will, wondering when it will."""
    return any(words[i].norm in _DOUBTING for i in range(first, act.verb))


def is_asked_for(words: list[Word], act: Act, first: int, last: int) -> bool:
    """Whether it is a request, or a policy about orders and customers in general."""
    if act.person != "1" and any(
        words[i].norm in english.REQUEST and _is_request(words, i) for i in range(first, act.verb)
    ):
        return True
    is_yours = any(words[i].norm in ("you", "your") for i in range(act.verb, min(act.verb + 4, last)))
    if words[first].norm in _GENERIC and not is_yours:
        return True
    if any(words[i].norm in _OFFERS for i in range(act.first, act.verb)) or _is_of_any_purchase(
        words, act, last
    ):
        return True
    if words[act.verb - 1].norm == "should" and any(
        words[i].norm in ("me", "us") for i in range(act.verb, min(act.verb + 4, last))
    ):
        return True
    if act.person == "2" and act.tense != "receive":
        return act.lemma in ("need", "please", "have") or any(
            words[i].norm == "if" for i in range(first, act.first)
        )
    subject = range(act.first, act.verb)
    plural = any(words[i].norm in _GENERIC and words[i - 1].norm not in _OF for i in subject)
    named = any(words[i].norm in ("your", "our", "the", "these", "those") for i in subject)
    return plural and not named and not is_yours


def _is_request(words: list[Word], at: int) -> bool:
    """Whether `please` asks, and is not the one of `please note that` and `please be advised`."""
    following = [words[i].norm for i in range(at + 1, min(at + 3, len(words)))]
    return following[:1] not in (["note"], ["know"], ["rest"]) and following not in (
        ["be", "advised"],
        ["be", "informed"],
        ["be", "assured"],
        ["be", "aware"],
    )


def _is_of_any_purchase(words: list[Word], act: Act, last: int) -> bool:
    """A policy that runs from whatever is bought: `we will deliver within 3 days of purchase`."""
    if any(words[i].norm in ("you", "your", "this") for i in range(act.first, last)):
        return False
    return any(
        words[i].norm in _BUYING and words[i - 1].norm in ("of", "from", "after")
        for i in range(act.verb + 1, last)
    )


def is_checking(act: Act) -> bool:
    """Whether it is the checking of `check and get back`."""
    return act.lemma in english.CHECKING


def is_answering(act: Act) -> bool:
    """Whether it is the answer that a check ends with."""
    return act.lemma in english.ANSWERING
