"""A real Reprise for the tests: `reprise up` on a free port, with nginx before it."""

import contextlib
import os
import pathlib
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time

import pytest
import requests

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = ROOT / ".build" / "release" / "reprise"


# Whoever started the tests may ignore these, and what a test starts would too.
for number in (signal.SIGHUP, signal.SIGINT):
    if signal.getsignal(number) == signal.SIG_IGN:
        signal.signal(number, signal.SIG_DFL)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Reprise:
    """One data folder, and the program on it while it runs."""

    def __init__(self, folder, binary=BINARY, user=None, **settings):
        self.data = pathlib.Path(folder) / "data"
        self.binary = binary
        self.user = user
        self.port = free_port()
        self.origin = f"http://localhost:{self.port}"
        self.settings = settings
        self.process = None

    def environment(self):
        return {
            **{k: v for k, v in os.environ.items() if not k.startswith("REPRISE_")},
            "REPRISE_DATA": str(self.data),
            "REPRISE_PORT": str(self.port),
            "REPRISE_ALLOW_NETWORKS": "127.0.0.0/8",
            **self.settings,
        }

    def start(self):
        self.process = subprocess.Popen(
            [str(self.binary), "up"], env=self.environment(), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, user=self.user)
        self.greeting = self.process.stdout.readline().strip()
        assert self.greeting, self.process.stderr.read()
        return self

    def command(self, *arguments, input=""):
        return subprocess.run(
            [str(self.binary), *arguments], env=self.environment(), input=input,
            capture_output=True, text=True, timeout=60)

    def server_process(self):
        """The id of `reprise serve`, a child of `reprise up`."""
        return self.child(b"serve")

    def nginx_process(self):
        """The id of nginx's master, another child."""
        return self.child(b"nginx")

    def child(self, word):
        for task in pathlib.Path(f"/proc/{self.process.pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                if word in pathlib.Path(f"/proc/{child}/cmdline").read_bytes():
                    return int(child)
        raise AssertionError(f"no {word.decode()} runs")

    def database(self):
        """What is kept, for reading."""
        return contextlib.closing(sqlite3.connect(
            f"file:{self.data}/reprise.db?mode=ro", uri=True, timeout=10))

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=40)
        return self.process.returncode if self.process else None

    @property
    def link(self):
        return next(word for word in self.greeting.split() if "/sign-in?" in word)

    def sign_in(self, link, session=requests):
        """What the button of a sign-in link's page answers; it sends what the link says."""
        address, _, fields = link.partition("?")
        return session.post(address, data=fields, allow_redirects=False, timeout=30, headers={
            "Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"})

    @property
    def token(self):
        return (self.data / "admin-token").read_text().strip()

    def client(self, token=None):
        return Client(f"http://127.0.0.1:{self.port}", token or self.token)

    def account(self, name):
        answer = self.client().post("/automation/accounts", {"name": name})
        assert answer.status_code == 201, answer.text
        return self.client(answer.json()["token"])


class Client:
    """One caller of the JSON API."""

    def __init__(self, base, token):
        self.base = base
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def call(self, method, path, body=None, **options):
        if body is not None:
            options["json"] = body
        headers = {**self.headers, **options.pop("headers", {})}
        return requests.request(
            method, self.base + path, headers=headers, timeout=30, allow_redirects=False, **options)

    def get(self, path, **options):
        return self.call("GET", path, **options)

    def post(self, path, body=None, **options):
        return self.call("POST", path, body, **options)

    def put(self, path, body=None):
        return self.call("PUT", path, body)

    def patch(self, path, body=None):
        return self.call("PATCH", path, body)

    def delete(self, path):
        return self.call("DELETE", path)

    def begin(self, trace):
        """Runs an automation by hand, and answers with the run's id."""
        return self.post(f"/automation/traces/{trace}/runs").json()["run_id"]

    def shown(self, run):
        return self.get(f"/automation/runs/{run}").json()["run"]

    def ended(self, run, seconds=30):
        """What became of a run."""
        assert eventually(lambda: self.shown(run)["outcome"], seconds), self.shown(run)
        return self.shown(run)


@pytest.fixture(scope="session")
def reprise():
    with tempfile.TemporaryDirectory(prefix="reprise-test-") as folder:
        os.chmod(folder, 0o755)
        program = Reprise(folder).start()
        yield program
        assert program.stop() == 0


@pytest.fixture(scope="session")
def alice(reprise):
    return reprise.account("alice")


@pytest.fixture(scope="session")
def bob(reprise):
    return reprise.account("bob")


@pytest.fixture
def folder(tmp_path):
    for parent in [tmp_path, *tmp_path.parents]:
        if parent.stat().st_uid == os.getuid() and parent != pathlib.Path("/"):
            parent.chmod(parent.stat().st_mode | 0o011)
    return tmp_path


@pytest.fixture
def program(folder):
    program = Reprise(folder)
    yield program
    program.stop()


@pytest.fixture
def mail_trace():
    """A trace with one step, which nothing is bound to."""
    return {
        "provider_id": "google-107",
        "thread_id": "chat_7f21",
        "name": "Weekly status mail",
        "trace_data": [
            {"timestamp": "2026-10-30T15:00:00Z", "node": "inputer_agent",
             "event": "routing_decision", "agent": "gmail_agent_node",
             "decision": {"goto": "agent_tool_node", "reason": "The weekly status is to be sent"}},
            {"timestamp": "2026-10-30T15:00:01Z", "node": "agent_tool_node", "event": "tool_call",
             "agent": "gmail_agent_node", "tool": "send_gmail",
             "params": {"to": "team@example.com", "subject": "Status", "body": "All green."},
             "result": {"message_id": "18c2f0aa"}, "duration_ms": 412},
            {"timestamp": "2026-10-30T15:00:02Z", "node": "final_node", "event": "completion"},
        ],
    }


def processes_on(program):
    """The program and all below it."""
    found = [program.process.pid]
    for process in found:
        for task in pathlib.Path(f"/proc/{process}/task").iterdir():
            found += map(int, (task / "children").read_text().split())
    return found


def refusal(program):
    """What a start that cannot be says: its lines, and its exit status."""
    done = program.command("up")
    return done.stderr.strip().splitlines(), done.returncode


def eventually(check, seconds=30):
    """What `check` answers, once that is true; the last answer when time is up."""
    end = time.monotonic() + seconds
    while True:
        answer = check()
        if answer or time.monotonic() > end:
            return answer
        time.sleep(0.1)


def older_database(path, rows=()):
    """A database of the program before this one."""
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        database.execute("""
            CREATE TABLE automation_traces (
              id TEXT PRIMARY KEY, user_id TEXT NOT NULL, provider_id TEXT NOT NULL,
              thread_id TEXT NOT NULL, name TEXT, trace_data TEXT NOT NULL, created_at TEXT,
              updated_at TEXT)""")
        database.executemany(
            "INSERT INTO automation_traces VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
