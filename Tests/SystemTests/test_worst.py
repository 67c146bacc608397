"""The program that measures worst cases says what is so."""

import os
import pathlib
import sys
import tempfile

import pytest

from conftest import BINARY, ROOT

sys.path.append(str(ROOT / "Tests" / "Benchmarks" / "Worst"))

import worst  # noqa: E402, it lies there
from case import CASES  # noqa: E402
from house import Sink, Template  # noqa: E402
from neighbours import PACES, as_often_as_due  # noqa: E402
from row import Row, measure  # noqa: E402


@pytest.fixture(scope="module")
def template():
    sink = Sink()
    try:
        with tempfile.TemporaryDirectory(prefix="reprise-worst-") as folder:
            os.chmod(folder, 0o755)
            yield Template(pathlib.Path(folder), BINARY, sink)
    finally:
        sink.stop()


def test_a_row_tells_time_memory_and_what_the_others_had_done(template):
    row = measure(CASES["slashes"], 10, template)
    assert (row.state, row.words) == ("done", "100× 303")
    assert row.seconds > 0
    assert set(row.others) == set(PACES)
    for idle, beside, faults in row.others.values():
        assert idle > 0 and beside > 0 and not faults
    before, peak, after = row.memory
    assert 0 < before <= peak and 0 < after <= peak


def test_a_refusal_is_told_with_its_status(template):
    row = measure(CASES["preview"], 10 << 20, template)
    assert row.state == "refused" and row.words.startswith("413 ")


def row(seconds=1.0, state="done", beside=0.01, faults=(), after=50):
    others = {what: (0.01, 0.01, []) for what in PACES} | {"list": (0.01, beside, list(faults))}
    return Row(seconds, state, "words", others, (50, 400, after))


def test_what_is_bearable_misses_nothing():
    assert not row(beside=0.3, after=150).misses()


@pytest.mark.parametrize("missing, said", [
    (row(beside=0.301), "list 301 ms"),
    (row(faults=["503"]), "list failed 1×: 503"),
    (row(after=151), "101 MB not back"),
    (row(state="over"), "words"),
    (row(state="broken"), "words"),
])
def test_what_is_not_bearable_is_a_miss(missing, said):
    assert missing.misses() == [said]


@pytest.mark.parametrize("half, whole, is_miss", [
    (1.0, 2.5, False), (1.0, 2.7, True),
    # So little time says nothing.
    (0.01, 0.2, False),
])
def test_growth_is_linear_or_a_miss(half, whole, is_miss):
    assert worst.grows_too_much(CASES["slashes"], row(whole), row(half)) == is_miss


@pytest.mark.parametrize("name, size, is_miss", [
    ("columns", 1000, True), ("columns", 1001, False),
    # All of its sizes are taken.
    ("slashes", CASES["slashes"].seen, True),
])
def test_what_is_allowed_and_refused_is_a_miss(name, size, is_miss):
    refused = row(0.1, state="refused")
    assert worst.misses(CASES[name], size, refused, None) == is_miss
    assert not worst.misses(CASES[name], size, row(0.1), None)


def test_a_refusal_is_not_compared_with_what_was_done():
    assert worst.growth(CASES["slashes"], row(5.0), row(0.1, state="refused")) is None


def test_of_several_rounds_the_medians_count():
    rounds = [row(beside=0.02), row(beside=9.0), row(beside=0.03)]
    assert worst.median(rounds).others["list"][1] == 0.03


def test_who_waits_long_keeps_others_waiting_who_count_as_well():
    assert as_often_as_due(1.0, 0.25) == [1.0, 0.75, 0.5, 0.25]
    assert as_often_as_due(0.2, 0.25) == [0.2]
