"""Makes the pictures of README.md, of the program with its demo traces."""

import datetime
import json
import os
import pathlib
import sys
import tempfile

from browser import Browser
from conftest import ROOT, Reprise


def main(target):
    with tempfile.TemporaryDirectory(prefix="reprise-pictures-") as folder:
        os.chmod(folder, 0o755)
        program = Reprise(folder, REPRISE_DEMO="1").start()
        try:
            mail, window = prepared(program), Browser(size=(1280, 900))
            window.open(program.link).press("Sign in").is_on("/traces")
            for name, path in (("list", "/traces"), ("panel", f"/traces/{mail}")):
                take(window.open(program.origin + path), target / f"{name}.png")
            bound = bound_to_connection(program)
            for name, path in (
                    ("connections", "/connections"), ("binding", f"/traces/{bound}?bind=1#step-1")):
                take(window.open(program.origin + path), target / f"{name}.png")
            log = recorded_log(program)
            later = datetime.date.today() + datetime.timedelta(days=7)
            take(
                window.open(f"{program.origin}/traces/{log}/check?day={later}"),
                target / "check.png")
            window.press("Rehearse").sees("Rehearsal", "Succeeded")
            take(window, target / "rehearsal.png")
            window.close()
        finally:
            program.stop()


def take(window, file):
    window.driver.save_screenshot(str(file))


def prepared(program):
    """Deploys the demo traces and runs one."""
    client = program.client()
    ids = {trace["name"]: trace["id"] for trace in client.get("/automation/traces").json()["traces"]}
    for name, kind, time, config in (
            ("Weekly status mail", "weekly", "09:00",
             {"days": ["monday", "wednesday", "friday"], "timezone": "America/New_York"}),
            ("Stock count to the list", "custom", "every 15 minutes", {"timezone": "UTC"}),
            ("Morning reminder", "monthly", "07:30",
             {"day_of_month": "last", "timezone": "Europe/Berlin"})):
        assert client.post("/automation/deploy", {
            "trace_id": ids[name], "schedule_type": kind, "schedule_time": time,
            "schedule_config": config}).ok
    client.patch(f"/automation/deployment-status/{ids['Morning reminder']}?status=paused")
    mail = ids["Weekly status mail"]
    client.ended(client.begin(mail))
    return mail


def recorded_log(program):
    """The log of an agent that told of what had been noted the day before, and wrote it into a list."""
    def call(number, name, result, **arguments):
        return [
            {"role": "assistant", "tool_calls": [{"id": f"c{number}", "type": "function", "function": {
                "name": name, "arguments": json.dumps(arguments)}}]},
            {"role": "tool", "tool_call_id": f"c{number}", "content": json.dumps(result)}]

    today = datetime.datetime.now(datetime.timezone.utc).date()
    yesterday = str(today - datetime.timedelta(days=1))
    client = program.client()
    log = [
        {"role": "user", "content": "Add yesterday's visits to the list, and tell ann@harbour.example"},
        *call(1, "append_row", {"list": {"id": "L-48151"}}, file=f"visits {yesterday}",
              row={"day": yesterday, "visits": 12}),
        *call(2, "send_email", "sent", to="ann@harbour.example", subject=f"Visits of {yesterday}",
              body="They are in the list L-48151."),
    ]
    return client.post("/automation/traces/import?thread_id=visits&name=Visits%20of%20the%20day", log
                       ).json()["trace_id"]


def bound_to_connection(program):
    """A trace whose tool goes over a connection, by other names than it was called with."""
    client = program.client()
    trace = client.post("/automation/traces", {
        "provider_id": "demo", "thread_id": "letters", "name": "A letter to each customer",
        "trace_data": [{"event": "tool_call", "tool": "send_gmail", "params": {
            "recipient": "ann@example.com", "subject": "Your order",
            "body": "It left the warehouse this morning."}}]}).json()["trace_id"]
    for name, kind, settings, secrets in (
            ("letters", "http", {"base_url": "https://letters.example.com/v1",
                                 "auth": {"type": "bearer"}}, {"token": "0123456789abcdef"}),
            ("office", "mcp", {"url": "https://office.example.com/mcp",
                               "auth": {"type": "header", "name": "X-API-Key"}},
             {"value": "fedcba9876543210"})):
        assert client.post("/automation/connections", {
            "name": name, "kind": kind, "settings": settings, "secrets": secrets}).ok
    assert client.put("/automation/bindings", {
        "tool": "send_gmail", "connection": "letters", "effect": "idempotent", "request": {
            "method": "POST", "path": {"$text": ["/letters/", {"$ref": "params/recipient"}]},
            "json": {"title": {"$ref": "params/subject"},
                     "text": {"$text": ["Dear customer,\n", {"$ref": "params/body"}]}}}}).ok
    return trace


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / ".readme")
