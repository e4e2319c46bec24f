"""Truth of which some may not be known yet."""


def either(*facts: bool | None) -> bool | None:
    """True if any fact is true, unknown if none is but one is not known yet."""
    return True if True in facts else None if None in facts else False


def all_known(*facts: bool | None) -> bool | None:
    """False if any fact is false, unknown if none is but one is not known yet."""
    return False if False in facts else None if None in facts else True
