"""The same answers as `step`, by hand: what a ratio to the library is fair against.

The mute class of `benchmarks/plain_order.py` says yes or no. Here every rule is asked and keeps
what it observed and required, roles and stages are checked, the same events and messages come out,
and the order can be replayed from its events. Nothing is frozen and nothing is general: functions,
dicts, slotted classes, and one order that only `apply` changes.

It knows the commands on the way from reception to delivery, of the Peruvian pack, on all of their
branches; `tests/test_same_work.py` compares each answer with that of the library, field by field.
"""
