"""The program that measures what steps cost says what is so, and leaves nothing behind."""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

import pytest

from conftest import ROOT

TOOLS = ROOT / "Tests" / "Benchmarks" / "Tools"
sys.path.append(str(TOOLS))

from visits import Visit, connections, overheads, own_times, pace  # noqa: E402, it lies there

ROW = re.compile(
    r"  (.+), ([\d,]+) calls over ([\d,]+) connections?\s+((?:[\d.]+\s+){3})\s+((?:[\d.]+\s*){3})$")


def test_a_steps_overhead_is_what_lies_between_an_answer_and_the_next_call():
    visits = [Visit(1, 10.000, 10.005), Visit(1, 10.007, 10.012), Visit(2, 10.016, 10.022)]
    assert overheads(visits) == pytest.approx([2, 4])
    assert own_times(visits) == pytest.approx([5, 5, 6])
    assert pace(visits) == pytest.approx(8)
    assert connections(visits) == 2


@pytest.mark.skipif(
    not (ROOT / ".build" / "python-mcp" / "mcp").is_dir(),
    reason="no package mcp here: its client is not measured")
def test_each_kind_is_measured_and_nothing_goes_on_afterwards():
    with tempfile.TemporaryDirectory(prefix="reprise-") as folder:
        os.chmod(folder, 0o755)
        done = subprocess.run(
            [sys.executable, "-B", TOOLS / "tools.py", "--rounds", "1", "--steps", "4",
             "--milliseconds", "1", "--calls", "6"],
            env={**os.environ, "TMPDIR": folder}, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stdout + done.stderr
        assert os.listdir(folder) == [] and processes_of(folder) == []
    rows = [row.groups() for row in map(ROW.match, done.stdout.splitlines()) if row]
    assert [row[:3] for row in rows] == [
        ("http", "4", "1"), ("http", "4", "4"), ("webhook", "4", "1"), ("webhook", "4", "4"),
        ("mcp", "4", "1"), ("mcp", "4", "4"),
        ("http", "6", "1"), ("http", "6", "6"), ("mcp", "6", "1"), ("mcp", "6", "6"),
        ("mcp", "6", "1"), ("the Python client", "6", "1")], done.stdout
    for *_, times, ratios in rows:
        times, ratios = [[float(text) for text in texts.split()] for texts in (times, ratios)]
        assert times == sorted(times) and times[0] > 0 and ratios[0] > 0, done.stdout


def processes_of(folder):
    """What runs with a folder for its temporary files."""
    found = []
    for environment in pathlib.Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"TMPDIR={folder}\0".encode() in environment.read_bytes():
                found.append(environment.parent.name)
        except OSError:
            pass
    return found
