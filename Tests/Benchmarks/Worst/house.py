"""Reprise behind nginx in a temporary folder, with Alice, whose weight is tried, and Bob."""

import contextlib
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.append(str(ROOT / "Tests" / "SystemTests"))

from conftest import Reprise, processes_on  # noqa: E402, it lies there

from callers import Broken, Caller, call_of  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
# MB of memory at which a server is ended: the machine has others on it.
MOST_MEMORY = 3000


class Failure(Exception):
    """Why nothing could be measured, in a sentence."""


class Program(Reprise):
    """`reprise up`, which is ended whatever state it is in."""

    def start(self):
        # What it prints goes to a file: a full pipe would stop it.
        with open(self.data.parent / "up.out", "ab") as output:
            self.process = subprocess.Popen(
                [str(self.binary), "up"], env=self.environment(), stdin=subprocess.DEVNULL,
                stdout=output, stderr=output, start_new_session=True)
        nobody = Caller(self.port, lambda: time.monotonic() + 5)
        until = time.monotonic() + 60
        while self.process.poll() is None and time.monotonic() < until:
            with contextlib.suppress(Broken):
                if nobody.get("/health").status == 200:
                    return self
            time.sleep(0.02)
        said = (self.data.parent / "up.out").read_text().strip()
        raise Failure(f"reprise does not answer: {said}")

    def end_at_once(self):
        """Without waiting for what goes on: its folder goes too."""
        if self.process is None or self.process.poll() is not None:
            return
        try:
            every = processes_on(self)
        except OSError:
            every = []
        # It cleans up, and begins nothing again. By itself it would wait for runs and for answers.
        self.process.send_signal(signal.SIGTERM)
        if server := child_of(self, b"serve"):
            kill(server, signal.SIGKILL)
        if nginx := child_of(self, b"nginx"):
            kill(nginx, signal.SIGTERM)
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            for process in [self.process.pid, *every]:
                kill(process, signal.SIGKILL)
            self.process.wait()


class Sink:
    """What runs call."""

    def __init__(self):
        self.process = subprocess.Popen(
            [sys.executable, "-B", HERE / "sink.py"], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True, start_new_session=True)
        self.url = f"http://localhost:{int(self.process.stdout.readline())}"

    def stop(self):
        self.process.kill()
        self.process.wait()


class Template:
    """A data folder with both accounts, signed in, of which each measurement has a copy."""

    def __init__(self, folder, binary, sink):
        self.folder, self.binary, self.sink = folder, binary, sink
        self.data = folder / "template" / "data"
        self.data.parent.mkdir()
        self.data.parent.chmod(0o755)
        program = Program(self.data.parent, binary, REPRISE_HOME=str(ROOT))
        try:
            program.start()
            until = time.monotonic() + 60
            caller = Caller(program.port, lambda: until, token=program.token)
            self.tokens, self.cookies = {}, {}
            for name in ["alice", "bob"]:
                answer = caller.post("/automation/accounts", {"name": name}).taken()
                self.tokens[name] = answer.json()["token"]
                self.cookies[name] = sign_in(program, caller, name)
            bob = Caller(program.port, lambda: until, token=self.tokens["bob"])
            for number in range(30):
                bob.save([call_of("note", text="Good morning")], f"bob-{number}")
            alice = Caller(program.port, lambda: until, token=self.tokens["alice"])
            # One run with an answer of the length that is kept, of which `heavy` makes many.
            self.heavy_trace = alice.save(
                [call_of("http_request", method="GET", url=f"{sink.url}/result/9000")], "heavy")
            self.heavy_run = alice.run(self.heavy_trace)["id"]
        except BaseException:
            program.end_at_once()
            raise
        if program.stop() != 0:
            raise Failure("the server did not end as it should")


class House:
    """A copy of the template's folder, and the program on it."""

    def __init__(self, template, settings=None, seed=None):
        """seed: is given the database before the program starts."""
        self.template, self.sink = template, template.sink
        self.folder = template.folder / "house"
        self.deadline = time.monotonic() + 60
        shutil.copytree(template.data, self.folder / "data")
        self.folder.chmod(0o755)
        if seed:
            # The program has ended: one process owns the database.
            with contextlib.closing(sqlite3.connect(self.folder / "data" / "reprise.db")) as opened:
                with opened:
                    seed(opened, template)
        self.program = Program(
            self.folder, template.binary, REPRISE_HOME=str(ROOT), REPRISE_LOG_LEVEL="notice",
            REPRISE_ALLOW_NETWORKS="127.0.0.0/8,::1/128", **(settings or {}))
        self.began = None

    def start(self):
        self.program.start()
        self.server = self.program.server_process()
        self.nobody = self.caller()
        self.alice = self.caller(token=self.template.tokens["alice"])
        self.alice_browser = self.caller(cookie=self.template.cookies["alice"])
        self.bob = self.caller(token=self.template.tokens["bob"])

    def caller(self, **who):
        return Caller(self.program.port, lambda: self.deadline, **who)

    def begin(self, seconds):
        """From now on the others are watched, and so many seconds later all is over."""
        self.began = time.monotonic()
        self.deadline = self.began + seconds

    def largest(self):
        return max(caller.largest for caller in [self.nobody, self.alice, self.alice_browser])

    def rows(self, sql):
        with self.program.database() as database:
            return database.execute(sql).fetchall()

    def remove(self):
        self.program.end_at_once()
        shutil.rmtree(self.folder)


class Memory(threading.Thread):
    """How many MB the server has and ever had at most; it is ended where that is too much."""

    def __init__(self, house):
        super().__init__(daemon=True)
        self.house, self.peak, self.is_over, self.is_too_much = house, 0, False, False

    def run(self):
        while not self.is_over:
            now = self.now()
            if now > MOST_MEMORY:
                self.is_too_much = True
                self.house.deadline = 0
                kill(self.house.server, signal.SIGKILL)
                return
            time.sleep(0.02)

    def now(self):
        """0 where the server is gone."""
        try:
            status = pathlib.Path(f"/proc/{self.house.server}/status").read_text()
            self.peak = max(self.peak, megabytes(status, "VmHWM:"))
            return megabytes(status, "VmRSS:")
        except (OSError, IndexError):
            return 0

    def stop(self):
        self.is_over = True
        self.join()


def megabytes(status, field):
    return int(status.split(field)[1].split()[0]) / 1000


def sign_in(program, administrator, name):
    """The cookie of a new session, by a password."""
    password = "an account to be measured"
    administrator.post(
        "/automation/accounts/passwords", {"name": name, "password": password}).taken()
    answer = Caller(program.port, administrator.deadline).post(
        "/sign-in", urllib.parse.urlencode({"name": name, "password": password}).encode(),
        Content_Type="application/x-www-form-urlencoded", Origin=program.origin)
    cookie = (answer.headers["Set-Cookie"] or "").partition(";")[0]
    if answer.status != 303 or not cookie:
        raise Failure(f"signing in was answered with status {answer.status}")
    return cookie


def child_of(program, word):
    """The id of a child of `reprise up`; None: there is none."""
    try:
        return program.child(word)
    except (AssertionError, OSError):
        return None


def kill(process, number):
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, number)
