"""The public names and signatures, compared with a snapshot: no change goes unseen."""

import difflib
import sys

import pytest

from tests.architecture.public_names import RENEW, SNAPSHOT, current


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="signatures are written as 3.11 does")
def test_public_names_are_those_of_the_snapshot() -> None:
    """Whoever changes a public name or signature does so knowingly, and renews the snapshot."""
    before = SNAPSHOT.read_text(encoding="utf-8").splitlines()
    difference = "\n".join(
        difflib.unified_diff(before, current().splitlines(), "snapshot", "source", n=0, lineterm="")
    )
    assert "" == difference, f"tell users in CHANGELOG.md, then: {RENEW}"
