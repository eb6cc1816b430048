"""What every test stands on."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# The settings of whoever runs the tests, or of the build, must not reach them.
for _name in [name for name in os.environ if name.startswith("RCQ_") and not name.startswith("RCQ_TEST_")]:
    del os.environ[_name]

pytest_plugins = ["tests.fixtures.postgres", "tests.fixtures.browser", "tests.fixtures.stores"]

# A busy machine must not fail a property for being slow.  RCQ_TEST_PROFILE=thorough looks twenty times as long.
_SLOW = [HealthCheck.too_slow]
settings.register_profile("ordinary", deadline=None, print_blob=True, suppress_health_check=_SLOW)
settings.register_profile("thorough", settings.get_profile("ordinary"), max_examples=2000)
settings.load_profile(os.environ.get("RCQ_TEST_PROFILE", "ordinary"))
