"""Two names are one person however they are written (TRU-16)."""

import pytest

from order_to_cash.domain.core.parties import same_person


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ana", "ana", True),
        ("ana", "ANA", True),
        ("ana", " Ana ", True),
        ("ana", "\uff41\uff4e\uff41", True),
        ("jos\u00e9", "JOSE\u0301", True),
        ("weiss", "WEI\u00df", True),
        ("d-003", "D-003", True),
        ("ana", "eva", False),
        ("ana", "ana.maria", False),
        ("jose", "jos\u00e9", False),
    ],
)
def test_a_person_is_known_by_the_name_however_it_is_written(
    one: str, other: str, same: bool
) -> None:
    """TRU-16: case, width and normal form make nobody another person; other letters do."""
    assert (same, same) == (same_person(one, other), same_person(other, one))
