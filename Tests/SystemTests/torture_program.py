"""What the trials have in common: a program on a folder of its own that is killed, and what goes on there."""

import contextlib
import os
import signal
import tempfile
import time

import requests

from conftest import Reprise, eventually


@contextlib.contextmanager
def running(**settings):
    with tempfile.TemporaryDirectory(prefix="reprise-torture-") as folder:
        os.chmod(folder, 0o755)
        program = Reprise(folder, **settings).start()
        try:
            yield program
        finally:
            program.stop()


def kill_server(program):
    """Ends the server with −9, once there is one.

    Returns: in how many seconds it answered again.
    """
    process = eventually(lambda: server_process(program), seconds=10)
    os.kill(process, signal.SIGKILL)
    begin = time.monotonic()
    assert eventually(lambda: is_healthy(program) and server_process(program) != process, seconds=20)
    return time.monotonic() - begin


def server_process(program):
    try:
        return program.server_process()
    except (AssertionError, OSError):
        return None


def is_healthy(program):
    try:
        return program.client(token=None).get("/health").status_code == 200
    except requests.RequestException:
        return False


def held_runs(program):
    """The runs that a worker holds, each with the number of its claim."""
    with program.database() as database:
        return set(database.execute(
            "SELECT id, epoch FROM occurrences WHERE outcome IS NULL AND claimed_by > ''"))


def open_runs(program):
    with program.database() as database:
        return database.execute(
            "SELECT id FROM occurrences WHERE outcome IS NULL").fetchall()


def waiting_runs(program):
    """How many wait for the answer of a step that was taken."""
    with program.database() as database:
        return database.execute(
            "SELECT count(*) FROM occurrences WHERE outcome IS NULL AND answer_until > 0"
        ).fetchone()[0]
