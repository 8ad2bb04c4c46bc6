"""Every way in which a guarantee can be seen to be broken, by a name that programs can hold on to."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a judge found. For each there is a planted fault by which a rehearsal is seen to find it."""

    guarantee: int

    def __new__(cls, name: str, guarantee: int) -> Kind:
        """A name, and the guarantee that does not hold where it is found."""
        made = str.__new__(cls, name)
        made._value_ = name
        made.guarantee = guarantee
        return made

    SAYS_NOT_WHAT = "says-not-what", 1
    INCLUDES_NOTHING = "includes-nothing", 1
    OWNER_HAS_LEFT = "owner-has-left", 1
    VAGUE_PROMISE = "vague-promise", 1
    VAGUE_LETTER = "vague-letter", 1

    CLOSED_OVER_LIVE = "closed-over-live", 2
    CLOSED_OVER_UNSETTLED = "closed-over-unsettled", 2
    NO_NEXT_STEP = "no-next-step", 2
    NOT_LOOKED_AT = "not-looked-at", 2
    CLOSED_UNTOLD = "closed-untold", 2
    CLOSED_WITHOUT_A_WORD = "closed-without-a-word", 2
    BAD_ANSWER_UNHEARD = "bad-answer-unheard", 2
    CORRECTION_UNHEARD = "correction-unheard", 2
    LAPSED_UNREMINDED = "lapsed-unreminded", 2

    NEITHER_WORD_NOR_MISS = "neither-word-nor-miss", 3
    DUE_FORGOTTEN = "due-forgotten", 3
    SILENT_WITHOUT_CAUSE = "silent-without-cause", 3
    MISSED_TOO_SOON = "missed-too-soon", 3
    CLOCK_BLAMED = "clock-blamed", 3
    CARRIER_BLAMED = "carrier-blamed", 3
    CAUSE_UNNAMED = "cause-unnamed", 3
    TOLD_CALLED_SILENT = "told-called-silent", 3
    SILENT_CALLED_TOLD = "silent-called-told", 3
    LATENESS_UNTOLD = "lateness-untold", 3
    WITHDRAWN_WITHOUT_A_WORD = "withdrawn-without-a-word", 3
    WITHDRAWAL_MISJUDGED = "withdrawal-misjudged", 3
    WITHDRAWAL_UNTOLD = "withdrawal-untold", 3
    SILENT_IN_FAIR_WEATHER = "silent-in-fair-weather", 3
    AWAY_IN_FAIR_WEATHER = "away-in-fair-weather", 3
    ABSENCE_UNRECORDED = "absence-unrecorded", 3
    CALL_FIRST_FORGOTTEN = "call-first-forgotten", 3
    NEXT_WORD_MISTOLD = "next-word-mistold", 3
    MANAGER_NOT_FIRST = "manager-not-first", 3
    DATE_CLAIMED = "date-claimed", 3
    SAID_IN_PIECES = "said-in-pieces", 3

    SENT_TWICE = "sent-twice", 4
    SENT_THOUGH_OVERTAKEN = "sent-though-overtaken", 4
    SENT_THOUGH_STALE = "sent-though-stale", 4
    TAKEN_UNMARKED = "taken-unmarked", 4
    MARKED_UNTAKEN = "marked-untaken", 4
    NOT_SENT = "not-sent", 4
    WORDS_MISSING = "words-missing", 4
    KEPT_BACK = "kept-back", 4
    SENT_IN_QUIET = "sent-in-quiet", 4
    SECOND_OF_A_DAY = "second-of-a-day", 4
    STORM_ON_RETURN = "storm-on-return", 4
    IN_NOBODYS_HANDS = "in-nobodys-hands", 4
    OUT_OF_THE_OUTBOX = "out-of-the-outbox", 4
    OUT_OF_ORDER = "out-of-order", 4
    UNSEEN = "unseen", 4
    CALL_IN_VAIN = "call-in-vain", 4
    STEP_UNRECORDED = "step-unrecorded", 4
    FILE_LOST = "file-lost", 4
    LEDGER_BROKEN = "ledger-broken", 4
    SENT_THOUGH_UNDONE = "sent-though-undone", 4
    COPY_UNSENT = "copy-unsent", 4
    CODE_TO_ANOTHER = "code-to-another", 4

    HISTORY_IMPOSSIBLE = "history-impossible", 5
    ROW_DIFFERS = "row-differs", 5
    VERDICT_DIFFERS = "verdict-differs", 5
    REBUILT_DIFFERS = "rebuilt-differs", 5
    STANDS_THOUGH_UNDONE = "stands-though-undone", 5
    SHOWN_DIFFERENTLY = "shown-differently", 5
    API_SAYS_OTHERWISE = "api-says-otherwise", 5
    LINK_OPENS_NOT = "link-opens-not", 5
    NAMES_ANOTHER_TIME = "names-another-time", 5
    TOLD_THOUGH_ENDED = "told-though-ended", 5
    PROMISE_SHOWN_WRONG = "promise-shown-wrong", 5
    WINDOW_WORDED_WRONG = "window-worded-wrong", 5
    ALONE_LOOKS_DIFFERENT = "alone-looks-different", 5
    CASE_SHOWN_WRONG = "case-shown-wrong", 5
    NEXT_STEP_SHOWN_WRONG = "next-step-shown-wrong", 5
    OPEN_ENDS_SHOWN_WRONG = "open-ends-shown-wrong", 5

    CHOSEN_FOR_THEM = "chosen-for-them", 5
    SHOWN_NOT_CHOSEN = "shown-not-chosen", 5
    ANSWERED_UNREAD = "answered-unread", 5

    SIGNED_CHANGED = "signed-changed", 5
    IN_FORCE_UNSIGNED = "in-force-unsigned", 5
    DATED_UNPROMISED = "dated-unpromised", 5
    PROMISED_UNAGREED = "promised-unagreed", 5
    VERSIONS_AT_ODDS = "versions-at-odds", 5


Found = tuple[Kind, str]
"""What was found, and what was expected, in words."""
