"""The product's settings for a database that is thrown away: nothing waits for the disk, and passwords are quick."""

from teum.settings import *  # noqa: F403
from teum.settings import DATABASES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if DATABASES["default"]["ENGINE"] == "teum.sqlite":
    _options = DATABASES["default"]["OPTIONS"]
    _options["init_command"] = _options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
