"""Somebody's own runner: it verifies its requests by the library that the authors of Standard Webhooks
give to runners, and answers as a test says."""

import base64
import json
import os
import sys

import pytest

from conftest import ROOT
from loopback_server import Handler, Server

LIBRARY = ROOT / ".build" / "python-webhooks"


def new_secret():
    return "whsec_" + base64.b64encode(os.urandom(32)).decode()


def verifier(secret):
    if not (LIBRARY / "standardwebhooks").is_dir():
        pytest.skip("no library of Standard Webhooks here: no signature is verified")
    if str(LIBRARY) not in sys.path:
        sys.path.append(str(LIBRARY))
    from standardwebhooks.webhooks import Webhook

    return Webhook(secret)


def verifies(secret, request):
    """Whether a request, as `Runner.requests` has it, is signed with a secret."""
    from standardwebhooks.webhooks import WebhookVerificationError

    _, headers, body = request
    try:
        verifier(secret).verify(body, headers)
        return True
    except WebhookVerificationError:
        return False


class Runner:
    """Serves on this machine; what is not signed with its secret is refused with 401.

    `answer` makes a status and what is told as JSON of an event; nothing: an empty body.
    """

    def __init__(self):
        self.secret = new_secret()
        verifier(self.secret)
        self.requests = []
        self.events = []
        self.messages = []
        self.answer = lambda event: (200, {"done": event["data"]["tool"]})
        runner = self

        class Answers(Handler):
            def do_POST(self):  # noqa: N802, the library's name
                body = self.read_body()
                if self.path != "/hook":
                    runner.messages.append(body.decode())
                    return self.reply(200, None)
                request = (self.path, dict(self.headers.items()), body)
                runner.requests.append(request)
                if not verifies(runner.secret, request):
                    return self.reply(401, {"error": "not mine"})
                event = json.loads(body)
                runner.events.append(event)
                self.reply(*((204, None) if event["type"] == "ping" else runner.answer(event)))

            def reply(self, status, told):
                content = b"" if told is None else json.dumps(told).encode()
                self.send_response(status)
                if told is not None:
                    self.send_header("Content-Type", "application/json")
                if status != 204:
                    self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

        self.server = Server(Answers)
        self.origin = self.server.origin
        self.url = f"{self.origin}/hook"

    def close(self):
        self.server.close()


@pytest.fixture
def runner():
    runner = Runner()
    yield runner
    runner.close()
