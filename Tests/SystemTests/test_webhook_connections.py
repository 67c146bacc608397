"""A runner of one's own carries tools out: told by signed requests, answering at once or by a call-back."""

import datetime
import json

import pytest
import requests

from conftest import Client, eventually, free_port
from test_openapi import Checked
from webhook_runner import new_secret, runner, verifies  # noqa: F401, a fixture among them


@pytest.fixture
def alice(program):
    return program.start().account("alice")


def connect(client, runner, secret=None):
    made = client.post("/automation/connections", {
        "name": "desk", "kind": "webhook", "settings": {"url": runner.url},
        "secrets": {"secret": secret or runner.secret}})
    assert made.status_code == 201, made.text
    return made.json()["connection"]["id"]


def bind(client, tool, **binding):
    bound = client.put("/automation/bindings", {"tool": tool, "connection": "desk", **binding})
    assert bound.status_code == 200, bound.text


def save(client, *tools):
    return client.post("/automation/traces", {
        "provider_id": "desk", "thread_id": "-".join(tools), "trace_data": [
            {"event": "tool_call", "tool": tool, "params": {"recipient": "bob@example.com"}}
            for tool in tools]}).json()["trace_id"]


def test_a_step_is_told_to_the_runner_which_verifies_it_and_its_answer_is_the_result(
        program, alice, runner):
    connect(alice, runner)
    bind(alice, "send_*", remote="send_mail", effect="idempotent",
         params={"to": {"$ref": "params/recipient"}})
    # It says again all that it was told.
    runner.answer = lambda event: (200, {"told": event, "secret": runner.secret})
    run = alice.ended(alice.begin(save(alice, "send_gmail")))
    assert run["outcome"] == "succeeded", run
    [event] = runner.events
    [(_, headers, _)] = runner.requests
    data = event["data"]
    assert (event["type"], data["tool"], data["params"]) == (
        "step.run", "send_mail", {"to": "bob@example.com"})
    assert (data["run_id"], data["step"], data["attempt"]) == (run["id"], 1, 1)
    deadline = datetime.datetime.fromisoformat(data["callback"]["deadline"].replace("Z", "+00:00"))
    wait = deadline - datetime.datetime.now(datetime.timezone.utc)
    assert datetime.timedelta(minutes=58) < wait < datetime.timedelta(minutes=61)

    [attempt] = run["steps"][0]["attempts"]
    assert attempt["request"]["body"]["data"]["params"] == data["params"]
    assert attempt["request"]["headers"]["webhook-id"] == headers["webhook-id"]
    assert attempt["response"]["secret"] == "[secret secret]"
    token = data["callback"]["url"].rsplit("/", 1)[1]
    copy = program.data.parent / "copy.db"
    assert program.command("backup", str(copy)).returncode == 0
    told = [json.dumps(run).encode(), alice.get("/automation/connections").content]
    program.stop()
    told += [copy.read_bytes()]
    told += [file.read_bytes() for file in program.data.rglob("*") if file.is_file()]
    secrets = [runner.secret.removeprefix("whsec_"), token, headers["webhook-signature"]]
    assert not [text for text in told for secret in secrets if secret.encode() in text]


def test_an_answer_that_takes_longer_comes_to_a_call_back_once_also_after_a_restart(
        program, alice, runner):
    connect(alice, runner)
    bind(alice, "write_report", callback_timeout=600)
    runner.answer = lambda event: (202, None)
    run = alice.begin(save(alice, "write_report"))
    assert eventually(lambda: alice.shown(run)["waiting_until"]), alice.shown(run)
    program.stop()
    program.start()
    callback = runner.events[0]["data"]["callback"]
    assert alice.shown(run)["waiting_until"] == callback["deadline"]
    url = callback["url"]
    assert url.startswith(program.origin)
    assert requests.get(url, timeout=30).status_code == 405
    assert requests.post(f"{url}x", json={"result": 1}, timeout=30).status_code == 404
    assert requests.post(url, json={"error": 1}, timeout=30).status_code == 422
    anybody = Checked(Client(program.origin, None), alice.get("/openapi.json").json())
    first = anybody("POST", url.removeprefix(program.origin), {
        "result": {"pages": 7, "secret": runner.secret}})
    assert first.status_code == 200, first.text
    assert requests.post(url, json={"result": {"pages": 8}}, timeout=30).status_code == 410
    told = alice.ended(run)
    assert told["outcome"] == "succeeded", told
    assert told["steps"][0]["attempts"][0]["response"] == {
        "pages": 7, "secret": "[secret secret]"}
    assert "second answer" in told["notices"][0]
    assert len(runner.events) == 1
    # Whoever has the address may answer: it stands in no log.
    for log in (program.data / "logs").iterdir():
        assert url.rsplit("/", 1)[1] not in log.read_text()


def test_an_error_by_call_back_fails_the_step_in_the_runners_words(alice, runner):
    connect(alice, runner)
    bind(alice, "write_report")
    runner.answer = lambda event: (202, None)
    run = alice.begin(save(alice, "write_report"))
    assert eventually(lambda: alice.shown(run)["waiting_until"])
    url = runner.events[0]["data"]["callback"]["url"]
    answer = {"error": {"message": "The printer is on fire.", "permanent": True}}
    assert requests.post(url, json=answer, timeout=30).status_code == 200
    told = alice.ended(run)
    assert told["outcome"] == "failed" and "The printer is on fire." in told["reason"], told


def test_410_switches_the_connection_off_and_later_runs_are_skipped_and_say_why(alice, runner):
    said = alice.put("/automation/notifications", {
        "channels": [{"kind": "ntfy", "to": f"{runner.origin}/topic"}]})
    assert said.status_code == 200, said.text
    connection = connect(alice, runner)
    bind(alice, "send_gmail")
    runner.answer = lambda event: (410, {"why": "moved"})
    trace = save(alice, "send_gmail")
    gone = alice.begin(trace)
    told = alice.ended(gone)
    assert told["outcome"] == "failed" and "switched off" in told["reason"], told
    kept = alice.get(f"/automation/connections/{connection}").json()["connection"]
    assert kept["enabled"] is False and "410" in kept["off_reason"], kept
    assert eventually(lambda: [text for text in runner.messages if "desk" in text]), runner.messages

    runner.answer = lambda event: (200, {})
    told = alice.ended(alice.begin(trace))
    assert (told["outcome"], told["reason_code"]) == ("skipped", "unbound"), told
    assert "desk" in told["reason"] and "410" in told["reason"]
    assert len(runner.events) == 1
    on = alice.patch(f"/automation/connections/{connection}", {"enabled": True})
    assert on.status_code == 200 and on.json()["connection"]["off_reason"] is None
    assert alice.ended(alice.begin(trace))["outcome"] == "succeeded"
    # The run that failed is told with the connection, and nothing more of it.
    assert eventually(lambda: len(runner.messages) == 2), runner.messages
    assert f"/runs/{gone} " in runner.messages[0] and "is on again" in runner.messages[1]


def test_after_a_new_secret_requests_are_signed_with_both(alice, runner):
    connection = connect(alice, runner)
    bind(alice, "send_gmail")
    trace = save(alice, "send_gmail")
    assert alice.ended(alice.begin(trace))["outcome"] == "succeeded"
    old, new = runner.secret, new_secret()
    changed = alice.patch(f"/automation/connections/{connection}", {"secrets": {"secret": new}})
    assert changed.status_code == 200, changed.text
    # The runner verifies with its former secret still, and then with the new one.
    for secret in (old, new):
        runner.secret = secret
        assert alice.ended(alice.begin(trace))["outcome"] == "succeeded"
    before, *after = runner.requests
    assert verifies(old, before) and not verifies(new, before)
    assert all(verifies(old, request) and verifies(new, request) for request in after)
    assert not any(verifies(new_secret(), request) for request in runner.requests)
    assert len({headers["webhook-id"] for _, headers, _ in runner.requests}) == 3


def test_attempts_of_one_step_have_one_id_and_each_its_own_call_back(alice, runner):
    connect(alice, runner)
    bind(alice, "send_gmail", effect="idempotent")
    statuses = iter([503, 200])
    runner.answer = lambda event: (next(statuses), {})
    assert alice.ended(alice.begin(save(alice, "send_gmail")))["outcome"] == "succeeded"
    assert len({headers["webhook-id"] for _, headers, _ in runner.requests}) == 1
    assert [event["data"]["attempt"] for event in runner.events] == [1, 2]
    assert len({event["data"]["callback"]["url"] for event in runner.events}) == 2


def test_a_test_pings_the_runner_and_says_what_came_of_it(program, alice, runner):
    connection = connect(alice, runner)
    path = f"/automation/connections/{connection}/test"
    test = alice.post(path)
    assert test.status_code == 200, test.text
    assert test.json()["test"]["outcome"] == "succeeded" and "204" in test.json()["test"]["words"]
    assert [event["type"] for event in runner.events] == ["ping"]
    runner.secret = new_secret()
    test = alice.post(path).json()["test"]
    assert test["outcome"] == "failed" and "secret" in test["words"], test
    runner.close()
    test = alice.post(path).json()["test"]
    assert test["outcome"] == "failed" and "reached" in test["words"], test
    assert program.account("bob").post(path).status_code == 404
    nothing = f"http://127.0.0.1:{free_port()}/"
    crm = alice.post("/automation/connections", {
        "name": "crm", "kind": "http", "settings": {"base_url": nothing}}).json()["connection"]["id"]
    test = alice.post(f"/automation/connections/{crm}/test", {"method": "GET", "path": "me"})
    assert test.json()["test"]["outcome"] == "failed", test.text


def test_the_demo_goes_over_a_runner_of_its_own(program):
    program.settings["REPRISE_DEMO"] = "1"
    admin = program.start().client()
    place = json.loads((program.data / "demo-runner.json").read_text())
    url = f"http://127.0.0.1:{place['port']}/"

    def refusal():
        try:
            return requests.post(url, data="{}", timeout=30).status_code
        except requests.RequestException:
            return None

    assert eventually(lambda: refusal() == 401)
    trace = admin.get("/automation/traces/thread/demo-own-runner").json()["trace"]["id"]
    told = admin.ended(admin.begin(trace))
    assert told["outcome"] == "succeeded", told
    answers = [step["attempts"][0]["response"] for step in told["steps"]]
    note = "Ask Ada when the pallets come"
    assert answers == [{"remembered": note, "notes": 1}, {"words": 6}, {"notes": [note]}]
    assert (program.data / "demo-notes.txt").read_text() == f"{note}\n"
    connection = admin.get("/automation/connections").json()["connections"][0]["id"]
    test = admin.post(f"/automation/connections/{connection}/test").json()["test"]
    assert test["outcome"] == "succeeded", test
    program.stop()
    assert eventually(lambda: refusal() is None)
    # It goes on with what it had noted.
    program.start()
    assert eventually(lambda: refusal() == 401)
    told = admin.ended(admin.begin(trace))
    assert told["steps"][0]["attempts"][0]["response"]["notes"] == 2, told
