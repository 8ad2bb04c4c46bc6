"""What a mail server's refusal speaks of: the words of real servers, and what follows from each."""

import pytest

from teum.channels import refusal

ADDRESS, MAIL, PASSES = (True, True), (True, False), (False, False)
"""(permanent, held against the address)."""


@pytest.mark.parametrize(
    ("step", "code", "reply", "wanted"),
    [
        # Nobody is reached there.
        ("recipient", 550, b"5.1.1 The email account that you tried to reach does not exist", ADDRESS),
        ("recipient", 550, b"5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found", ADDRESS),
        ("recipient", 550, b"#5.1.0 Address rejected.", ADDRESS),
        ("recipient", 551, b"5.1.6 the mailbox has moved", ADDRESS),
        ("recipient", 553, b"5.1.3 bad destination mailbox address syntax", ADDRESS),
        ("recipient", 554, b"5.2.1 mailbox disabled, not accepting messages", ADDRESS),
        ("content", 550, b"5.1.1 no such mailbox, as was found once the mail was read", ADDRESS),
        # The same in words, where the code says nothing.
        ("recipient", 550, b"No Such User Here", ADDRESS),
        ("recipient", 550, b"Unrecognised address", ADDRESS),
        ("recipient", 550, b"5.5.0 mailbox not found", ADDRESS),
        ("recipient", 550, b"<dana@example.com>: Recipient unknown", ADDRESS),
        ("recipient", 553, b"sorry, this recipient doesn't exist", ADDRESS),
        # What the mail says, or how large it is.
        ("content", 554, b"5.6.0 not wanted here", MAIL),
        ("content", 550, b"5.7.1 message content rejected", MAIL),
        ("content", 550, b"5.7.26 this mail is unauthenticated", MAIL),
        ("content", 552, b"5.3.4 message size exceeds the fixed limit", MAIL),
        ("content", 554, b"Transaction failed", MAIL),
        ("content", 550, b"no such user was ever so rude", MAIL),
        # The mailbox as it is today, and refusals that do not say of what they speak.
        ("recipient", 552, b"5.2.2 mailbox full", MAIL),
        ("recipient", 552, b"5.2.3 message too large for this mailbox", MAIL),
        ("recipient", 550, b"Requested action not taken", MAIL),
        ("recipient", 550, b"rejected: your address is on a list of ours", MAIL),
        # Us, which somebody can mend.
        ("recipient", 550, b"5.7.1 relaying denied", PASSES),
        ("recipient", 550, b"5.7.1 no such user for senders like you", PASSES),
        ("recipient", 553, b"5.1.8 sender's domain not found", PASSES),
        ("recipient", 530, b"5.7.0 authentication required", PASSES),
        ("sender", 550, b"5.1.1 unknown user", PASSES),
        # What passes.
        ("recipient", 451, b"4.3.0 try again later", PASSES),
        ("recipient", 450, b"4.2.1 mailbox unavailable", PASSES),
        ("recipient", 450, b"4.1.1 unverified address", PASSES),
        ("content", 452, b"4.3.1 insufficient system storage", PASSES),
    ],
)
def test_a_refusal_is_held_against_what_it_speaks_of(
    step: refusal.Step, code: int, reply: bytes, wanted: tuple[bool, bool]
) -> None:
    failed = refusal.of(code, reply, step=step)
    assert (failed.permanent, failed.blames_address) == wanted
    assert failed.reason == f"{step}_refused_{code}"
