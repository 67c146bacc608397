"""What README.md shows works when it is pasted."""

import json
import os
import re
import subprocess

import pytest

from conftest import ROOT, eventually
from loopback_server import Handler, Server

DOCUMENT = """
openapi: 3.1.0
info: {title: Mail of the office, version: "1"}
paths: {/mails: {get: {operationId: office_mails}}}
"""


class Elsewhere(Handler):
    """All servers that the examples name."""

    def answer(self):
        body = self.read_body().decode()
        self.server.asked.append((self.command, self.path, dict(self.headers), body))
        if self.path.endswith(".yaml"):
            return self.send_text(200, DOCUMENT, "application/yaml")
        self.send_text(200, "{}")

    do_GET = do_POST = answer


@pytest.fixture
def elsewhere():
    server = Server(Elsewhere)
    server.asked = []
    yield server
    server.close()


def commands(*names):
    """Those of sections, each of which ends where the next one or one within it begins."""
    readme = (ROOT / "README.md").read_text()
    sections = [re.search(rf"\n##+ {name}\n(.*?)\n##", readme, re.S).group(1) for name in names]
    return "".join(re.findall(r"```sh\n(.*?)```", "".join(sections), re.S))


def answers_to(script, **environment):
    """Those that are JSON."""
    lines = printed_by(script, **environment).splitlines()
    return [json.loads(line) for line in lines if line.startswith("{")]


def printed_by(script, **environment):
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", re.sub(r"(?m)^curl ", "curl -f ", script)],
        env={**os.environ, **environment}, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_example_of_a_log_works_when_pasted(reprise):
    script = commands("From a log to an automation")
    script = script.replace("http://localhost:8080", reprise.origin)
    script = script.replace("data/admin-token", str(reprise.data / "admin-token"))
    read, taken, sent, rehearsed, imported = answers_to(script)
    assert [(each["kind"], each["strength"]) for each in read["proposals"]] == [("link", "strong")]
    assert taken["steps"][1]["params"] == {
        "ticket_id": {"$ref": "steps/s1/result/ticket/id"}}
    assert sent["steps"][1]["sent"] == {"ticket_id": "T-48151"}
    assert reprise.client().get(f"/automation/runs/{rehearsed['run_id']}").json()["run"]["rehearsal"]
    assert (imported["format"], imported["step_count"]) == ("openai_chat", 1)


def test_the_curl_examples_work_when_pasted(reprise):
    script = commands("By curl", "Connections", "Messages")
    script = script.replace("http://localhost:8080", reprise.origin)
    script = script.replace("data/admin-token", str(reprise.data / "admin-token"))
    answers = answers_to(script)
    assert len(answers) == 15 and all(answer["success"] for answer in answers)
    deployed, started, occurrences, totals, paused, bound, connection, found, *others = answers
    (office, operations, runner, report, log), told = others[:5], others[5:]
    assert deployed["next_run_at"] and started["run_id"]
    assert [row["run_id"] for row in occurrences["occurrences"]] == [started["run_id"]]
    assert [(row["outcome"], row["count"]) for row in totals["totals"]] == [("succeeded", 1)]
    assert paused["message"] == "Deployment status updated to 'paused'"
    assert bound["binding"]["tool"] == "check_*"
    assert connection["connection"]["secrets"]["token"]["last4"] == "cdef"
    assert found["binding"]["connection"] == "crm" and not found["notices"]
    assert office["connection"]["kind"] == "openapi"
    assert operations["binding"]["connection"] == "office" and not operations["notices"]
    assert runner["secret"].startswith("whsec_")
    assert report["binding"]["connection"] == "runner" and not report["notices"]
    assert log["binding"]["remote"] == "note" and not log["notices"]
    assert [channel["kind"] for channel in told[0]["channels"]] == ["mail", "ntfy"]
    assert told[0]["events"]["runs_missed"] is False and told[1]["events"]["run_failed"] is False
    assert eventually(lambda: any(
        "Up you get." in mail.read_text() for mail in (reprise.data / "outbox").glob("*.eml")))


def test_a_connection_of_each_kind_carries_calls_out_as_it_was_pasted(program, elsewhere):
    program.start()
    script = re.sub(
        r"https://(\w+)\.example", rf"{elsewhere.origin}/\1",
        commands("Connections"))
    answers_to(script, TOKEN=program.token, API=f"{program.origin}/automation")
    admin = program.client()
    trace = admin.post("/automation/traces", {
        "provider_id": "desk", "thread_id": "t", "trace_data": [
            {"event": "tool_call", "tool": tool, "params": params} for tool, params in (
                ("find_customer", {"name": "Ada"}), ("office_mails", {}),
                ("write_report", {"pages": 7}), ("log_visit", {"who": "Ada was here"}))]})
    told = admin.ended(admin.begin(trace.json()["trace_id"]), 60)
    assert told["outcome"] == "succeeded", told
    calls = [call for call in elsewhere.asked if not call[1].endswith(".yaml")]
    assert [call[:2] for call in calls] == [
        ("GET", "/crm/v1/customers?name=Ada"), ("GET", "/office/v1/mails"),
        ("POST", "/runner/steps")]
    for _, _, headers, _ in calls[:2]:
        assert headers["Authorization"] == "Bearer 0123456789abcdef"
    event = json.loads(calls[2][3])
    assert (event["type"], event["data"]["params"]) == ("step.run", {"pages": 7})
    notes = [file for file in (program.data / "notes").rglob("*") if file.is_file()]
    assert any("Ada was here" in note.read_text() for note in notes), notes


def test_the_metrics_are_told_when_it_is_pasted(reprise):
    told = printed_by(commands("Metrics").replace("http://localhost:8080", reprise.origin))
    assert any(line.startswith("reprise_queue_depth") for line in told.splitlines()), told


def test_every_command_stands_in_the_readme(program):
    readme = (ROOT / "README.md").read_text()
    targets = re.findall(r"(?m)^([a-z-]+):", (ROOT / "Makefile").read_text())
    assert len(targets) > 10
    assert [each for each in targets if not re.search(rf"\bmake {each}(?![\w-])", readme)] == []
    helped = program.command("--help").stdout
    names = re.findall(r"(?m)^  ([a-z][a-z-]*)(?= |$)", helped)
    assert len(names) > 8, helped
    assert [each for each in names if not re.search(rf"`reprise {each}(?![\w-])", readme)] == []


def test_every_setting_stands_in_the_readme():
    names = re.findall(
        r"(?:text|number|numberIfAny|flag)\(\"(\w+)\"",
        (ROOT / "Sources/App/Settings.swift").read_text())
    readme = (ROOT / "README.md").read_text()
    assert len(names) > 10
    assert [name for name in names if f"`REPRISE_{name.upper()}`" not in readme] == []
