"""A business on a server's own database, with promises of the story. `python scene.py COUNT ADDRESS [incident]`.

Each promise is to a customer `ADDRESS0@example.com`, `ADDRESS1@…` of its own; with `incident` all of them are about to
be told of one. Reads the settings of the server from the
environment, as `teum` does.
"""

import os
import sys
from datetime import timedelta

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "teum.settings")
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
django.setup()

from tests import cast, cast_incident  # noqa: E402
from teum.actions.customers import Contact  # noqa: E402
from teum.management import database  # noqa: E402


def main(count: int, address: str, told: str = "") -> None:
    """Makes them."""
    database.bring_up_to_date()
    business = cast.galil()
    for number in range(count):
        contacts = [Contact(channel="email", address=f"{address}{number}@example.com")]
        customer = cast.customer(business.yael, f"לקוח {number}", contacts)
        cast.case(business.yael, customer, now=cast.SUNDAY_1000 + timedelta(milliseconds=number))
    if told:
        now = cast.SUNDAY_1000 + timedelta(minutes=1)
        cast_incident.told(business, known_at=now, now=now)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], *sys.argv[3:])
