"""Sign the end of each chain as it stands now: from here on, seals that are taken away are missed."""

from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from teum.core.seal import GENESIS, signature


def sign(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give every organisation the end of its chain."""
    seals = apps.get_model("teum", "Seal")._base_manager
    heads = apps.get_model("teum", "Head")._base_manager
    for pk in (
        apps.get_model("teum", "Organisation")._base_manager.order_by("id").values_list("pk", flat=True)
    ):
        last = seals.filter(organisation_id=pk).order_by("-position").first()
        position, seal = (last.position, last.seal) if last else (0, GENESIS)
        signed = signature(settings.SECRET_KEY, organisation=pk, position=position, seal=seal)
        heads.create(organisation_id=pk, position=position, seal=seal, signature=signed)


class Migration(migrations.Migration):
    """Trusts what is there: verify before an upgrade, where that is in doubt."""

    dependencies = [("teum", "0005_head")]

    operations = [migrations.RunPython(sign, migrations.RunPython.noop, elidable=False)]
