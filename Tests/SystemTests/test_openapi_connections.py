"""An API that a document describes: its operations are tools, and calls go where the document says."""

import json
import uuid

import pytest

from conftest import eventually
from loopback_server import Handler, Server

CANARY = "canary-2c51e84b067f3a9d"

DOCUMENT = {
    "openapi": "3.0.3", "info": {"title": "Mail of the office", "version": "1"},
    "servers": [{"url": "https://mail.example/v1"}],
    "paths": {"/users/{user}/mails": {
        "parameters": [
            {"name": "user", "in": "path", "required": True, "schema": {"type": "string"}}],
        "get": {"operationId": "list_mails", "parameters": [
            {"name": "labels", "in": "query", "schema": {
                "type": "array", "items": {"type": "string", "enum": ["inbox", "to do"]}}}]},
        "post": {
            "operationId": "send_mail",
            "parameters": [{"name": "X-Source", "in": "header", "schema": {"type": "string"}}],
            "requestBody": {"required": True, "content": {"application/json": {"schema": {
                "type": "object", "required": ["to"],
                "properties": {"to": {"type": "string"}, "copies": {"type": "integer"}}}}}}}}}}

CALENDAR = """
openapi: 3.1.0
info: {title: Calendar, version: 2026-11-01}
servers: [{url: v2}]
paths:
  /events/{event}:
    put:
      operationId: move_event
      parameters: [{name: event, in: path, required: true, schema: {type: integer}}]
      requestBody: {content: {text/plain: {schema: {type: string}}}}
"""


class Office(Handler):
    """A company's API, and beside it the description of its calendar."""

    def answer(self):
        body = self.read_body().decode()
        if self.path == "/openapi.yaml":
            self.server.fetched += 1
            return self.send_text(
                200 if self.server.described else 404, CALENDAR, "application/yaml")
        self.server.asked.append((self.command, self.path, dict(self.headers), body))
        self.send_text(200, json.dumps({"sign_in": self.headers["Authorization"]}))

    do_GET = do_POST = do_PUT = answer


@pytest.fixture
def office():
    server = Server(Office)
    server.asked, server.fetched, server.described = [], 0, True
    yield server
    server.close()


@pytest.fixture
def alice(program):
    program.settings["REPRISE_ALLOW_NETWORKS"] = "127.0.0.0/8"
    program.start()
    return program.account("alice")


def connect(alice, **fields):
    made = alice.post("/automation/connections", {"name": "office", "kind": "openapi", **fields})
    assert made.status_code == 201, made.text
    bound = alice.put("/automation/bindings", {"tool": "*", "connection": "office"})
    assert bound.status_code == 200, bound.text
    return made.json()["connection"]


def save(alice, *calls):
    trace = alice.post("/automation/traces", {
        "provider_id": "desk", "thread_id": str(uuid.uuid4()), "trace_data": [
            {"event": "tool_call", "tool": tool, "params": params} for tool, params in calls]})
    assert trace.ok, trace.text
    return trace.json()["trace_id"]


def begin(alice, *calls):
    return alice.begin(save(alice, *calls))


def test_operations_of_an_uploaded_document_are_called_by_their_names(alice, office):
    made = connect(
        alice, settings={
            "document": json.dumps(DOCUMENT), "auth": {"type": "bearer"},
            "base_url": f"{office.origin}/v1"},
        secrets={"token": CANARY})
    assert made["settings"]["auth"] == {"type": "bearer"}
    calls = [
        ("list_mails", {"user": "ann/bob", "labels": ["inbox", "to do"]}),
        ("send_mail", {"user": "ann", "to": "bob@example.com", "X-Source": "desk", "mood": "good"})]
    deployed = alice.post("/automation/deploy", {
        "trace_id": save(alice, *calls), "schedule_type": "daily", "schedule_time": "09:00"})
    assert deployed.ok, deployed.text
    left_away = "mood is left away: send_mail takes user, X-Source, to and copies."
    assert f"Step 2 (send_mail): {left_away}" in deployed.json()["notices"]
    run = alice.ended(begin(alice, *calls))
    assert run["outcome"] == "succeeded", run
    (get, listed, _, _), (post, sent, headers, body) = office.asked
    assert (get, listed) == ("GET", "/v1/users/ann%2Fbob/mails?labels=inbox&labels=to%20do")
    assert (post, sent, body) == ("POST", "/v1/users/ann/mails", '{"to":"bob@example.com"}')
    assert (headers["X-Source"], headers["Authorization"]) == ("desk", f"Bearer {CANARY}")
    assert headers["Idempotency-Key"]
    assert [step["effect"] for step in run["steps"]] == ["read", "once"]
    assert run["steps"][1]["notices"] == [left_away]
    assert CANARY not in json.dumps(run)
    assert "[secret token]" in json.dumps(run["steps"][1]["attempts"][0]["request"])
    assert "[secret token]" in json.dumps(run["steps"][1]["attempts"][0]["response"])


def test_what_the_document_does_not_allow_is_not_sent_and_says_why(alice, office):
    connect(alice, settings={
        "document": json.dumps(DOCUMENT), "base_url": f"{office.origin}/v1"})
    unknown = alice.ended(begin(alice, ("send_mial", {"user": "ann"})))
    assert unknown["outcome"] == "failed"
    assert unknown["steps"][0]["attempts"][0]["error"] == (
        'The document of the connection "office" has no operation "send_mial"; '
        "it has send_mail, list_mails.")
    wrong = {"user": "ann", "to": "bob@example.com", "copies": "two"}
    mistyped = alice.ended(begin(alice, ("send_mail", wrong)))
    assert mistyped["steps"][0]["attempts"][0]["error"] == (
        'The param copies must be a whole number; it is a text. Its connection is "office".')
    refused = alice.post("/automation/deploy", {
        "trace_id": save(alice, ("send_mail", wrong)), "schedule_type": "daily",
        "schedule_time": "09:00"})
    assert refused.status_code == 422 and "copies must be a whole number" in refused.text
    assert office.asked == []


def test_a_document_is_fetched_from_its_address_once_for_many_runs(alice, office):
    connect(alice, settings={"document_url": f"{office.origin}/openapi.yaml"})
    runs = [begin(alice, ("move_event", {"event": n, "body": "09:00"})) for n in range(10)]
    assert all(alice.ended(run)["outcome"] == "succeeded" for run in runs)
    assert sorted(path for _, path, _, _ in office.asked) == [
        f"/v2/events/{n}" for n in range(10)]
    assert {(method, body) for method, _, _, body in office.asked} == {("PUT", "09:00")}
    assert office.fetched == 1


def test_without_its_document_a_step_is_tried_again(alice, office):
    office.described = False
    url = f"{office.origin}/openapi.yaml"
    connect(alice, settings={"document_url": url})
    begun = begin(alice, ("move_event", {"event": 1, "body": "09:00"}))
    assert eventually(lambda: any(
        attempt["error"] for step in alice.shown(begun)["steps"] for attempt in step["attempts"]))
    office.described = True
    run = alice.ended(begun)
    first, *_, last = run["steps"][0]["attempts"]
    assert f'The document of the connection "office" could not be read from {url}: ' in first["error"]
    assert "404" in first["error"] and first["error"].endswith(
        "See to its document_url, or give the connection the document itself.")
    assert run["outcome"] == "succeeded" and last["error"] is None, run
    assert [path for _, path, _, _ in office.asked] == ["/v2/events/1"]
