"""The business of a scenario, and who acts in it. Run as programs of their own, with the settings of the processes:

python -m tests.e2e.chaos.business seed PROMISES   so many promises that fall due on Tuesday, each to its own customer
python -m tests.e2e.chaos.business act FILE        makes promises without end; FILE gets a line for each that was acknowledged
"""

from __future__ import annotations

import os
import sys
import time
from datetime import timedelta
from pathlib import Path

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "teum.settings")
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
django.setup()

from django.db import InterfaceError, OperationalError, connections  # noqa: E402

from tests.e2e.chaos.times import FIRST_DUE, LATER, MADE_AT, MOMENTS, POLICY  # noqa: E402
from teum.actions import cases, customers, members, organisations  # noqa: E402
from teum.actions.customers import Contact  # noqa: E402
from teum.actions.members import Person  # noqa: E402
from teum.actions.organisations import Hours  # noqa: E402
from teum.actions.promises import Draft  # noqa: E402
from teum.core.actor import Role  # noqa: E402
from teum.management import database  # noqa: E402
from teum.management.bench import copies, seeding  # noqa: E402
from teum.management.bench.seeding import Business  # noqa: E402
from teum.models import Member  # noqa: E402
from teum.now import now  # noqa: E402
from teum.queries import rows  # noqa: E402

REST = 4.0
"""Who acts rests so many times as long as an act took: on a slow machine there are fewer acts, not a heap of them."""


def seed(promises: int) -> None:
    """Make them: a few by the real acts, at moments a minute apart, and the others as copies of these."""
    database.bring_up_to_date()
    organisation = organisations.make(
        name="מזגני הגליל", principal=_person("michal"), hours=Hours(week=seeding.WEEK), now=MADE_AT
    )
    principal = Member.objects.of(organisation.pk).get()
    organisations.change_policy(by=rows.actor(principal), now=MADE_AT, **POLICY)
    agent = members.add(organisation, _person("yael"), role=Role.AGENT, now=MADE_AT)
    business = Business(organisation=organisation, agent=agent, api_token="")
    customers_ = []
    for minute in range(MOMENTS):
        whose = seeding.customer(business, now=MADE_AT)
        seeding.case(business, whose, due=FIRST_DUE + timedelta(minutes=minute), now=MADE_AT)
        customers_.append(whose.pk)
    copies.multiply(customers_, copies=promises // MOMENTS - 1)
    copies.seal()
    copies.settle()


def _person(short: str) -> Person:
    return Person(name=short, email=f"{short}@example.com", gender="f", password="a long quiet sentence")


def act(acknowledged: Path) -> None:
    """Open one case after another; what the database does not acknowledge is left, and another one is tried."""
    agent = Member.objects.everywhere().get(role=Role.AGENT)
    with acknowledged.open("a", buffering=1) as file:
        while True:
            began = time.monotonic()
            try:
                file.write(f"{_open_a_case(agent)}\n")
            except (OperationalError, InterfaceError):
                connections.close_all()
            time.sleep(REST * (time.monotonic() - began))


def _open_a_case(agent: Member) -> int:
    moment, by = now(), rows.actor(agent)
    contacts = [Contact(channel="email", address="noa@example.com")]
    whose = customers.make(by=by, name="נועה", contacts=contacts, now=moment)
    draft = Draft(
        body=seeding.BODY,
        includes=seeding.INCLUDES,
        channel="email",
        due=LATER,
        says_replaces=True,
    )
    made = cases.open_case(customer_id=whose.pk, by=by, title="מזגן", promise=draft, now=moment)
    return int(made.pk)


if __name__ == "__main__":
    what, argument = sys.argv[1:]
    if what == "seed":
        seed(int(argument))
    else:
        act(Path(argument))
