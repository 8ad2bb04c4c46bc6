"""English acts: we'll send, the driver will come, you'll have it, I'm paying today, we undertake to complete."""

from __future__ import annotations

from functools import lru_cache

from teum.language import grammar
from teum.language.acts import announced, english_shape, english_short, verbs
from teum.language.acts.act import Act
from teum.language.times.lexicon import Word
from teum.language.tokens import EN, HE, NUM

FIRST = verbs.words("en", "subjects", "first")
SECOND = verbs.words("en", "subjects", "second")
REPORTED = verbs.words("en", "reported")
REQUEST = verbs.words("en", "request")
QUESTION = verbs.words("en", "question")
STARTS_UNREAL = verbs.words("en", "hypothetical", "starts")
NEGATIVE = verbs.words("en", "future", "negative")
_WILL = frozenset({"will", "shall"})
_CONTRACTED = verbs.words("en", "future", "contracted")
_PLEDGE = verbs.words("en", "future", "pledge")
_PLANNED = verbs.words("en", "future", "planned")
_BE = verbs.words("en", "future", "be")
_RECEIVE = verbs.words("en", "future", "receive")
_NOT_BE = verbs.words("en", "not_promises", "be")
_NOT_VERBS = verbs.words("en", "not_promises", "verbs")
CHECKING = verbs.words("en", "checking")
ANSWERING = verbs.words("en", "checking", "answering")
_ADVERBS = grammar.words("english", "adverbs")
_PLEDGES = frozenset(["undertakes", "commits", "pledges", "intends", "plans", "aims", "agrees"])
# Let me know, let me have it, let me tell you: they ask or only lead in.
_ASKS = frozenset(
    ["know", "have", "see", "hear", "tell", "explain", "be", "say", "add", "guess", "go", "in", "down", "out"]
)
_GIVING = grammar.words("english", "giving")
_NO_DEEDS = grammar.words("english", "no_deeds")
_ARE = frozenset(["am", "are"])  # of I am paying, we are sending
_CONJUNCTIONS = frozenset(["and", "but", "so", "or", "then", "as"])
_EDGES = grammar.words("english", "edges")
_INFORMAL = {"imma": "i", "ima": "i", "i'ma": "i", "ill": "i", "youll": "you", "theyll": "they", "itll": "it"}


def find(words: list[Word], first: int, last: int, has_time: bool) -> list[Act]:
    """The acts among the words of one sentence, in their order."""
    found: list[Act] = []
    for at in range(first, last):
        if words[at].kind != EN:
            continue
        if found and at == found[-1].verb and words[at].norm in _PLEDGE:
            continue
        act = _act(words, at, first, last, has_time) if may_tell(words[at].norm) else None
        if act is not None and not (found and act.verb <= found[-1].verb):
            found.append(act)
        elif act is None and found and _continues(words, at, found[-1], last):
            found.append(
                Act(at + 1, at + 1, found[-1].person, words[at + 1].norm, found[-1].tense, needs_time=False)
            )
    return found


def _continues(words: list[Word], at: int, act: Act, last: int) -> bool:
    """`and attempt`, `and get back`: a second verb under the same will."""
    if words[at].norm not in ("and", "then") or at + 1 >= last or words[at + 1].norm == "then":
        return False
    return words[at + 1].norm in ANSWERING | _PLEDGE | _VERBS and act.tense in ("future", "pledge")


_FOLLOWS = frozenset(["comes", "follows", "is"])
_SETS_OUT = _FOLLOWS | grammar.words("english", "sets_out")
_LETTING = frozenset(["gonna", "going", "let", "expect", "should", "guarantee", "promise"])
_TELLING = _WILL | _CONTRACTED | _PLEDGE | _PLEDGES | _PLANNED | _SETS_OUT | _LETTING
_GOES = frozenset(["go", "goes"])
_GOES_ON = frozenset(["out", "in", "live", "to", "into", "through", "back", "over"])
_GETS = frozenset(["gets"])
_VERBS = grammar.words("english", "verbs")


@lru_cache(maxsize=4096)
def may_tell(norm: str) -> bool:
    """Whether a word may tell of an act, whatever stands around it; most words may not."""
    return (
        norm in _TELLING
        or norm.endswith(("'ll", "ing"))
        or english_short.may_tell(norm)
        or english_shape.may_tell(norm)
    )


def _act(words: list[Word], at: int, first: int, last: int, has_time: bool) -> Act | None:
    norm = words[at].norm
    if (
        norm in _WILL
        or norm.endswith("'ll")
        or (norm in _CONTRACTED and norm in _INFORMAL)
        or norm == "gonna"
    ):
        return _future(words, at, first, last)
    if norm == "going" and _is_going_to(words, at, first, last):
        return _make(words, at, at + 2, first, last, "future")
    if norm in _PLEDGE and at + 2 < last and words[at + 1].norm == "to" and at > first:
        before = words[at - 1].norm
        if before in FIRST or before in ("and", "will", "be", "are", "am", "hereby"):
            return _make(words, at, at + 2, first, last, "pledge")
    if norm == "let" and at + 2 < last and words[at + 1].norm in ("me", "us"):
        return _let(words, at, last, has_time)
    if norm == "expect":
        return _expected(words, at, first, last)
    if norm in _PLEDGES and at > first and at + 2 < last and words[at + 1].norm == "to":
        return _make(words, at, at + 2, first, last, "pledge")
    if (
        norm in _PLANNED
        and at > first
        and (
            words[at - 1].norm in _BE
            or (words[at - 1].norm.endswith("'s") and words[min(at + 1, last - 1)].norm == "to")
        )
        and at + 1 < last
        and words[at + 1].norm in ("to", "for")
    ):
        return _make(words, at - 1, min(at + 2, last - 1), first, last, "present")
    if norm == "should" and at > first and _is_ahead(words, at + 1, last):
        return _make(words, at, at + 1, first, last, "present")
    if has_time:
        return _present(words, at, first, last)
    return _giving(words, at, first, last) if norm in _GIVING else None


def _present(words: list[Word], at: int, first: int, last: int) -> Act | None:
    """An act in the present, which only a time makes a promise."""
    norm = words[at].norm
    if norm in ("guarantee", "promise") and at > first and words[at - 1].norm in FIRST:
        return Act(at, at - 1, "1", norm, "present", has_subject=True, needs_time=True)
    timetable = _sets_out(words, at, first, last) if norm in _SETS_OUT and at > first + 1 else None
    if timetable is not None:
        return timetable
    if norm.endswith("ing"):
        return _progressive(words, at, first, last)
    return english_short.find(words, at, first, last, _make) or english_shape.find(
        words, at, first, last, _make
    )


def _let(words: list[Word], at: int, last: int, has_time: bool) -> Act | None:
    """Let me check; let me get that to you by 5. What `let me know` asks for is no promise."""
    verb = words[at + 2].norm
    is_check = words[at + 1].norm == "me" and verb in CHECKING
    is_for_you = verb not in _ASKS and (has_time or any(words[i].norm == "you" for i in range(at + 3, last)))
    if not (is_check or is_for_you) or words[at + 2].kind != EN:
        return None
    return Act(at + 2, at, "1", verb, "future", has_subject=True, needs_time=not is_check)


def _giving(words: list[Word], at: int, first: int, last: int) -> Act | None:
    """I'm waiving the fee, we're taking $20 off your bill: what is given in the present needs no time."""
    act = _progressive(words, at, first, last)
    if act is None or act.person != "1" or any(words[i].norm == "my" for i in range(at, last)):
        return None
    act.needs_time = not any(
        words[i].norm in ("you", "your", "the", "u", "ur") for i in range(at + 1, min(at + 6, last))
    )
    return act


def _is_going_to(words: list[Word], at: int, first: int, last: int) -> bool:
    """Whether it is the going of `is going to call`, and not of `you were going to`."""
    was = at > first and words[at - 1].norm in ("was", "were")
    return not was and at + 2 < last and words[at + 1].norm == "to" and words[at + 2].kind == EN


def _expected(words: list[Word], at: int, first: int, last: int) -> Act | None:
    """Expect a call by noon; you can expect it by noon."""
    if at > first and words[at - 1].norm in ("can", "should", "may"):
        return Act(at, at - 2, "2", "expect", "receive", has_subject=True, needs_time=True)
    if at == first and at + 1 < last and words[at + 1].norm in ("a", "an", "our", "the", "your", "it"):
        return Act(at, at, "2", "expect", "receive", has_subject=True, needs_time=True)
    return None


def _is_ahead(words: list[Word], at: int, last: int) -> bool:
    """Whether what follows `should` is still to come: not `should have been here by noon`."""
    if at >= last or words[at].kind != EN:
        return False
    return not (words[at].norm == "have" and at + 1 < last and words[at + 1].norm.endswith(("een", "ed")))


def _sets_out(words: list[Word], at: int, first: int, last: int) -> Act | None:
    """Your order ships tomorrow, the pieces go out on Friday, my next word comes at 3: a timetable in the present."""
    act = _make(words, at, at, first, last, "present")
    subject = range(act.first, at)
    if words[at].norm in _GOES and words[min(at + 1, last - 1)].norm not in _GOES_ON:
        return None
    telling = any(words[i].norm in ("your", "the", "our", "my") for i in subject)
    if english_shape.is_of_a_timetable(words, act.first, at):
        return None
    if words[at].norm in _GETS and not any(words[i].norm in ("you", "your") for i in range(act.first, last)):
        return None  # my son gets back tomorrow
    if words[at].norm in _FOLLOWS and not any(announced.is_next(words, i, first) for i in subject):
        return None
    return act if telling and act.person == "3" else None


def _future(words: list[Word], at: int, first: int, last: int) -> Act | None:
    verb = at + 1
    while verb < last and words[verb].norm in _ADVERBS and words[verb].norm not in ("be", "have"):
        verb += 1
    if verb >= last or (words[verb].kind == HE and words[at].norm in _INFORMAL):
        return None
    if words[verb].norm in NEGATIVE or (words[at].norm == "shall" and at == first):
        return None
    if words[at].norm in _INFORMAL and words[verb].kind != EN:
        return None
    if _describes(words, verb, last):
        return None
    return _make(words, at, verb, first, last, "future")


def _describes(words: list[Word], verb: int, last: int) -> bool:
    """A future that tells how things are: will be closed, will incur a fee."""
    norm = words[verb].norm
    if norm in _NOT_VERBS:
        return True
    if norm != "be" or verb + 1 >= last or words[verb + 1].norm not in _NOT_BE:
        return norm == "do" and (verb + 1 == last or words[verb + 1].norm == ",")  # Will do!
    following = words[verb + 2].norm if verb + 2 < last else ""
    return not (
        words[verb + 1].norm in ("open", "down", "off", "out") and following in ("again", "and", "by")
    )  # open again, down by Christmas


def _make(words: list[Word], at: int, verb: int, first: int, last: int, tense: str) -> Act:
    begin, person = _subject(words, at, first)
    lemma = words[verb].norm if verb < last else ""
    passive = lemma == "be"
    subject = (begin, at + (words[at].norm not in _WILL)) if begin <= at else None
    act = Act(verb, begin, person, lemma, tense, passive, begin < at or "'" in words[at].norm, subject)
    act.needs_time = tense == "present"
    is_duty = lemma == "have" and verb + 1 < len(words) and words[verb + 1].norm == "to"
    if person == "2" and lemma in _RECEIVE | {"be"} and not is_duty:
        act.tense = "receive"
        act.needs_time |= lemma in ("find", "see", "notice")
    return act


def _subject(words: list[Word], at: int, first: int) -> tuple[int, str]:
    """Where the subject begins, and its person."""
    norm = words[at].norm
    head = _INFORMAL.get(norm, norm.partition("'")[0]) if norm not in _WILL else ""
    begin = at
    while begin > first and _may_be_subject(words[begin - 1]):
        begin -= 1
    own = {words[i].norm for i in range(begin, at)} | {head}
    nearest = head or (words[at - 1].norm if at > begin else "")
    if nearest in FIRST or nearest == "gonna" or (norm in _ARE and words[at - 1].norm in FIRST):
        return begin, "1"
    if nearest in SECOND:
        return begin, "2"
    if not own - {""}:
        return at, "3" if _is_of_something(words, at, first) else "1"
    if (at > begin and words[at - 1].norm.startswith(("i'", "we'"))) or (
        norm == "gonna" and not own - {"", "gonna"}
    ):
        return begin, "1"
    return begin, "3"


def _is_of_something(words: list[Word], at: int, first: int) -> bool:
    """Whether a thing was the subject before `and will`: `a new card is on its way and will arrive`."""
    if at - 2 <= first or words[at - 1].norm not in ("and", "but"):
        return False
    return not any(words[i].norm.partition("'")[0] in FIRST for i in range(first, at))


def _may_be_subject(word: Word) -> bool:
    if word.kind in ("gap", "other"):
        return word.norm == "-"
    return word.norm not in _CONJUNCTIONS and word.norm not in _EDGES


def _progressive(words: list[Word], at: int, first: int, last: int) -> Act | None:
    """I'm paying today, the team's coming Tuesday, your fix is coming; `calling you back in 5` at a start."""
    before = words[at - 1].norm if at > first else ""
    goes_out = words[at].norm == "going" and at + 1 < last and words[at + 1].norm in ("out", "over")
    if (words[at].norm in _NO_DEEDS and not goes_out) or (
        words[at].norm == "looking" and words[min(at + 1, last - 1)].norm == "for"
    ):
        return None
    if words[at].norm == "being":
        return _is_being_done(words, at, first, last)
    back = at - 1
    if before in _ADVERBS and at - 1 > first:
        back, before = at - 2, words[at - 2].norm
    if before in _BE or before.endswith(("'re", "'m", "'s")):
        return _make(words, back, at, first, last, "present")
    if (
        at == first
        and at + 1 < last
        and words[at + 1].norm in ("you", "it", "this", "that", "the", "your", "over")
    ):
        return Act(at, at, "1", words[at].norm, "present", needs_time=True)
    return None


def _is_being_done(words: list[Word], at: int, first: int, last: int) -> Act | None:
    """The invoice is being sent out today."""
    if at + 1 >= last or not words[at + 1].norm.endswith(("ed", "en", "nt", "id", "ld")) or at == first:
        return None
    return _make(words, at - 1, at + 1, first, last, "present") if words[at - 1].norm in _BE else None


def has_number(word: Word) -> bool:
    """Whether a word is written in digits."""
    return word.kind == NUM
