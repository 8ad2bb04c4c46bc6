"""`teum demo`: make the demo business where it is missing, and say how to use it."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from teum.management import database, demo
from teum.management.demo import people
from teum.now import now


class Command(BaseCommand):
    """Makes the demo business in the data folder if it is missing or stale."""

    help = "make the demo business if it is missing, and print its login, API token and a customer's page"

    def add_arguments(self, parser: CommandParser) -> None:
        """How to print."""
        parser.add_argument("--json", action="store_true", dest="as_json", help="print one JSON object")

    def handle(self, *_: Any, as_json: bool = False, **__: Any) -> None:
        """Make it and print what a newcomer needs."""
        database.bring_up_to_date()
        try:
            made = demo.ensure(now=now())
        except demo.NameTaken:
            said = f"a business here goes by the name {people.SLUG} already; name another folder with --data"
            raise CommandError(said, returncode=2) from None
        if as_json:
            self.stdout.write(json.dumps(made, ensure_ascii=False))
            return
        self.stdout.write(f"sign in   {made['login']['email']} / {made['login']['password']}")
        self.stdout.write(f"customer  {made['customer_page']}")
        self.stdout.write(f"API token {made['api_token']}")
