"""The tests' own settings, before Django reads them: nothing of the developer's environment, data in a passing folder.

A plugin that pytest is told of (`-p`), since pytest-django reads the settings before any conftest is loaded.
"""

import os
import tempfile

_DATA = tempfile.TemporaryDirectory(prefix="teum-tests-")
_IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ
# A worker of pytest-xdist inherits what the first process set, in which the server is named already.
POSTGRES = os.environ.get("TEUM_DATABASE_URL" if _IS_WORKER else "TEUM_TEST_DATABASE_URL", "")
for _name in [name for name in os.environ if name.startswith("TEUM_")]:
    del os.environ[_name]
os.environ |= {
    "TEUM_TEST": "1",
    "TEUM_DATA": _DATA.name,
    "TEUM_SECRET_KEY": "only for tests",
    "TEUM_DATABASE_URL": POSTGRES,
    "TEUM_LOG_LEVEL": "ERROR",
}
