"""Faults of agreements (guarantees 4 and 5) that rehearsals must find."""

from tests.property.mutations.mutation import SIGNED, Mutation
from teum.management.rehearsal.kinds import Kind

MUTATIONS = (
    Mutation(
        name="sealed-without-its-sides",
        guarantee=5,
        file="teum/queries/agreements.py",
        text="    more = [one for one in (row.sides, row.law) if one is not None]\n",
        instead="    more = [one for one in (row.law,) if one is not None]\n",
        breaks="How the two sides of an agreement are called is covered by no digest.",
        shows=Kind.SIGNED_CHANGED,
        scene=SIGNED,
    ),
    Mutation(
        name="signed-unread",
        guarantee=5,
        file="teum/core/agreement/steps.py",
        text="    if by is Side.CUSTOMER and agreement.unread:\n",
        instead="    if by is Side.CUSTOMER and not agreement.sections:\n",
        breaks="A customer signs sections that they have not read.",
        caught_by="tests/property/test_agreement.py::test_it_is_in_force_by_both_signatures_or_one_tap_and_then_only_replaced",
        shows=Kind.IN_FORCE_UNSIGNED,
        scene=SIGNED,
    ),
    Mutation(
        name="payment-unpromised",
        guarantee=5,
        file="teum/actions/agreed.py",
        text="    for key, (due, old) in _anew(row).items():\n        paid = carried",
        instead=(
            "    for key, (due, old) in _anew(row).items():\n"
            "        if due.amount:\n            continue\n"
            "        paid = carried"
        ),
        breaks="What the customer pays by when is agreed on, and nobody is asked for it.",
        shows=Kind.DATED_UNPROMISED,
        scene=SIGNED,
    ),
    Mutation(
        name="promised-by-one-side",
        guarantee=5,
        file="teum/actions/agreements.py",
        text="    body, item = said.COUNTERSIGN[row.language]\n",
        instead=(
            "    for due, old in agreed._anew(row).values():\n"
            "        making.make_in(opened, agreed._draft(opened, due, old), is_agreed=True)\n"
            "    body, item = said.COUNTERSIGN[row.language]\n"
        ),
        breaks="What has a time is promised as soon as the customer signed.",
        shows=Kind.PROMISED_UNAGREED,
        scene=SIGNED,
    ),
    Mutation(
        name="both-versions-hold",
        guarantee=5,
        file="teum/actions/agreed.py",
        text="        row.replaces.state = str(State.REPLACED)\n",
        instead="",
        breaks="A version that was replaced holds as well.",
        shows=Kind.VERSIONS_AT_ODDS,
        scene=SIGNED,
    ),
    Mutation(
        name="copy-for-taps-alone",
        guarantee=4,
        file="teum/actions/papers.py",
        text='    letters.queue(opened, "copy", letter, upload=upload)\n',
        instead=(
            '    if row.form == core.Form.LIGHT:\n        letters.queue(opened, "copy", letter, upload=upload)\n'
        ),
        breaks="What both signed is sealed, and no copy goes to the customer.",
        shows=Kind.COPY_UNSENT,
        scene=SIGNED,
    ),
    Mutation(
        name="code-to-the-first-address",
        guarantee=4,
        file="teum/actions/signing.py",
        text='letters.queue(opened, "code", letter, contact=point, needed_by',
        instead='letters.queue(opened, "code", letter, contact=letters.first_contact_point(opened), needed_by',
        breaks="A code goes to the customer's first address, whichever it is to prove.",
        shows=Kind.CODE_TO_ANOTHER,
        scene=SIGNED,
    ),
)
