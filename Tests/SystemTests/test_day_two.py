"""From the log of an agent to a workflow that does the right thing next week, when ids are others."""

import json
import threading

import pytest

from conftest import eventually
from loopback_server import Handler, Server


class Desk(Handler):
    """Makes tickets, and gives them away."""

    def do_POST(self):
        body = json.loads(self.read_body())
        with self.server.lock:
            if self.path == "/create_ticket":
                number = len(self.server.tickets) + 1001
                ticket = {"id": f"T-{number}", "title": body["title"], "for": None}
                self.server.tickets[ticket["id"]] = ticket
                return self.send_text(200, json.dumps({self.server.member: ticket}), "application/json")
            ticket = self.server.tickets.get(body["ticket_id"])
            if ticket is None:
                return self.send_text(422, '{"error": "no such ticket"}', "application/json")
            ticket["for"] = body["to"]
            self.send_text(200, '"done"', "application/json")


@pytest.fixture
def desk():
    server = Server(Desk)
    server.lock, server.tickets, server.member = threading.Lock(), {}, "ticket"
    yield server
    server.close()


def call(number, tool, result, **arguments):
    return [
        {"role": "assistant", "tool_calls": [{"id": f"c{number}", "type": "function", "function": {
            "name": tool, "arguments": json.dumps(arguments)}}]},
        {"role": "tool", "tool_call_id": f"c{number}", "content": json.dumps(result)}]


LOG = [
    {"role": "user", "content": "Have the printer repaired, ann@x.example does that"},
    *call(1, "create_ticket", {"ticket": {"id": "T-48151"}}, title="Paper jam"),
    *call(2, "assign_ticket", "done", ticket_id="T-48151", to="ann@x.example"),
]


def automation(client, desk, **deployment):
    """The log, bound to the desk and deployed."""
    name = f"desk-{desk.server_port}"
    made = client.post("/automation/connections", {
        "name": name, "kind": "http", "settings": {"base_url": desk.origin}})
    assert made.ok, made.text
    for tool in ("create_ticket", "assign_ticket"):
        bound = client.put("/automation/bindings", {
            "tool": tool, "connection": name, "request": {
                "method": "POST", "path": f"/{tool}", "json": {"$ref": "params"}}})
        assert bound.ok, bound.text
    saved = client.post("/automation/traces", {
        "provider_id": "chat", "thread_id": json.dumps(deployment), "trace_data": LOG})
    trace_id = saved.json()["trace_id"]
    deployed = client.post("/automation/deploy", {
        "trace_id": trace_id, "schedule_type": "daily", "schedule_time": "09:00", **deployment})
    assert deployed.ok, deployed.text
    return trace_id, deployed.json()["notices"]


def outcome(client, trace_id):
    """How a run by hand ended, and why."""
    run_id = client.post(f"/automation/traces/{trace_id}/runs", {}).json()["run_id"]
    run = eventually(lambda: next(
        (run for run in [client.get(f"/automation/runs/{run_id}").json()["run"]]
         if run["finished_at"]), None))
    return run["outcome"], run


def test_a_workflow_with_strong_proposals_does_what_the_agent_would_have_done(reprise, desk):
    client = reprise.client()
    trace_id, notices = automation(client, desk, proposals="strong")
    assert not any("meant otherwise" in notice for notice in notices)
    for number in (1, 2):
        how, run = outcome(client, trace_id)
        assert how == "succeeded", run
        assert [ticket["for"] for ticket in desk.tickets.values()] == ["ann@x.example"] * number
    sent = run["steps"][1]["attempts"][0]["request"]
    assert "T-1002" in json.dumps(sent)


def test_a_literal_replay_fails_and_the_deployment_had_said_so(reprise, desk):
    client = reprise.client()
    trace_id, notices = automation(client, desk)
    assert any("meant otherwise" in notice for notice in notices)
    how, run = outcome(client, trace_id)
    assert how == "failed", run
    assert [ticket["for"] for ticket in desk.tickets.values()] == [None]


def test_a_result_without_what_a_step_refers_to_fails_it_and_nothing_is_sent(reprise, desk):
    client = reprise.client()
    trace_id, _ = automation(client, desk, proposals="strong", name="Other shape")
    desk.member = "issue"
    how, run = outcome(client, trace_id)
    assert how == "failed"
    assert "steps/s1/result/ticket/id finds nothing" in run["reason"]
    assert [ticket["for"] for ticket in desk.tickets.values()] == [None]


def test_an_edit_that_the_recording_does_not_bear_out_is_refused_at_its_place(reprise, desk):
    client = reprise.client()
    trace_id, _ = automation(client, desk)
    workflow = client.get(f"/automation/traces/{trace_id}/workflow").json()
    steps = [{"id": "s2", "params": {
        "ticket_id": {"$ref": "steps/s1/result", "pick": {"label": "Ticket"}}, "to": "bob"}}]
    refused = client.patch(f"/automation/traces/{trace_id}/workflow", {
        "revision": workflow["revision"], "steps": steps})
    assert refused.status_code == 422
    assert refused.json()["detail"][0]["loc"] == [
        "body", "steps", 0, "params", "ticket_id", "pick"]
    assert client.get(f"/automation/traces/{trace_id}/workflow").json() == workflow
