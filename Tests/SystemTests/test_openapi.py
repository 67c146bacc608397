"""The contract that the program serves is true: to OpenAPI, to live answers, and to API.md."""

import json
import re
import socket
import subprocess
import sys
import threading

import pytest

from conftest import ROOT, Client, eventually

VALIDATOR = ROOT / ".build" / "python-openapi"
DOCUMENT = ROOT.parent / "shared" / "API.md"

# Routes that API.md names and later work builds, or that it names without their ids.
TO_COME = {
    "PATCH /automation/connections", "DELETE /automation/connections",
}
# Routes that stand beside those of API.md, and stay.
BESIDE = {
    "GET /automation/traces/{}/totals", "GET /automation/notices", "GET /automation/pause",
    "POST /automation/accounts/tokens", "POST /automation/accounts/links",
    "POST /automation/accounts/passwords", "GET /automation/settings", "GET /metrics",
    "GET /automation/connections/{}", "PATCH /automation/connections/{}",
    "DELETE /automation/connections/{}", "POST /automation/connections/{}/test",
    "GET /automation/notifications", "PUT /automation/notifications", "POST /automation/notifications/{}/test",
    "GET /automation/traces/{}/notifications", "PUT /automation/traces/{}/notifications",
    "POST /automation/callbacks/{}", "POST /automation/traces/{}/contracts/accept",
    "GET /automation/traces/{}/workflow", "PATCH /automation/traces/{}/workflow",
    "POST /automation/traces/{}/workflow/reset", "POST /automation/traces/{}/rehearsal",
}

# Routes whose good answers need a runner or an MCP server: the tests that have one hold them against
# the contract.
BESIDE_PEERS = {
    "POST /automation/callbacks/{token}", "POST /automation/traces/{id}/contracts/accept",
}


@pytest.fixture(scope="module")
def contract(reprise):
    answer = Client(reprise.client().base, None).get("/openapi.json")
    assert answer.status_code == 200
    return answer.json()


def operations(contract):
    return {
        f"{method.upper()} {path}": operation
        for path, methods in contract["paths"].items() for method, operation in methods.items()}


def test_the_contract_is_valid_openapi(contract):
    script = """
import json, sys
from openapi_spec_validator import OpenAPIV31SpecValidator
print(*[error.message for error in OpenAPIV31SpecValidator(json.load(sys.stdin)).iter_errors()])
"""
    done = subprocess.run(
        [sys.executable, "-c", script], input=json.dumps(contract), capture_output=True, text=True,
        env={"PYTHONPATH": str(VALIDATOR)})
    assert (done.stdout.strip(), done.returncode) == ("", 0), done.stdout + done.stderr


def test_the_contract_has_the_routes_of_its_document(contract):
    if not DOCUMENT.exists():
        pytest.skip("API.md is not beside this project: its routes are not compared")
    named = set()
    for row in re.findall(r"^\| (`.+?) \|", DOCUMENT.read_text(), re.M):
        methods, before = [], ""
        for text in re.findall(r"`([^`]+)`", row):
            words = text.split()
            verbs = [word for word in words if re.fullmatch(r"GET|PUT|POST|PATCH|DELETE", word)]
            path = next((word for word in words if "/" in word), None)
            methods += verbs
            if path is None:
                continue
            if path.startswith("…/traces/"):
                path = "/automation" + path[1:]
            if path.startswith("…"):
                path = before.rsplit("/", 1)[0] + path[1:] if "{" not in path else None
            if path and path.startswith("/"):
                plain = re.sub(r"{\w+}", "{}", re.sub(r"\?.*", "", path)).rstrip(":")
                named |= {f"{method} {plain}" for method in methods}
                before, methods = plain, []
    served = {re.sub(r"{\w+}", "{}", name) for name in operations(contract)}
    assert {"POST /automation/traces", "GET /health", "POST /automation/deploy"} <= named
    assert named - served - TO_COME == set()
    assert served - named - {"GET /openapi.json"} == BESIDE - named


class Checked:
    """A caller whose every answer is held against the contract."""

    def __init__(self, client, contract):
        self.client = client
        self.contract = contract
        self.seen = set()

    def __call__(self, method, path, body=None, **options):
        answer = self.client.call(method, path, body, **options)
        self.check(method, path, answer)
        return answer

    def check(self, method, path, answer):
        import jsonschema

        plain = path.split("?")[0]
        matching = [
            template for template in self.contract["paths"]
            if re.fullmatch(re.sub(r"{\w+}", "[^/]+", template), plain)]
        template = max(matching, key=lambda template: template.count("/") - template.count("{"))
        responses = self.contract["paths"][template][method.lower()]["responses"]
        code = str(answer.status_code)
        assert code in responses, f"{method} {path}: {code} is not in the contract"
        content = responses[code]["content"]
        kind = answer.headers["Content-Type"].split(";")[0]
        assert kind in content, f"{method} {path}: {kind}"
        if kind == "application/json":
            schema = {**content[kind]["schema"], "components": self.contract["components"]}
            jsonschema.Draft202012Validator(schema).validate(answer.json())
        self.seen.add((f"{method} {template}", answer.status_code < 300))


def leave_unanswered(listener):
    """Takes one call, and closes its connection without an answer."""
    connection, _ = listener.accept()
    with connection:
        connection.settimeout(30)
        connection.recv(65536)


def test_live_answers_are_what_the_contract_says(reprise, contract, mail_trace):
    call = Checked(reprise.account("carol"), contract)
    administer = Checked(reprise.client(), contract)
    administer.seen = call.seen
    stranger = Checked(Client(reprise.client().base, None), contract)
    stranger.seen = call.seen

    note = {**mail_trace, "thread_id": "contract", "trace_data": [
        {"event": "tool_call", "tool": "note", "params": {"text": "hello"}}]}
    trace = call("POST", "/automation/traces", note).json()["trace_id"]
    call("PUT", "/automation/traces/thread/contract", {**note, "thread_id": None})
    call("PUT", "/automation/traces/thread/another", {**note, "thread_id": None})
    call("PATCH", f"/automation/traces/{trace}", {"name": "New"})
    call("PATCH", f"/automation/traces/{trace}", {})
    log = [{"role": "assistant", "tool_calls": [{"id": "a", "function": {
        "name": "note", "arguments": json.dumps({"text": "hello"})}}]}]
    call("POST", "/automation/traces/import?thread_id=imported", log)
    call("POST", "/automation/traces/import", "no log")
    call("GET", f"/automation/traces/{trace}/workflow?at=2026-12-24T09:00:00Z")
    changed = {"revision": 1, "steps": [{"id": "s1", "expect": {"file": "text"}}]}
    revision = call("PATCH", f"/automation/traces/{trace}/workflow", changed).json()["revision"]
    call("PATCH", f"/automation/traces/{trace}/workflow", {**changed, "revision": revision + 1})
    call("POST", f"/automation/traces/{trace}/workflow/reset")
    rehearsal = call("POST", f"/automation/traces/{trace}/rehearsal", {}).json()["run_id"]
    assert eventually(
        lambda: call("GET", f"/automation/runs/{rehearsal}").json()["run"]["outcome"])
    daily = {"schedule_type": "daily", "schedule_time": "09:00"}
    call("POST", "/automation/deploy", {"trace_id": trace, **daily})
    call("POST", "/automation/deploy", {"trace_id": trace, "schedule_type": "daily"})
    call("POST", "/automation/schedule/preview", {**daily, "schedule_config": {
        "timezone": "Europe/Berlin"}})
    call("PATCH", f"/automation/deployment-status/{trace}?status=paused")
    call("PATCH", f"/automation/deployment-status/{trace}?status=nonsense")
    call("PATCH", f"/automation/deployment-status/{trace}")
    run = call("POST", f"/automation/traces/{trace}/runs").json()["run_id"]
    assert eventually(
        lambda: call("GET", f"/automation/runs/{run}").json()["run"]["outcome"] == "succeeded")
    call("POST", f"/automation/runs/{run}/cancel")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        waits = call("POST", "/automation/traces", {**note, "thread_id": "silent", "trace_data": [
            {"event": "tool_call", "tool": "http_request", "params": {
                "url": f"http://127.0.0.1:{silent.getsockname()[1]}/"}}]}).json()["trace_id"]
        waiting = call("POST", f"/automation/traces/{waits}/runs").json()["run_id"]
        call("POST", f"/automation/runs/{waiting}/cancel")
    with socket.create_server(("127.0.0.1", 0)) as mute:
        mute.settimeout(30)
        taker = threading.Thread(target=leave_unanswered, args=[mute])
        taker.start()
        lost = call("POST", "/automation/traces", {**note, "thread_id": "lost", "trace_data": [
            {"event": "tool_call", "tool": "http_request", "params": {
                "method": "POST", "body": "Pay",
                "url": f"http://127.0.0.1:{mute.getsockname()[1]}/"}}]}).json()["trace_id"]
        unknown = call("POST", f"/automation/traces/{lost}/runs").json()["run_id"]
        taker.join()
    assert eventually(
        lambda: call("GET", f"/automation/runs/{unknown}").json()["run"]["outcome"] == "unknown")
    call("POST", f"/automation/runs/{unknown}/resolve", {"outcome": "failed"})
    again = call("POST", f"/automation/runs/{run}/rerun").json()["run_id"]
    call("POST", f"/automation/runs/{run}/resolve", {"outcome": "failed"})
    call("POST", f"/automation/runs/{run}/resolve", {"outcome": "nonsense"})
    for part in ["runs", "occurrences", "totals"]:
        call("GET", f"/automation/traces/{trace}/{part}")
    call("GET", f"/automation/traces/{trace}/runs?limit=0")
    for path in ["traces", f"traces/{trace}", "traces/thread/contract", "pause", "notices",
                 "bindings", "traces/00000000-0000-4000-8000-000000000000"]:
        call("GET", f"/automation/{path}")
        stranger("GET", f"/automation/{path}")
    call("POST", "/automation/pause", {"reason": "Stocktaking"})
    call("GET", "/automation/pause")
    call("DELETE", "/automation/pause")
    call("DELETE", "/automation/pause")
    call("PUT", "/automation/bindings", {"tool": "send_gmail", "adapter": "local",
                                         "connection": "send_email"})
    call("GET", "/automation/bindings")
    call("DELETE", "/automation/bindings?tool=send_gmail")
    call("DELETE", "/automation/bindings?tool=send_gmail")
    crm = {"name": "crm", "kind": "http", "settings": {
        "base_url": "https://crm.example/v1", "auth": {"type": "bearer"}},
        "secrets": {"token": "correct-horse-battery"}}
    made = call("POST", "/automation/connections", crm).json()["connection"]["id"]
    call("POST", "/automation/connections", crm)
    call("GET", "/automation/connections")
    call("PATCH", f"/automation/connections/{made}", {"name": "desk"})
    call("GET", f"/automation/connections/{made}")
    call("PUT", "/automation/bindings", {
        "tool": "find_customer", "connection": "desk", "params": {"$ref": "params"},
        "request": {"method": "GET", "path": "/customers"}, "success": "200, 404", "timeout": 60})
    nobody = call("POST", "/automation/connections", {
        "name": "nobody", "kind": "http", "settings": {"base_url": "http://127.0.0.1:9/"}})
    test = f"/automation/connections/{nobody.json()['connection']['id']}/test"
    call("POST", test)
    call("POST", test, {"method": "GET", "path": "/me"})
    call("POST", test, {"method": "POST"})
    call("DELETE", f"/automation/connections/{made}")
    call("DELETE", f"/automation/connections/{made}?confirm=true")
    call("GET", "/automation/bindings")
    said = call("PUT", "/automation/notifications", {
        "channels": [{"kind": "mail", "to": "carol@example.com"}], "events": {"run_failed": False}})
    channel = said.json()["channels"][0]["id"]
    call("PUT", "/automation/notifications", {"channels": [{"kind": "pigeon"}]})
    call("POST", f"/automation/notifications/{channel}/test")
    call("POST", "/automation/notifications/00000000-0000-4000-8000-000000000000/test")
    call("GET", "/automation/notifications")
    call("PUT", f"/automation/traces/{trace}/notifications", {"channels": [channel]})
    call("GET", f"/automation/traces/{trace}/notifications")
    call("POST", "/automation/accounts", {"name": "dave"})
    administer("POST", "/automation/accounts", {"name": "erin"})
    administer("POST", "/automation/accounts", {"name": "erin"})
    administer("POST", "/automation/accounts/tokens", {
        "user_id": "erin", "name": "laptop", "access": "read"})
    administer("POST", "/automation/accounts/links", {"name": "erin"})
    administer("POST", "/automation/accounts/passwords", {
        "name": "erin", "password": "correct horse"})
    administer("GET", "/automation/settings")
    assert eventually(
        lambda: call("GET", f"/automation/runs/{again}").json()["run"]["outcome"] == "succeeded")
    call("DELETE", f"/automation/traces/{trace}")
    for path in ["/health", "/metrics", "/openapi.json"]:
        stranger("GET", path)

    call("POST", "/automation/callbacks/forged", {"result": 1})

    went_well = {name for name, is_well in call.seen if is_well}
    assert set(operations(contract)) - went_well == BESIDE_PEERS
