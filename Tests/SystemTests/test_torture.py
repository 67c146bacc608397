"""Shortened rounds of the trials of torture.py."""

import torture


def passes(trial, rounds):
    figures = trial(rounds)
    assert torture.faults(trial.__name__, figures) == {}, figures


def test_what_was_acknowledged_survives_kills_under_write_load():
    passes(torture.kill_under_write_load, 10)


def test_runs_survive_kills_in_the_middle_of_steps():
    passes(torture.kill_mid_run, 10)


def test_runs_that_were_cut_off_go_before_the_backlog():
    passes(torture.kill_with_backlog, 10)


def test_answers_to_call_backs_survive_kills_and_count_once():
    passes(torture.kill_while_waiting, 10)


def test_stops_and_reloads_under_load_cost_no_answer():
    passes(torture.stop_under_load, 10)


def test_hundreds_of_connections_at_once_are_answered():
    passes(torture.many_connections, 200)


def test_a_write_that_fails_changes_nothing_and_passes():
    passes(torture.failing_writes, 64)


def test_a_full_disk_stops_writes_alone_and_only_while_it_is_full():
    passes(torture.full_disk, 1)


def test_a_clock_that_jumps_leaves_each_instant_exactly_one_row():
    passes(torture.clock_jumps, 1)
