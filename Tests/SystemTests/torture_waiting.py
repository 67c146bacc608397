"""A trial of steps that wait for call-backs while the program is killed."""

import collections
import concurrent.futures
import itertools
import json
import random
import time

import requests

from conftest import eventually
from loopback_server import Handler, Server
from torture_program import kill_server, open_runs, running, waiting_runs

Answer = collections.namedtuple("Answer", "run step url number status")


class SlowRunner:
    """Takes every step and answers it by its call-back, which it repeats until somebody has heard it."""

    def __init__(self, slowest=1.0):
        self.told = collections.Counter()
        self.answers = []
        self.numbers = itertools.count(1)
        self.slowest = slowest
        self.pool = concurrent.futures.ThreadPoolExecutor(16)
        self.futures = []
        runner = self

        class Answers(Handler):
            def do_POST(self):  # noqa: N802, the library's name
                body = self.read_body()
                step, data = self.headers["webhook-id"], json.loads(body)["data"]
                runner.told[data["tool"], step] += 1
                runner.futures.append(runner.pool.submit(
                    runner.call_back, data["run_id"], step, data["callback"]["url"]))
                self.send_response(202)
                self.send_header("Content-Length", "0")
                self.end_headers()

        self.server = Server(Answers)
        self.url = f"{self.server.origin}/"

    def call_back(self, run, step, url):
        time.sleep(random.uniform(0, self.slowest))
        number = next(self.numbers)
        status = None
        while status not in (200, 410):
            status = status_of(url, number)
            if status not in (200, 410):
                time.sleep(0.1)
        self.answers.append(Answer(run, step, url, number, status))

    def finish(self):
        """Waits until all that was told is answered. What comes meanwhile is waited for too."""
        for index in itertools.count():
            if index == len(self.futures):
                return
            self.futures[index].result(timeout=120)

    def close(self):
        self.pool.shutdown()
        self.server.close()


def status_of(url, number):
    """Of an answer to a call-back; nothing: nobody knows whether it was heard."""
    try:
        return requests.post(url, json={"result": number}, timeout=30).status_code
    except requests.RequestException:
        return None


def kill_while_waiting(rounds=200):
    """kill −9 while steps wait for call-backs and these come: none is lost, and each counts once."""
    runner = SlowRunner()
    with running() as program:
        client = program.client()
        assert client.post("/automation/connections", {
            "name": "slow", "kind": "webhook", "settings": {"url": runner.url}}).status_code == 201
        traces = []
        for tool, effect in (("once", "once"), ("again", "idempotent")):
            assert client.put("/automation/bindings", {
                "tool": tool, "connection": "slow", "effect": effect,
                "callback_timeout": 3600}).ok
            traces.append(client.post("/automation/traces", {
                "provider_id": "torture", "thread_id": tool,
                "trace_data": [{"event": "tool_call", "tool": tool, "params": {}}] * 2,
            }).json()["trace_id"])
        runs, waited = [], 0
        for number in range(rounds):
            for trace in traces:
                answer = client.post(f"/automation/traces/{trace}/runs")
                if answer.status_code == 202:
                    runs.append(answer.json()["run_id"])
            time.sleep(random.uniform(0, 0.6))
            waited += waiting_runs(program) > 0
            kill_server(program)

        def is_over():
            runner.finish()
            return not open_runs(program)

        over = eventually(is_over, seconds=120)
        taken = [answer for answer in runner.answers if answer.status == 200]
        given = collections.defaultdict(set)
        for answer in runner.answers:
            given[answer.run].add(answer.number)
        with program.database() as database:
            kept = collections.defaultdict(set)
            for run, response in database.execute("""
                    SELECT r.id, a.response FROM runs AS r
                    JOIN attempts AS a ON a.occurrence_id = r.occurrence_id
                    WHERE a.response IS NOT NULL"""):
                kept[run].add(json.loads(response))
            outcomes = dict(database.execute(
                "SELECT outcome, count(*) FROM occurrences GROUP BY outcome"))
            lost = [run for run in runs if not database.execute(
                "SELECT 1 FROM runs WHERE id = ?", [run]).fetchone()]
        steps = collections.Counter(answer.step for answer in taken)
        figures = {
            "kills": rounds, "kills while runs waited": waited, "runs": len(runs),
            "runs lost": len(lost),
            "still running at the end": 0 if over else len(open_runs(program)),
            "answers taken": len(taken),
            "answers taken that their runs have not": sum(
                answer.number not in kept[answer.run] for answer in taken),
            "answers that nobody gave": sum(
                len(numbers - given[run]) for run, numbers in kept.items()),
            "steps that took two answers": sum(count > 1 for count in steps.values()),
            "once-steps told twice": sum(
                count > 1 for (tool, _), count in runner.told.items() if tool == "once"),
            "second answers": dict(collections.Counter(
                status_of(answer.url, 0) for answer in taken)),
            "outcomes": outcomes}
    runner.close()
    return figures
