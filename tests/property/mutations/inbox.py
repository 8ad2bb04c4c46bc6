"""Faults in the reading of mails that the suite's own tests must find."""

from tests.property.mutations.mutation import Mutation

WRITING = "tests/property/test_guarantees.py::test_what_customers_write_breaks_no_guarantee"
INBOX = "tests/integration/test_inbox.py"
MUTATIONS = (
    Mutation(
        name="mail-before-nobody",
        guarantee=4,
        file="teum/actions/inbox.py",
        text="kind=Kind.UNPLACED, standing=standing, member=member, now=now)",
        instead="kind=Kind.UNPLACED, standing=standing, member=None, now=now)",
        breaks="A mail that nobody can place is before nobody.",
        caught_by=WRITING,
    ),
    Mutation(
        name="mail-lands-twice",
        guarantee=4,
        file="teum/core/inbox.py",
        text='        return digest.of("mail", self.name, self.sender, self.subject, self.text)\n',
        instead="        return digest.of(digest.salt(), self.name, self.sender, self.subject, self.text)\n",
        breaks="A mail that is read again lands again.",
        caught_by=WRITING,
    ),
    Mutation(
        name="claim-is-believed",
        guarantee=4,
        file="teum/actions/inbox.py",
        text="    is_proven = standing is Standing.PROVEN\n",
        instead="    is_proven = True\n",
        breaks="Whoever names a letter answers in the customer's name, from whatever address.",
        caught_by=f"{INBOX}::test_what_is_not_surely_theirs_answers_and_decides_nothing",
    ),
)
