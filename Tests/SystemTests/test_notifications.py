"""Messages reach people: by a real mail program and mail server, and by signed events."""

import contextlib
import email
import email.policy
import json
import os
import re
import shutil
import signal
import sys
import threading
import urllib.parse

import pytest
import requests

from conftest import ROOT, eventually, free_port
from loopback_server import Handler, Server
from webhook_runner import verifier, verifies

MAIL = ROOT / ".build" / "python-mail"
SLACK = "/services/T0/B0/correct-horse-battery"


class Receiver:
    """A server of this machine that keeps what it is asked, and answers with the status of the day."""

    def __init__(self):
        self.requests = []
        self.statuses = {}
        self.silent = threading.Event()
        receiver = self

        class Answers(Handler):
            def do_POST(self):  # noqa: N802, the library's name
                receiver.requests.append(
                    (self.path, dict(self.headers.items()), self.read_body()))
                if receiver.silent.is_set():
                    self.close_connection = True
                    self.connection.settimeout(60)
                    with contextlib.suppress(OSError):
                        self.connection.recv(1)
                    return
                self.send_text(receiver.statuses.get(self.path, 200), "{}")

            do_GET = do_POST

        self.server = Server(Answers)
        self.url = self.server.origin

    def at(self, path):
        return [request for request in self.requests if request[0] == path]

    def close(self):
        self.server.close()


@pytest.fixture
def receiver():
    receiver = Receiver()
    yield receiver
    receiver.close()


@pytest.fixture
def mails(program, folder):
    """What reaches the mail server: the program's mail program is msmtp, which hands on to it."""
    if shutil.which("msmtp") is None or not (MAIL / "aiosmtpd").is_dir():
        pytest.skip("no msmtp or aiosmtpd here: no mail is sent")
    sys.path.insert(0, str(MAIL))
    from aiosmtpd.controller import Controller

    class Kept:
        def __init__(self):
            self.envelopes = []

        async def handle_DATA(self, server, session, envelope):  # noqa: N802, the library's name
            self.envelopes.append(envelope)
            return "250 Kept"

    kept = Kept()
    port = free_port()
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    configuration = folder / "msmtprc"
    configuration.write_text(
        f"account default\nhost 127.0.0.1\nport {port}\nfrom reprise@example.com\n"
        "tls off\nauth off\n")
    sendmail = folder / "sendmail"
    sendmail.write_text(f'#!/bin/sh\nexec msmtp -C {configuration} "$@"\n')
    sendmail.chmod(0o755)
    program.settings["REPRISE_SENDMAIL"] = str(sendmail)
    yield kept.envelopes
    controller.stop()
    sys.path.remove(str(MAIL))


def read(envelope):
    message = email.message_from_bytes(envelope.content, policy=email.policy.default)
    return message, message.get_content().rstrip().splitlines()


def failing(client, receiver, name="Weekly status"):
    """An automation that does as the receiver's status for `/tool` says."""
    receiver.statuses["/tool"] = 404
    return client.post("/automation/traces", {
        "provider_id": "desk", "thread_id": name, "name": name, "trace_data": [
            {"event": "tool_call", "tool": "http_request", "params": {
                "url": f"{receiver.url}/tool"}}]}).json()["trace_id"]


def run(client, trace):
    begun = client.begin(trace)
    client.ended(begun)
    return begun


def deliveries(client):
    return client.get("/automation/notifications").json()["deliveries"]


def test_an_address_is_asked_and_then_told_of_a_failure_and_its_end(program, receiver, mails):
    program.start()
    alice = program.account("alice")
    said = alice.put("/automation/notifications", {
        "channels": [{"kind": "mail", "to": "alice@example.com"}]})
    assert said.status_code == 200 and said.json()["channels"][0]["confirmed"] is False
    name = "Wöchentlich\r\nBcc: eve@evil.example\u202e"
    trace = failing(alice, receiver, name)
    run(alice, trace)

    # Until the address is confirmed, nothing but the question goes there.
    assert eventually(lambda: mails)
    message, lines = read(mails[0])
    assert message["To"] == "alice@example.com" and len(lines) == 5
    assert eventually(
        lambda: [d["outcome"] for d in deliveries(alice)] == ["not_sent", "sent"])
    assert lines[-1].startswith(f"{program.origin}/confirm-address?")
    address, _, query = lines[-1].partition("?")
    for _ in range(2):
        page = requests.get(lines[-1], timeout=30)
        assert page.status_code == 200 and "Are messages wanted here?" in page.text
    assert alice.get("/automation/notifications").json()["channels"][0]["confirmed"] is False
    done = requests.post(
        address, data=dict(urllib.parse.parse_qsl(query)), timeout=30,
        headers={"Sec-Fetch-Site": "same-origin"})
    assert done.status_code == 200, done.text
    assert alice.get("/automation/notifications").json()["channels"][0]["confirmed"] is True

    receiver.statuses["/tool"] = 200
    run(alice, trace)
    receiver.statuses["/tool"] = 404
    failed = run(alice, trace)
    assert eventually(lambda: len(mails) == 3)
    receiver.statuses["/tool"] = 200
    run(alice, trace)
    assert eventually(lambda: len(mails) == 4)

    told = [read(envelope) for envelope in mails[1:]]
    subjects = [message["Subject"] for message, _ in told]
    assert ["failed" in subject for subject in subjects] == [False, True, False]
    assert all("Wöchentlich Bcc: eve@evil.example" in subject for subject in subjects)
    assert all(envelope.rcpt_tos == ["alice@example.com"] for envelope in mails)
    for message, lines in told:
        assert message["Bcc"] is None and len(lines) == 5
        assert "\u202e" not in str(message["Subject"]) + "".join(lines)
    lines = told[1][1]
    assert lines[1].startswith("Since 20") and lines[2].startswith("Next: ")
    assert lines[3].startswith("To do: ") and lines[4] == f"{program.origin}/runs/{failed}"
    assert "404" in lines[0]
    assert eventually(lambda: [d["outcome"] for d in deliveries(alice)[:3]] == ["sent"] * 3)
    assert len({message["Message-ID"] for message, _ in told}) == 3
    # The link is in no log.
    for log in (program.data / "logs").iterdir():
        assert query.partition("link=")[2] not in log.read_text()


def test_a_mail_server_that_is_away_for_a_moment_loses_no_message(program, folder, mails):
    configuration = folder / "msmtprc"
    there = configuration.read_text()
    configuration.write_text(re.sub(r"port \d+", f"port {free_port()}", there))
    program.start()
    alice = program.account("alice")
    said = alice.put("/automation/notifications", {
        "channels": [{"kind": "mail", "to": "alice@example.com"}]})
    assert said.status_code == 200, said.text
    assert eventually(lambda: deliveries(alice)[0]["attempts"])
    assert "exit status 75" in deliveries(alice)[0]["reason"]
    configuration.write_text(there)
    assert eventually(lambda: deliveries(alice)[0]["outcome"], seconds=60)
    assert deliveries(alice)[0]["outcome"] == "sent" and len(mails) == 1


def test_a_runner_gets_events_that_its_library_verifies(program, receiver):
    program.start()
    alice = program.account("alice")
    made = alice.post("/automation/connections", {
        "name": "desk", "kind": "webhook", "settings": {"url": f"{receiver.url}/hook"}})
    assert made.status_code == 201, made.text
    secret = made.json()["secret"]
    said = alice.put("/automation/notifications", {
        "channels": [{"kind": "webhook", "to": "desk"}]})
    assert said.status_code == 200, said.text
    receiver.statuses["/hook"] = 503
    trace = failing(alice, receiver)
    failed = run(alice, trace)
    assert eventually(lambda: receiver.at("/hook"))
    receiver.statuses["/hook"] = 200
    assert eventually(lambda: len(receiver.at("/hook")) == 2)
    events = receiver.at("/hook")
    assert len({headers["webhook-id"] for _, headers, _ in events}) == 1
    for path, headers, body in events:
        event = verifier(secret).verify(body, headers)
        assert event["type"] == "notification.run_failed"
        assert event["data"]["run_id"] == failed
        assert not verifies(secret, (path, headers, body.replace(b"Weekly", b"Monthly")))
    assert eventually(lambda: deliveries(alice)[0]["outcome"] == "sent")
    assert deliveries(alice)[0]["attempts"] == 2


def test_a_message_outlives_a_server_that_is_killed_while_it_goes_out(program, receiver):
    program.start()
    alice = program.account("alice")
    said = alice.put("/automation/notifications", {
        "channels": [{"kind": "slack", "to": receiver.url + SLACK}]})
    assert said.status_code == 200 and "correct-horse" not in said.text
    receiver.silent.set()
    test = alice.post(f"/automation/notifications/{said.json()['channels'][0]['id']}/test")
    assert test.status_code == 202, test.text
    assert eventually(lambda: receiver.at(SLACK))
    os.kill(program.server_process(), signal.SIGKILL)
    receiver.silent.clear()
    assert eventually(lambda: len(receiver.at(SLACK)) == 2, seconds=60)
    assert eventually(lambda: deliveries(alice)[0]["outcome"] == "sent")
    assert deliveries(alice)[0]["id"] == test.json()["delivery_id"]
    bodies = [json.loads(body) for _, _, body in receiver.at(SLACK)]
    assert bodies[0] == bodies[1] and list(bodies[0]) == ["text"]
    # Whoever has the address may write there: it is in no file and no answer.
    copy = program.data.parent / "copy.db"
    assert program.command("backup", str(copy)).returncode == 0
    files = [copy, *program.data.glob("reprise.db*"), *(program.data / "logs").iterdir()]
    assert not any(b"correct-horse" in file.read_bytes() for file in files)
    assert "correct-horse" not in alice.get("/automation/notifications").text
