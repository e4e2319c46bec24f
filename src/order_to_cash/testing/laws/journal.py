"""The laws of the journal: `for law in LAWS: law(OurJournal())`, each on an empty journal.

They write to it, read it back, break every promise of the port once, and race a few threads.
"""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from order_to_cash.ports.journal import Journal
from order_to_cash.testing.laws import journal_answers as answers
from order_to_cash.testing.laws import journal_checks as checks
from order_to_cash.testing.laws import journal_contents as contents
from order_to_cash.testing.laws import journal_cursors as cursors
from order_to_cash.testing.laws import journal_histories as histories
from order_to_cash.testing.laws import journal_leases as leases
from order_to_cash.testing.laws import journal_lists as lists
from order_to_cash.testing.laws import journal_marks as marks
from order_to_cash.testing.laws import journal_messages as messages
from order_to_cash.testing.laws import journal_snapshots as snapshots
from order_to_cash.testing.laws import up_to

Law: TypeAlias = Callable[[Journal], None]

LEVELS: Mapping[int, tuple[Law, ...]] = {
    1: (
        histories.an_unknown_case_is_empty,
        histories.what_was_appended_is_read_back_in_order,
        histories.cases_do_not_touch_each_other,
        histories.the_same_id_in_two_processes_is_two_cases,
        histories.a_stale_writer_is_refused_and_changes_nothing,
        histories.nobody_writes_from_the_future,
        histories.several_entries_are_written_in_their_order,
        histories.an_entry_that_conflicts_leaves_its_neighbours_written,
        histories.what_follows_an_entry_that_fell_falls_with_it,
        histories.an_entry_without_events_leaves_version_and_next_check,
        histories.a_case_is_read_as_of_one_instant,
        histories.of_racing_writers_one_wins,
        snapshots.a_case_is_read_as_its_snapshot_and_the_events_after_it,
        snapshots.who_knows_a_version_gets_only_the_events_after_it,
        snapshots.a_newer_snapshot_replaces_the_one_before,
        snapshots.a_history_is_whole_even_with_a_snapshot,
        marks.every_case_is_marked_with_its_events,
        marks.what_writes_no_event_leaves_the_mark,
        marks.reading_on_from_a_mark_misses_nothing,
        marks.racing_writers_leave_a_mark_that_fits,
        answers.an_answer_is_found_by_its_command,
        answers.a_command_is_answered_once,
        answers.a_command_of_another_actor_case_or_process_is_another_command,
        answers.a_command_is_kept_as_it_was_given,
        answers.every_command_of_a_case_is_told_in_order_refused_ones_too,
        answers.an_entry_without_events_stores_its_answer_and_settles,
        cursors.reading_on_from_an_event_misses_nothing,
        cursors.reading_along_while_others_write_misses_nothing,
        cursors.reading_on_from_a_case_misses_nothing_while_others_write,
        cursors.reading_on_from_a_due_case_misses_nothing_while_others_write,
        cursors.a_foreign_cursor_is_refused,
        contents.cases_are_listed_by_process_and_id,
        lists.cases_are_listed_by_stage_and_party,
        lists.reading_on_in_a_list_misses_nothing,
        lists.a_case_without_a_stage_is_enlisted_once,
        contents.the_processes_that_have_an_id_are_told,
        contents.instants_come_back_equal_and_aware,
        contents.texts_come_back_unchanged,
        checks.a_case_is_due_from_its_instant_on,
        checks.the_earliest_check_is_due_first,
        checks.only_the_processes_that_are_asked_for_are_due,
        checks.of_a_share_its_cases_alone_are_due,
        checks.a_new_check_replaces_the_one_before,
        checks.a_case_set_aside_is_not_due_until_its_instant,
        checks.setting_aside_counts_and_keeps_since_when,
        checks.a_case_that_is_resumed_is_looked_at_again,
        checks.the_case_that_is_aside_longest_is_shown_first,
        checks.before_any_time_passed_the_latest_event_says_how_far_it_is,
        checks.time_never_goes_back,
        checks.a_store_is_claimed_once,
        checks.racing_claimants_agree_on_one_owner,
        messages.messages_wait_oldest_first_one_per_case_and_topic,
        messages.settling_a_message_brings_the_next,
        messages.an_entry_settles_the_message_it_came_from,
        messages.an_entry_settles_a_parked_message_too,
        messages.a_postponed_message_hides_those_behind_it_until_its_instant,
        messages.what_is_behind_a_postponed_message_is_free_with_it,
        messages.those_put_off_and_those_not_hold_up_neither,
        messages.postponing_counts_the_attempts,
        messages.a_parked_message_holds_nobody_up,
        messages.the_oldest_parked_message_is_shown_first,
        messages.a_released_message_waits_again_in_its_old_place,
        messages.a_parked_message_can_be_settled,
        messages.a_late_report_brings_no_message_back,
        messages.releasing_leaves_what_was_not_parked,
        messages.parked_messages_are_shown_by_process_case_and_topic,
        messages.a_message_is_found_by_its_key_while_it_is_on_its_way,
        messages.a_message_key_on_its_way_is_refused,
        leases.claiming_gives_what_waits_in_its_order,
        leases.a_claimed_message_is_nobody_elses_until_its_lease_ends,
        leases.nothing_overtakes_a_claimed_message,
        leases.what_is_claimed_still_shows_among_the_waiting,
        leases.reporting_on_a_message_ends_its_lease,
        leases.a_late_report_changes_nothing_for_whoever_has_it_now,
        leases.a_lease_that_is_renewed_lasts_longer,
        leases.an_entry_settles_a_message_that_is_held,
        leases.abandoning_ends_the_leases_of_that_name_alone,
        leases.some_messages_can_be_given_up_alone,
        leases.whoever_takes_a_share_gets_its_messages_alone,
        leases.overlapping_claimants_never_get_the_same_message,
    ),
}
"""Each law under the level since which it holds; a level that was released never changes."""

LAWS: tuple[Law, ...] = up_to(LEVELS, max(LEVELS))
"""Every law, the earliest level first."""
