"""Shortened rounds of the trials of torture.py."""

import torture


def test_what_was_acknowledged_survives_kills_under_write_load():
    figures = torture.kill_under_write_load(10)
    assert figures["acknowledged"] > 0
    assert (figures["lost"], figures["integrity not ok"]) == (0, 0), figures


def test_runs_survive_kills_in_the_middle_of_steps():
    figures = torture.kill_mid_run(10)
    assert figures["runs started by hand"] > 0 and figures["runs lost"] == 0, figures
    assert figures["rows twice for an instant"] == 0, figures
    assert figures["once-steps delivered twice"] == 0, figures
    assert figures["still running at the end"] == 0, figures


def test_stops_and_reloads_under_load_cost_no_answer():
    figures = torture.stop_under_load(10)
    assert figures["answers"] > 0 and figures["answers other than 2xx"] == {}, figures


def test_hundreds_of_connections_at_once_are_answered():
    assert torture.many_connections(200)["answers"] == {200: 200}


def test_a_write_that_fails_changes_nothing_and_passes():
    figures = torture.failing_writes(24)
    assert set(figures["answers"]) <= {201, 503, 507} and figures["answers"][507] > 0, figures
    assert figures["acknowledged"] >= 24 and figures["integrity"] == "ok", figures
    assert [figures[name] for name in (
        "reads that failed", "lost", "neither before nor after", "not recovered at once",
        "restarts")] == [0] * 5, figures


def test_a_full_disk_stops_writes_alone_and_only_while_it_is_full():
    figures = torture.full_disk(1)
    assert set(figures["writes while full"]) == {507}, figures
    assert set(figures["reads while full"]) == {200}, figures
    assert figures["caught up afterwards"] == 1 and figures["integrity"] == "ok", figures
    assert (figures["rows twice for an instant"], figures["restarts"]) == (0, 0), figures


def test_a_clock_that_jumps_leaves_each_instant_exactly_one_row():
    for change, figures in torture.clock_jumps(1).items():
        assert figures["rows"] > 0, (change, figures)
        assert (figures["without a row"], figures["with several"]) == (0, 0), (change, figures)
