"""The laws of the journal: `for law in LAWS: law(OurJournal())`, each on an empty journal.

They write to it, read it back, break every promise of the port once, and race a few threads.
"""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from order_to_cash.ports.journal import Journal
from order_to_cash.testing.laws import journal_contents as contents
from order_to_cash.testing.laws import journal_histories as histories
from order_to_cash.testing.laws import journal_messages as messages
from order_to_cash.testing.laws import up_to

Law: TypeAlias = Callable[[Journal], None]

LEVELS: Mapping[int, tuple[Law, ...]] = {
    1: (
        histories.an_unknown_case_is_empty,
        histories.what_was_appended_is_read_back_in_order,
        histories.cases_do_not_touch_each_other,
        histories.a_stale_writer_is_refused_and_changes_nothing,
        histories.nobody_writes_from_the_future,
        histories.another_process_may_not_write_to_a_case,
        histories.an_answer_is_found_by_its_command,
        histories.a_command_is_answered_once,
        histories.several_entries_are_written_together,
        histories.several_entries_are_written_all_or_nothing,
        histories.an_entry_without_events_stores_its_answer_and_settles,
        histories.an_entry_without_events_leaves_version_and_next_check,
        histories.positions_ascend_and_reading_on_misses_nothing,
        histories.reading_along_while_others_write_misses_nothing,
        histories.a_case_is_read_as_of_one_instant,
        histories.of_racing_writers_one_wins,
        histories.a_case_is_read_as_its_snapshot_and_the_events_after_it,
        histories.who_knows_a_version_gets_only_the_events_after_it,
        histories.a_newer_snapshot_replaces_the_one_before,
        histories.a_history_is_whole_even_with_a_snapshot,
        contents.cases_are_listed_in_order_of_their_id,
        contents.a_case_is_due_from_its_instant_on,
        contents.the_earliest_check_is_due_first,
        contents.a_new_check_replaces_the_one_before,
        contents.instants_come_back_equal_and_aware,
        contents.texts_come_back_unchanged,
        messages.messages_wait_oldest_first_one_per_case_and_topic,
        messages.settling_a_message_brings_the_next,
        messages.an_entry_settles_the_message_it_came_from,
        messages.an_entry_settles_a_parked_message_too,
        messages.a_postponed_message_hides_those_behind_it_until_its_instant,
        messages.postponing_counts_the_attempts,
        messages.a_parked_message_holds_nobody_up,
        messages.the_oldest_parked_message_is_shown_first,
        messages.a_released_message_waits_again_in_its_old_place,
        messages.a_parked_message_can_be_settled,
        messages.a_late_report_brings_no_message_back,
        messages.releasing_leaves_what_was_not_parked,
        messages.a_message_key_on_its_way_is_refused,
    ),
}
"""Each law under the level since which it holds; a level that was released never changes."""

LAWS: tuple[Law, ...] = up_to(LEVELS, max(LEVELS))
"""Every law, the earliest level first."""
