"""How every value and entity of the library is made: frozen, slotted, compared by value.

One place decides, so one place can be made faster or stricter for all of them.
"""

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attrs import evolve as changed
    from attrs import frozen as entity
else:
    import attrs

    entity = partial(attrs.frozen, weakref_slot=False)
    changed = attrs.evolve

__all__ = ["changed", "entity"]
