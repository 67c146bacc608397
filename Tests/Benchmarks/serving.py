"""`reprise up` in a temporary folder, what is told of it, and how a process is ended."""

import os
import pathlib
import signal
import sqlite3
import subprocess
import time

from loopback import REPRISE, Failure, command, environment, free_ports, get, sign_in


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


def end(process):
    if process is None or process.poll() is not None:
        return
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(timeout=40)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
