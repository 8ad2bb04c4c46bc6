"""Brings the database to the shape that this version needs."""

import fcntl

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def is_current() -> bool:
    """Whether every migration has been applied; asks the database once and changes nothing."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def bring_up_to_date() -> bool:
    """Applies what is missing, while whoever starts beside it waits; answers whether anything was."""
    settings.TEUM.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    if is_current():
        return False
    with (settings.TEUM.data / "migrate.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if is_current():
            return False
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        return True
