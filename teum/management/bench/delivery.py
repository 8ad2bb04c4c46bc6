"""`deliver_smtp`: messages that the real delivery hands to a mail server in a second, by SMTP on this machine.

The mail server is our own, in a process of its own, takes everything and keeps nothing: what is measured is us. Its
count is held against the outbox: each message once, each marked accepted.
"""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection

from teum.management.bench import copies, postbox, processes, seeding, server
from teum.management.bench.figure import Figure, Untrue, tell
from teum.management.bench.postbox import Counted
from teum.models import Message
from teum.now import now

AS_FAST_AS_IT_CAN = {"TEUM_EMAIL_A_MINUTE": "1000000", "TEUM_EMAIL_BURST": "1000000"}
"""The rate that a mail server is asked for is no limit here."""
PATIENCE_SECONDS = 300
FAR = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How many messages there are for each number of delivery processes."""

    messages: int = 3_000


SMALL = Size(messages=12)


def measure(*, is_small: bool) -> list[Figure]:
    """The figure, on this process's database; on PostgreSQL two processes are measured as well."""
    size = SMALL if is_small else Size()
    at = now()
    business = seeding.business(now=at - timedelta(days=2))
    counts = (1, 2) if connection.vendor == "postgresql" else (1,)
    parts = [_queue(business, size.messages) for _ in counts]
    copies.seal()
    copies.settle()
    rates = {}
    for count, part in zip(counts, parts, strict=True):
        taken = _deliver(part, processes_=count)
        rates[str(count)] = round((taken.count - 1) / taken.seconds, 1)
        tell(f"deliver_smtp: {rates[str(count)]} a second by {count}")
    detail = {"by_processes": rates, "messages": size.messages}
    return [Figure(name="deliver_smtp", value=rates["1"], unit="1/s", n=size.messages, detail=detail)]


def _queue(business: seeding.Business, count: int) -> list[int]:
    """So many customers who were promised something and have not been told; their messages wait for a year."""
    at = now()
    whose = seeding.customer(business, now=at)
    seeding.case(business, whose, due=business.ahead(at, 9 * 4), now=at, is_told=False)
    waiting = Message.objects.everywhere().filter(state="queued", send_at__lt=at + FAR / 2)
    waiting.update(send_at=at + FAR)
    before = set(Message.objects.everywhere().values_list("pk", flat=True))
    copies.multiply([whose.pk], copies=count - 1)
    made = Message.objects.everywhere().exclude(pk__in=before).values_list("pk", flat=True)
    return [*made, *Message.objects.everywhere().filter(customer=whose).values_list("pk", flat=True)]


def _deliver(part: list[int], *, processes_: int) -> Counted:
    """Let these messages go, and wait until all are marked."""
    port = server.free_port()
    Message.objects.everywhere().filter(pk__in=part).update(send_at=now())
    with ExitStack() as stack:
        box = stack.enter_context(processes.module("teum.management.bench.postbox", str(port)))
        server.wait_for("127.0.0.1", port, box)
        environment = {"TEUM_SMTP_URL": f"smtp://127.0.0.1:{port}", **AS_FAST_AS_IT_CAN}
        for number in range(processes_):
            stack.enter_context(processes.running("deliver", called=f"deliver-{number}", **environment))
        _wait(part)
        taken = postbox.counted(port)
    if (taken.count, taken.different) != (len(part), len(part)):
        raise Untrue(
            f"deliver_smtp: of {len(part)} messages {taken.count} came, {taken.different} of them different"
        )
    return taken


def _wait(part: list[int]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    waiting = Message.objects.everywhere().filter(pk__in=part).exclude(state="accepted")
    while waiting.exists():
        if time.monotonic() > until:
            raise Untrue(f"deliver_smtp: {waiting.count()} of {len(part)} messages were not accepted")
        time.sleep(0.2)
