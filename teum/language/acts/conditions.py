"""What must come first: an act of the other side is a condition, an event on one's own side a vague time."""

from __future__ import annotations

from functools import lru_cache

from teum.language import grammar
from teum.language.acts import hebrew_conditions, hebrew_forms
from teum.language.acts.clause import Clause
from teum.language.times.lexicon import Word
from teum.language.tokens import EN, HE

_EN_EVENT = frozenset({"once", "when", "after", "whenever", "until", "upon", "following", "pending"})
_EN_RUN = [tuple(phrase.split()) for phrase in grammar.listed("conditions", "en_runs")]
_RUNS_BY_WORD: dict[str, list[tuple[str, ...]]] = {}
for _run in _EN_RUN:
    _RUNS_BY_WORD.setdefault(_run[0], []).append(_run)
_EN_HEADS = _EN_EVENT.union(["if", "unless", "as"], _RUNS_BY_WORD)
_EN_OTHERS_ACT = grammar.words("conditions", "en_others_act")
_TELLING_RUNS = frozenset(["subject", "provided", "of", "contingent", "dependent", "upon", "assuming"])
_AS_OWN = grammar.words("conditions", "en_as_own")
_AS_GOES = grammar.words("conditions", "en_as_goes")
_WHETHER = grammar.words("conditions", "whether")

_EDGES = grammar.words("conditions", "edges")


def find(words: list[Word], first: int, last: int) -> list[Clause]:
    """Every such clause of a sentence."""
    found: list[Clause] = []
    at = first
    while at < last:
        clause = _clause(words, at, first, last) if may_open(words[at].norm) else None
        if clause is None:
            at += 1
            continue
        found.append(clause)
        at = max(clause.last, at + 1)
    return found


@lru_cache(maxsize=4096)
def may_open(norm: str) -> bool:
    """Whether such a clause may begin with a word, whatever stands around it; with most it may not."""
    return norm in _EN_HEADS or hebrew_conditions.may_open(norm)


def _clause(words: list[Word], at: int, first: int, last: int) -> Clause | None:
    word = words[at]
    if word.kind == EN:
        return _english(words, at, first, last)
    return hebrew_conditions.clause(words, at, first, last) if word.kind == HE else None


def _english(words: list[Word], at: int, first: int, last: int) -> Clause | None:
    norm = words[at].norm
    if norm in ("if", "unless"):
        if norm == "if" and (_whether(words, at, first) or (at > first and words[at - 1].norm == "even")):
            return None
        return Clause(at, _english_end(words, at, last), True, is_if=True)
    if norm == "as" and _is_as_it_goes(words, at, last):
        return Clause(at, _english_end(words, at, last), False)
    run = next((run for run in _RUNS_BY_WORD.get(norm, ()) if _is_run(words, at, last, run)), None)
    if run is None and norm not in _EN_EVENT:
        return None
    after = at + (len(run) if run else 1)
    if after >= last or words[after].norm in ("possible", "practicable"):
        return None
    if run is None and not _is_clause(words, after, last):
        return None
    end = _english_end(words, at, last)
    others = any(words[i].norm in _EN_OTHERS_ACT for i in range(at, min(end, after + 3)))
    own = run is None and words[after].norm in ("i", "we", "i've", "we've", "our", "my", "i'm", "we're", "us")
    telling = run is not None and run[0] in _TELLING_RUNS
    return Clause(at, end, (others or telling) and not own)


def _is_as_it_goes(words: list[Word], at: int, last: int) -> bool:
    """As I learn more, as the job moves along: an event on the own side, with no end."""
    if at + 2 >= last or words[at + 1].norm not in _AS_OWN:
        return False
    return any(words[i].norm in _AS_GOES for i in range(at + 2, min(at + 5, last)))


def _whether(words: list[Word], at: int, first: int) -> bool:
    """Whether `if` asks: let you know (tomorrow) if it is in stock."""
    back = at - 1
    while back > first and at - back < 5 and words[back].is_telling:
        back -= 1
    return back >= first and words[back].norm in _WHETHER


def _is_run(words: list[Word], at: int, last: int, run: tuple[str, ...]) -> bool:
    return at + len(run) <= last and all(words[at + step].norm == run[step] for step in range(len(run)))


def _is_clause(words: list[Word], at: int, last: int) -> bool:
    """Whether a clause follows `after`, `once`, `when`, and no time (`after 4pm`, `after the holidays`)."""
    word = words[at]
    if word.kind not in (EN, HE):
        return False
    if word.norm in (
        "i",
        "we",
        "you",
        "he",
        "she",
        "it",
        "they",
        "you've",
        "we've",
        "i've",
        "your",
        "our",
        "my",
        "there",
        "things",
        "receiving",
        "u",
        "you're",
        "it's",
        "he's",
        "she's",
        "they're",
    ):
        return True
    if word.means and not isinstance(word.means.get("number"), int) and word.norm != "the":
        return False
    return any(
        words[i].norm in _EN_FINITE or words[i].norm.endswith(("'s", "ed", "es"))
        for i in range(at + 1, min(at + 7, last))
    )


_EN_FINITE = grammar.words("conditions", "en_finite")


def _english_end(words: list[Word], at: int, last: int) -> int:
    """To the comma or to the subject of the main clause (`we'll`, `I will`)."""
    for i in range(at + 1, last):
        norm = words[i].norm
        if words[i].kind == HE and i > at + 2 and hebrew_forms.form_of(words[i]) is not None:
            return i  # after you sign the quote נפתח לכם
        if norm in _EDGES and not (norm == "-" and words[i - 1].end == words[i].start):
            return i
        if i > at + 2 and (norm.endswith("'ll") or (norm == "will" and i > at + 3)):
            return i - (norm == "will")
        if (
            i > at + 2
            and norm in ("and", "then", "but")
            and i + 1 < last
            and words[i + 1].norm.endswith("'ll")
        ):
            return i
    return last
