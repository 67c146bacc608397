"""Trials that kill and stop the program while it works, move its clock and fail its disk, each with
its figures.

`python3 torture.py` runs all of them in full; `python3 torture.py NAME ROUNDS` one. The tests run
shortened rounds of the same.
"""

import collections
import concurrent.futures
import contextlib
import os
import random
import signal
import sys
import threading
import time

import requests

from conftest import eventually
from loopback_server import Handler, Server
from torture_clock import clock_jumps
from torture_disk import failing_writes, full_disk
from torture_program import held_runs, kill_server, open_runs, running, server_process
from torture_waiting import kill_while_waiting


class Load:
    """Callers that go on until told to stop, each answer counted by its status."""

    def __init__(self, callers, call):
        self.ended = threading.Event()
        self.statuses = collections.Counter()
        self.pool = concurrent.futures.ThreadPoolExecutor(callers)
        self.futures = [self.pool.submit(self.repeat, call, number) for number in range(callers)]

    def repeat(self, call, number):
        while not self.ended.is_set():
            try:
                status = call(number)
            except requests.RequestException as error:
                status = type(error).__name__
            self.statuses[status] += 1

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.ended.set()
        for future in self.futures:
            future.result(timeout=60)
        self.pool.shutdown()


class Sink:
    """A server that counts what it is asked, by idempotency key, and takes its time."""

    def __init__(self, slowest=0.3):
        self.calls = collections.Counter()
        sink = self

        class Answers(Handler):
            def do_POST(self):  # noqa: N802, the library's name
                self.read_body()
                key = self.headers.get("Idempotency-Key")
                sink.calls[self.path, key] += 1
                time.sleep(random.uniform(0, slowest))
                with contextlib.suppress(OSError):
                    self.send_response(200)
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", "2")
                    self.end_headers()
                    self.wfile.write(b"{}")

            do_GET = do_PUT = do_POST

        self.server = Server(Answers)
        self.url = self.server.origin

    def close(self):
        self.server.close()


def integrity(program):
    with program.database() as database:
        return database.execute("PRAGMA integrity_check").fetchone()[0]


def spread(seconds):
    ordered = sorted(seconds)
    return tuple(round(value, 2) for value in (
        ordered[0], ordered[len(ordered) // 2], ordered[-1]))


def kill_under_write_load(rounds=200):
    """kill −9 while eight callers save traces: what was acknowledged is there, and whole."""
    trace = {"provider_id": "torture", "trace_data": [{"event": "completion", "text": "x" * 200}]}
    with running() as program:
        client = program.client()
        saved = []

        def save(number):
            answer = client.post("/automation/traces", {**trace, "thread_id": f"caller-{number}"})
            if answer.status_code == 201:
                saved.append(answer.json()["trace_id"])
            return answer.status_code

        back, damaged = [], 0
        with Load(8, save):
            for _ in range(rounds):
                time.sleep(random.uniform(0.05, 0.4))
                back.append(kill_server(program))
                damaged += integrity(program) != "ok"
        with program.database() as database:
            kept = {row[0] for row in database.execute("SELECT id FROM automation_traces")}
        return {
            "kills": rounds, "acknowledged": len(saved), "lost": len(set(saved) - kept),
            "integrity not ok": damaged, "back within s (min, median, max)": spread(back)}


def kill_mid_run(rounds=200):
    """kill −9 in the middle of steps: no instant twice, no hanging run, nothing once sent twice."""
    sink = Sink()
    steps = [{"event": "tool_call", "tool": "http_request", "params": {
        "method": method, "url": f"{sink.url}/{name}"}} for method, name in (
            ("POST", "once"), ("GET", "read"), ("POST", "once-more"))]
    with running() as program:
        client = program.client()
        ids = [client.post("/automation/traces", {
            "provider_id": "torture", "thread_id": f"t{n}", "trace_data": steps,
        }).json()["trace_id"] for n in range(3)]
        for trace_id in ids:
            assert client.post("/automation/deploy", {
                "trace_id": trace_id, "schedule_type": "custom", "schedule_time": "* * * * *",
                "schedule_config": {"timezone": "UTC"}}).ok
        runs = []
        for number in range(rounds):
            answer = client.post(f"/automation/traces/{ids[number % 3]}/runs")
            if answer.status_code == 202:
                runs.append(answer.json()["run_id"])
            time.sleep(random.uniform(0, 0.6))
            kill_server(program)
        begin = time.monotonic()
        for trace_id in ids:
            assert client.patch(f"/automation/deployment-status/{trace_id}?status=draft").ok
        ended = eventually(lambda: not open_runs(program), seconds=90)
        waited = time.monotonic() - begin
        with program.database() as database:
            doubled = database.execute("""
                SELECT count(*) FROM (SELECT 1 FROM occurrences WHERE manual = 0
                GROUP BY trace_id, scheduled_at HAVING count(*) > 1)""").fetchone()[0]
            outcomes = dict(database.execute(
                "SELECT outcome, count(*) FROM occurrences GROUP BY outcome"))
            missing = [run for run in runs if not database.execute(
                "SELECT 1 FROM runs WHERE id = ?", [run]).fetchone()]
        sink.close()
        twice = sum(
            count > 1 for (path, _), count in sink.calls.items() if path.startswith("/once"))
        return {
            "kills": rounds, "runs started by hand": len(runs), "runs lost": len(missing),
            "rows twice for an instant": doubled, "once-steps delivered twice": twice,
            "still running at the end": 0 if ended else len(open_runs(program)),
            "all ended within s of the last kill": round(waited, 1), "outcomes": outcomes}


def kill_with_backlog(rounds=50):
    """kill −9 while many runs wait: what was cut off goes on before them, and nothing is left out."""
    sink = Sink(slowest=0.5)
    with running(REPRISE_RUNS="4") as program:
        client = program.client()
        # Of one automation a hundred may wait.
        traces = [client.post("/automation/traces", {
            "provider_id": "torture", "thread_id": f"t{number}", "trace_data": [{
                "event": "tool_call", "tool": "http_request",
                "params": {"method": "PUT", "url": f"{sink.url}/put"}}]}).json()["trace_id"]
            for number in range(rounds)]
        assert client.put("/automation/bindings", {
            "tool": "http_request", "adapter": "http", "effect": "idempotent"}).ok
        for number in range(rounds * 8):
            trace_id = traces[number % len(traces)]
            assert client.post(f"/automation/traces/{trace_id}/runs").status_code == 202
        cut_off, went_on = 0, []
        for _ in range(rounds):
            time.sleep(random.uniform(0.3, 0.8))
            held = held_runs(program)
            kill_server(program)
            begin = time.monotonic()
            assert eventually(lambda: not held & held_runs(program), seconds=90), held
            went_on.append(time.monotonic() - begin)
            cut_off += len(held)
        assert eventually(lambda: not open_runs(program), seconds=300), open_runs(program)
        delivered = len(sink.calls)
        sink.close()
        return {
            "kills": rounds, "runs": rounds * 8, "runs that were cut off": cut_off,
            "runs not delivered": rounds * 8 - delivered,
            "went on within s of the restart (min, median, max)": spread(went_on)}


def stop_under_load(rounds=20):
    """SIGTERM to the server and reloads of nginx under load: every answer is a good one."""
    with running() as program:
        client = program.client()
        body = {"provider_id": "torture", "thread_id": "t", "trace_data": []}

        def call(number):
            if number % 2:
                return client.get("/automation/traces?limit=5", headers=CLOSE).status_code
            return client.post("/automation/traces", body, headers=CLOSE).status_code

        with Load(8, call) as load:
            for _ in range(rounds):
                time.sleep(0.3)
                process = eventually(lambda: server_process(program), seconds=20)
                os.kill(process, signal.SIGTERM)
                assert eventually(
                    lambda: server_process(program) not in (None, process), seconds=40)
                time.sleep(0.3)
                os.kill(program.nginx_process(), signal.SIGHUP)
            time.sleep(0.5)
        bad = {status: count for status, count in load.statuses.items()
               if not (isinstance(status, int) and 200 <= status < 300)}
        return {"stops": rounds, "reloads": rounds, "answers": sum(load.statuses.values()),
                "answers other than 2xx": bad}


CLOSE = {"Connection": "close"}


def many_connections(rounds=512):
    """So many connections at once, eight of an account: each is answered."""
    with running() as program:
        clients = [program.account(f"caller-{number}") for number in range((rounds + 7) // 8)]
        ready = threading.Barrier(rounds)

        def call(number):
            ready.wait(timeout=60)
            client = clients[number // 8]
            return client.get("/automation/traces?limit=1", headers=CLOSE).status_code

        with concurrent.futures.ThreadPoolExecutor(rounds) as pool:
            statuses = collections.Counter(pool.map(call, range(rounds)))
        return {"connections": rounds, "answers": dict(statuses)}


TRIALS = {
    trial.__name__: trial for trial in (
        kill_under_write_load, kill_mid_run, kill_with_backlog, kill_while_waiting, stop_under_load,
        many_connections, failing_writes, full_disk, clock_jumps)}


def some(figure):
    return figure > 0


def only(*statuses):
    return lambda answers: answers and set(answers) <= set(statuses)


# What the figures of a trial have to be: a value, or what says whether one will do.
EXPECTED = {
    "kill_under_write_load": {"acknowledged": some, "lost": 0, "integrity not ok": 0},
    "kill_mid_run": {
        "runs started by hand": some, "runs lost": 0, "rows twice for an instant": 0,
        "once-steps delivered twice": 0, "still running at the end": 0,
        # A kill fell into a step that must not be sent twice.
        "outcomes": lambda outcomes: outcomes.get("unknown", 0) > 0},
    "kill_with_backlog": {"runs that were cut off": some, "runs not delivered": 0},
    "kill_while_waiting": {
        "kills while runs waited": some, "runs": some, "runs lost": 0,
        "still running at the end": 0, "answers taken": some,
        "answers taken that their runs have not": 0, "answers that nobody gave": 0,
        "steps that took two answers": 0, "once-steps told twice": 0,
        "second answers": lambda statuses: set(statuses) == {410},
        # A kill may have fallen between a step and what its runner said at once.
        "outcomes": only("succeeded", "unknown")},
    "stop_under_load": {"answers": some, "answers other than 2xx": {}},
    "many_connections": {"answers": only(200)},
    "failing_writes": {
        "answers": lambda answers: answers.get(507) and only(200, 201, 202, 503, 507)(answers),
        "of": lambda calls: len(calls) == 4, "reads that failed": 0, "lost": 0,
        "neither before nor after": 0,
        "not recovered at once": 0, "restarts": 0, "integrity": "ok"},
    "full_disk": {
        "writes while full": only(507), "reads while full": only(200), "caught up afterwards": some,
        "rows twice for an instant": 0, "restarts": 0, "integrity": "ok"},
    "clock_jumps": {"rows": some, "without a row": 0, "with several": 0},
}


# What they have to be besides where a machine is fast enough to be asked: the trials in full.
IN_TIME = {
    "kill_under_write_load": {
        "back within s (min, median, max)": lambda seconds: seconds[1] <= 1},
    "kill_mid_run": {"all ended within s of the last kill": lambda seconds: seconds <= 40},
    "kill_with_backlog": {
        "went on within s of the restart (min, median, max)": lambda seconds: seconds[2] <= 40},
}


def faults(name, figures, expected_figures=EXPECTED):
    """The figures of a trial that are not what they have to be."""
    if all(isinstance(figure, dict) for figure in figures.values()):
        every = {what: faults(name, each, expected_figures) for what, each in figures.items()}
        return {what: each for what, each in every.items() if each}
    return {
        what: figures[what] for what, expected in expected_figures.get(name, {}).items()
        if not (expected(figures[what]) if callable(expected) else figures[what] == expected)}


def main(arguments):
    names = arguments[:1] or list(TRIALS)
    failed = []
    for name in names:
        trial = TRIALS[name]
        print(f"{name}: {trial.__doc__.strip()}", flush=True)
        figures = trial(*map(int, arguments[1:2]))
        for what, figure in figures.items():
            print(f"  {what}: {figure}", flush=True)
        if wrong := faults(name, figures) | faults(name, figures, IN_TIME):
            failed.append(f"{name}: {wrong}")
    if failed:
        sys.exit("not as it has to be: " + "; ".join(failed))


if __name__ == "__main__":
    main(sys.argv[1:])
