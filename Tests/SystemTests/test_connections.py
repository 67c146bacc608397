"""A connection of one's own: made, bound by a template, called with its secret, and nowhere told."""

import json

import pytest

from canaries import files_below, leaks
from loopback_server import Handler, Server

CANARY = "canary7f3a9d2c51e84b06"


class Customers(Handler):
    """A company's API, which says again what it was told."""

    def do_GET(self):
        self.server.asked.append((self.path, self.headers["Authorization"]))
        self.send_text(
            200, json.dumps({"customer": "Ada", "sign_in": self.headers["Authorization"]}))


@pytest.fixture
def customers():
    server = Server(Customers)
    server.asked = []
    yield server
    server.close()


def test_the_embedded_tools_are_tested_and_nothing_stays(program):
    program.start()
    alice = program.account("alice")
    before = sorted(program.data.iterdir())
    tested = alice.post("/automation/connections/local/test")
    assert tested.status_code == 200, tested.text
    assert tested.json()["test"]["outcome"] == "succeeded", tested.text
    assert "No mail program is set (REPRISE_SENDMAIL)" in tested.json()["test"]["words"]
    assert sorted(program.data.iterdir()) == before
    (program.data / "notes").write_text("A file in the way.")
    told = alice.post("/automation/connections/local/test").json()["test"]
    assert (told["outcome"], "notes could not be written" in told["words"]) == ("failed", True)
    assert str(program.data) not in told["words"]


def test_a_call_goes_over_a_connection_with_its_secret_which_nothing_tells(program, customers):
    program.settings["REPRISE_ALLOW_NETWORKS"] = "127.0.0.0/8"
    program.start()
    alice, bob = program.account("alice"), program.account("bob")
    made = alice.post("/automation/connections", {
        "name": "crm", "kind": "http",
        "settings": {"base_url": f"{customers.origin}/v1", "auth": {"type": "bearer"}},
        "secrets": {"token": CANARY}})
    assert made.status_code == 201, made.text
    connection = made.json()["connection"]
    assert connection["secrets"]["token"]["last4"] == CANARY[-4:]
    assert bob.get(f"/automation/connections/{connection['id']}").status_code == 404
    bound = alice.put("/automation/bindings", {
        "tool": "find_customer", "connection": "crm", "effect": "read",
        "request": {"method": "GET", "path": "/customers",
                    "query": {"name": {"$ref": "params/name"}}}})
    assert bound.status_code == 200, bound.text
    trace = alice.post("/automation/traces", {
        "provider_id": "desk", "thread_id": "t", "trace_data": [
            {"event": "tool_call", "tool": "find_customer", "params": {"name": "Ada L.", "x": 1}}]})
    run = alice.begin(trace.json()["trace_id"])
    alice.ended(run)
    answer = alice.get(f"/automation/runs/{run}")
    assert answer.json()["run"]["outcome"] == "succeeded", answer.text
    [(asked, sign_in)] = customers.asked
    assert asked in ("/v1/customers?name=Ada%20L.", "/v1/customers?name=Ada+L.")
    assert sign_in == f"Bearer {CANARY}"
    step = answer.json()["run"]["steps"][0]
    assert "[secret token]" in json.dumps(step["attempts"][0]["request"])
    assert "[secret token]" in json.dumps(step["attempts"][0]["response"])
    page = program.client().get(f"/runs/{run}", headers={"Accept": "text/html"})
    lists = [alice.get("/automation/connections"), alice.get("/automation/bindings"), answer, page]
    copy = program.data.parent / "copy.db"
    assert program.command("backup", str(copy)).returncode == 0
    program.stop()
    told = {text.url: text.content for text in lists} | {"the backup": copy.read_bytes()}
    told |= files_below(program.data)
    assert len(told) > 6
    assert leaks(told, [CANARY]) == []


def test_what_is_bound_to_a_connection_that_is_off_is_skipped_in_words(program, customers):
    program.settings["REPRISE_ALLOW_NETWORKS"] = "127.0.0.0/8"
    program.start()
    alice = program.account("alice")
    connection = alice.post("/automation/connections", {
        "name": "crm", "kind": "http",
        "settings": {"base_url": f"{customers.origin}/"}}).json()["connection"]
    alice.put("/automation/bindings", {
        "tool": "find", "connection": "crm", "request": {"method": "GET", "path": "/"}})
    off = alice.patch(f"/automation/connections/{connection['id']}", {"enabled": False})
    assert off.status_code == 200, off.text
    trace = alice.post("/automation/traces", {
        "provider_id": "desk", "thread_id": "t",
        "trace_data": [{"event": "tool_call", "tool": "find", "params": {}}]}).json()["trace_id"]
    refused = alice.post("/automation/deploy", {
        "trace_id": trace, "schedule_type": "daily", "schedule_time": "09:00", "require_bound": True})
    assert refused.status_code == 422 and "find" in refused.text, refused.text
    told = alice.ended(alice.begin(trace))
    assert (told["outcome"], told["reason_code"]) == ("skipped", "unbound"), told
    assert "crm" in told["reason"] and "off" in told["reason"]
    assert customers.asked == []
    inuse = alice.delete(f"/automation/connections/{connection['id']}")
    assert inuse.status_code == 409 and inuse.json()["used_by"] == ["find"]
    assert alice.delete(f"/automation/connections/{connection['id']}?confirm=true").status_code == 200
