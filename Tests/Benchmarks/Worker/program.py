"""Reprise behind nginx in a temporary folder, the sink that its runs call, and what both tell."""

import os
import pathlib
import signal
import sqlite3
import subprocess
import sys
import threading
import time

FOLDER = pathlib.Path(__file__).resolve().parent
sys.path.append(str(FOLDER.parent))

from loopback import (  # noqa: E402, it lies one folder up
    REPRISE, Failure, command, environment, free_ports, get, sign_in)


class Sink:
    """The program that takes what runs send."""

    def __init__(self, program):
        self.process = subprocess.Popen(
            [program], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
            start_new_session=True)
        self.port = int(self.process.stdout.readline())
        self.url = f"http://127.0.0.1:{self.port}/taken"

    def report(self):
        """When what came since the last report arrived, in seconds since 1970, and its keys."""
        _, _, body = get(self.port, "/report")
        lines = [line.split(" ") for line in body.decode().splitlines()]
        return [int(line[0]) / 1000 for line in lines], [line[1] for line in lines]

    def stop(self):
        end(self.process)


class Reprise:
    """One data folder, and `reprise up` on it while it runs."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.data = self.folder / "data"
        [self.port] = free_ports(1)
        self.process = None
        self.environment = environment(
            self.data, self.port, REPRISE_ALLOW_NETWORKS="127.0.0.0/8", REPRISE_LOG_LEVEL="notice")

    def seed(self, traces, crons, users=1, **options):
        arguments = ["--users", users, "--traces", traces, "--deployed", "1"]
        for cron in crons:
            arguments += ["--cron", cron]
        for name, value in options.items():
            arguments += [f"--{name}", value]
        command(self.environment, "seed", *arguments)

    def start(self):
        """Returns how many seconds it takes until `/health` answers through nginx."""
        with open(self.folder / "up.out", "ab") as output:
            begin = time.monotonic()
            self.process = subprocess.Popen(
                [REPRISE, "up"], env=self.environment, stdin=subprocess.DEVNULL, stdout=output,
                stderr=output, start_new_session=True)
        while time.monotonic() < begin + 60:
            if self.process.poll() is not None:
                raise Failure("reprise ended: " + (self.folder / "up.out").read_text().strip())
            try:
                if get(self.port, "/health")[0] == 200:
                    return time.monotonic() - begin
            except OSError:
                pass
            time.sleep(0.01)
        raise Failure("reprise does not answer")

    def stop(self):
        end(self.process)

    def sign_in(self, name):
        """The cookie of a new session."""
        return sign_in(self.environment, self.port, name)

    def series(self):
        """What `/metrics` tells: values by names with labels."""
        _, _, body = get(self.port, "/metrics")
        lines = [line for line in body.decode().splitlines() if not line.startswith("#")]
        return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}

    def server(self):
        """The id of `reprise serve`."""
        children = []
        for task in pathlib.Path(f"/proc/{self.process.pid}/task").iterdir():
            children += (task / "children").read_text().split()
        for child in children:
            if b"serve" in pathlib.Path(f"/proc/{child}/cmdline").read_bytes():
                return int(child)
        raise Failure("no server runs")

    def cpu_seconds(self):
        fields = pathlib.Path(f"/proc/{self.server()}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident(self):
        """MB of memory that the server has."""
        status = pathlib.Path(f"/proc/{self.server()}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) / 1000

    def rows(self, sql):
        path = f"file:{self.data}/reprise.db?mode=ro"
        with sqlite3.connect(path, uri=True, timeout=30) as database:
            rows = database.execute(sql).fetchall()
        database.close()
        return rows


class Reader(threading.Thread):
    """Asks for a page every 100 ms, be the answer to the last one late or not, and times it."""

    def __init__(self, port, path, cookie):
        super().__init__(daemon=True)
        self.port, self.path, self.cookie = port, path, cookie
        self.times, self.faults, self.is_over = [], [], False

    def run(self):
        due = time.monotonic()
        while not self.is_over:
            try:
                status, _, body = get(self.port, self.path, Cookie=self.cookie)
                if status != 200 or b"<tr" not in body:
                    self.faults.append(f"status {status}")
            except OSError as fault:
                self.faults.append(str(fault))
            # From when it was to be asked: an answer that holds up the next is late twice.
            self.times.append(time.monotonic() - due)
            due += 0.1
            time.sleep(max(due - time.monotonic(), 0))

    def stop(self):
        self.is_over = True
        self.join()
        if self.faults:
            raise Failure(f"{len(self.faults)} pages failed: {self.faults[0]}")
        return self.times


def end(process):
    if process is None or process.poll() is not None:
        return
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(timeout=40)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
