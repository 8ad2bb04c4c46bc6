"""Faults against guarantee 5 that rehearsals must find."""

from tests.property.mutations.mutation import Mutation
from teum.management.rehearsal.kinds import Kind

VIEW = "teum/queries/promise_view.py"
CASE = "teum/queries/case_view.py"
MUTATIONS = (
    Mutation(
        name="our-own-words-unrecorded",
        guarantee=5,
        file="teum/actions/promises/making.py",
        text="    opened.record(*change.events, promise=row.pk)\n    opened.set_timers(row)\n",
        instead="    if not draft.is_ours:\n        opened.record(*change.events, promise=row.pk)\n    opened.set_timers(row)\n",
        breaks="That the clock promises the next word is not in the ledger.",
        shows=Kind.HISTORY_IMPOSSIBLE,
    ),
    Mutation(
        name="never-moved",
        guarantee=5,
        file="teum/core/verdict.py",
        text="    return Verdict.KEPT_REVISED if moved else Verdict.KEPT\n",
        instead="    return Verdict.KEPT_REVISED if moved and missed else Verdict.KEPT\n",
        breaks="What was kept at another time than was promised is said to have been kept.",
        shows=Kind.VERDICT_DIFFERS,
    ),
    Mutation(
        name="closed-without-event",
        guarantee=5,
        file="teum/actions/matter.py",
        text="        self.record(events.CaseClosed(why=why))\n",
        instead="        assert why\n",
        breaks="A case closes and the ledger does not know of it.",
        shows=Kind.REBUILT_DIFFERS,
        scene="--promises 40 --days 4 --faults silence",
    ),
    Mutation(
        name="proposed-is-shown",
        guarantee=5,
        file=VIEW,
        text="        window=value.window,\n",
        instead="        window=value.proposed or value.window,\n",
        breaks="A time that nobody agreed to is shown as the promise's own.",
        shows=Kind.PROMISE_SHOWN_WRONG,
    ),
    Mutation(
        name="worded-in-hebrew",
        guarantee=5,
        file=VIEW,
        text="    in_words = language.in_words(value.window, lang, now)\n",
        instead='    in_words = language.in_words(value.window, "he", now)\n',
        breaks="Whoever reads English is shown the window in Hebrew.",
        shows=Kind.WINDOW_WORDED_WRONG,
    ),
    Mutation(
        name="alone-without-its-number",
        guarantee=5,
        file=VIEW,
        text='        tail = sentences.phone_tail(case) if by_phone else ""\n',
        instead='        tail = "" if by_phone else tail or ""\n',
        breaks="A promise of a call, shown alone, does not say on which number.",
        shows=Kind.ALONE_LOOKS_DIFFERENT,
    ),
    Mutation(
        name="closed-is-shown-open",
        guarantee=5,
        file=CASE,
        text="        state=case.state,\n",
        instead='        state="open",\n',
        breaks="A case that is closed is shown as open.",
        shows=Kind.CASE_SHOWN_WRONG,
    ),
    Mutation(
        name="next-after-the-end",
        guarantee=5,
        file=CASE,
        text="    live = [promise for promise in promises if promise.is_live]\n    if not live:\n",
        instead="    live = [promise for promise in promises if promise.state]\n    if not live:\n",
        breaks="A closed case is shown with a next step.",
        shows=Kind.NEXT_STEP_SHOWN_WRONG,
    ),
    Mutation(
        name="waiting-is-no-open-end",
        guarantee=5,
        file=CASE,
        text="due=p.next_at) for p in promises if p.is_live]\n",
        instead='due=p.next_at) for p in promises if p.state == "open"]\n',
        breaks="What waits for its condition, or for an answer, is not shown as an open end.",
        shows=Kind.OPEN_ENDS_SHOWN_WRONG,
    ),
)
