"""What the database itself holds fast, on both engines: the ledger and its seals, and what an agreement says."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

KEYS = {
    "teum_event": ("id = NEW.id",),
    "teum_seal": (
        "id = NEW.id",
        "event = NEW.event",
        "organisation_id = NEW.organisation_id AND position = NEW.position",
    ),
}
"""Every unique key of each table, as what is there meets what is coming."""

SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""

POSTGRESQL_FUNCTION = """
CREATE FUNCTION teum_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '%% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
POSTGRESQL = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION teum_append_only();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION teum_append_only();
"""


def protect(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers.

    `INSERT OR REPLACE` of SQLite deletes silently whatever stands in its way, by the id or by any other unique key; only
    connections with `recursive_triggers` would notice. So an insert looks for what it would replace. PostgreSQL knows
    `ON CONFLICT … DO UPDATE` only, which its trigger on updates refuses by whichever key.
    """
    if schema_editor.connection.vendor == "sqlite":
        for table, keys in KEYS.items():
            for verb in ("UPDATE", "DELETE"):
                schema_editor.execute(SQLITE.format(table=table, verb=verb))
            taken = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {key})" for key in keys)
            schema_editor.execute(
                f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {taken} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        return
    schema_editor.execute(POSTGRESQL_FUNCTION)
    for table in KEYS:
        schema_editor.execute(POSTGRESQL.format(table=table))


HELD = {
    "teum_agreement": (
        "organisation_id",
        "case_id",
        "alignment_id",
        "replaces_id",
        "form",
        "version",
        "language",
        "items",
        "lines",
        "terms",
        "salt",
        "offered_at",
    ),
    "teum_signature": (
        "organisation_id",
        "agreement_id",
        "side",
        "how",
        "consent",
        "proven_at",
        "salt",
        "at",
    ),
}
"""What of each row never changes once it is written. Who signed, and from where, can be erased."""
ONCE = {"teum_agreement": ("paper_id", "sealed_id")}
"""What is written once."""


def hold(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers of agreements and signatures."""
    for table, names in HELD.items():
        hold_rows(schema_editor, table, names, once=ONCE.get(table, ()))


def hold_rows(
    schema_editor: BaseDatabaseSchemaEditor, table: str, names: tuple[str, ...], *, once: tuple[str, ...] = ()
) -> None:
    """No row is deleted, and what it says is not changed, of `once` from when it is there. Its other columns may be:
    that an act was undone is written beside what it made.
    """
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    differs = "IS NOT" if is_sqlite else "IS DISTINCT FROM"
    changed = [f'OLD."{name}" {differs} NEW."{name}"' for name in names]
    changed += [f'(OLD."{name}" IS NOT NULL AND OLD."{name}" {differs} NEW."{name}")' for name in once]
    act = (
        f"BEGIN SELECT RAISE(ABORT, '{table} is held'); END"
        if is_sqlite
        else "EXECUTE FUNCTION teum_append_only()"
    )
    for verb, condition in (("UPDATE", f"WHEN ({' OR '.join(changed)})"), ("DELETE", "")):
        schema_editor.execute(
            f"CREATE TRIGGER {table}_held_{verb} BEFORE {verb} ON {table} FOR EACH ROW {condition} {act}",
            params=None,
        )
