"""Builds what the repository does not hold: translations, web font, static files, bytecode (`make setup`)."""

import compileall
import os
import tempfile
from pathlib import Path

import django
from babel.messages import mofile, pofile
from django.conf import settings
from django.core.management import call_command

from teum import static_build

PACKAGE = Path(__file__).resolve().parent.parent
# What the packages we use ship for others: htmx's next version, and the readable twin of the one that we serve.
UNUSED = ["htmx-4*", "htmax-4*", "htmx-2.js"]


def compile_catalogue(source: Path) -> Path:
    """Compiles one translation catalogue and answers with the file it wrote."""
    with source.open("rb") as text:
        catalogue = pofile.read_po(text, locale=source.parent.parent.name)
    target = source.with_suffix(".mo")
    with target.open("wb") as compiled:
        mofile.write_mo(compiled, catalogue)
    return target


def collect_static_files() -> None:
    """Puts every static file under a name that carries its digest, with compressed twins."""
    with tempfile.TemporaryDirectory() as nowhere:
        for name in [name for name in os.environ if name.startswith("TEUM_")]:
            del os.environ[name]
        os.environ |= {
            "TEUM_DATA": nowhere,
            "DJANGO_SETTINGS_MODULE": "teum.settings",
            "TEUM_SECRET_KEY": "build",
        }
        django.setup()
        # the settings choose this storage only once there is something built
        settings.STORAGES["staticfiles"]["BACKEND"] = (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
        call_command("collectstatic", interactive=False, clear=True, ignore_patterns=UNUSED, verbosity=0)


def main() -> None:
    """Builds everything."""
    for source in sorted((PACKAGE / "locale").glob("*/*/LC_MESSAGES/*.po")):
        compile_catalogue(source)
    static_build.main()
    collect_static_files()
    compileall.compile_dir(PACKAGE, quiet=1)  # so that even the first start is quick


if __name__ == "__main__":
    main()
