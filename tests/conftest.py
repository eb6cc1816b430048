"""What every test stands on."""

from __future__ import annotations

import os

# The settings of whoever runs the tests, or of the build, must not reach them.
for _name in [name for name in os.environ if name.startswith("RCQ_") and not name.startswith("RCQ_TEST_")]:
    del os.environ[_name]

pytest_plugins = ["tests.fixtures.postgres", "tests.fixtures.browser", "tests.fixtures.stores"]
