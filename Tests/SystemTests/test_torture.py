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
    figures = torture.stop_under_load(5)
    assert figures["answers"] > 0 and figures["answers other than 2xx"] == {}, figures


def test_hundreds_of_connections_at_once_are_answered():
    assert torture.many_connections(200)["answers"] == {200: 200}
