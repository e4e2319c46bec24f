"""How the property tests search: the same way on every machine, deeper on request.

`HYPOTHESIS_PROFILE=deep` searches longer and with fresh seeds.
"""

import os

from hypothesis import settings

settings.register_profile("steady", max_examples=200, derandomize=True, deadline=None)
settings.register_profile("deep", max_examples=10_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
