"""What every test needs: settings of its own, the database under test, and how hard Hypothesis tries."""

import os
import tempfile
from pathlib import Path

import hypothesis

# Before Django reads its settings: nothing of the developer's own environment, data in a folder that goes away.
_DATA = tempfile.TemporaryDirectory(prefix="teum-tests-")
_DATABASE = os.environ.get("TEUM_TEST_DATABASE_URL", "")
for _name in [name for name in os.environ if name.startswith("TEUM_")]:
    del os.environ[_name]
os.environ |= {
    "TEUM_TEST": "1",
    "TEUM_DATA": _DATA.name,
    "TEUM_SECRET_KEY": "only for tests",
    "TEUM_DATABASE_URL": _DATABASE,
    "TEUM_LOG_LEVEL": "ERROR",
}

ROOT = Path(__file__).resolve().parent.parent

hypothesis.settings.register_profile(
    "ci",
    derandomize=True,
    deadline=None,
    print_blob=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.function_scoped_fixture],
)
hypothesis.settings.register_profile("search", parent=hypothesis.settings.get_profile("ci"), derandomize=False, max_examples=2_000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))
