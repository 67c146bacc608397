"""Sign-in by OAuth 2 at a real token server, of the package authlib."""

import contextlib
import os
import pathlib
import subprocess

import pytest
import requests

from canaries import files_below, leaks
from conftest import ROOT

PACKAGES = ROOT / ".build" / "python-oauth"
PEER = pathlib.Path(__file__).parent / "oauth_peer.py"
SECRET, REFRESH = "canary51e84b067f3a9d2c", "canary7f3a9d2c51e84b06"

pytestmark = pytest.mark.skipif(
    not (PACKAGES / "authlib").is_dir(),
    reason="no package authlib here: no token server is asked")


class Peer:
    """The token server, and the API that takes its tokens."""

    def __init__(self, port):
        self.origin = f"http://127.0.0.1:{port}"

    @property
    def grants(self):
        """Those that were asked for."""
        return requests.get(f"{self.origin}/grants", timeout=30).json()

    def revoke(self):
        """From now on no access token holds."""
        assert requests.post(f"{self.origin}/revoke", timeout=30).status_code == 200

    def connection(self, grant="client_credentials", client="re:prise", **secrets):
        return {
            "name": "crm", "kind": "http",
            "settings": {"base_url": self.origin, "auth": {
                "type": "oauth2", "grant": grant, "token_url": f"{self.origin}/token",
                "client_id": client, "scope": "read"}},
            "secrets": {"client_secret": SECRET, **secrets}}


@pytest.fixture
def peer():
    process = subprocess.Popen(
        ["/usr/bin/python3", str(PEER)],
        env={**os.environ, "PYTHONPATH": str(PACKAGES), "PYTHONDONTWRITEBYTECODE": "1",
             "CLIENT_SECRET": SECRET, "REFRESH_TOKEN": REFRESH},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    with contextlib.ExitStack() as ending:
        ending.callback(process.wait, timeout=20)
        ending.callback(process.stdin.close)
        yield Peer(int(process.stdout.readline()))


@pytest.fixture
def alice(program):
    program.start()
    return program.account("alice")


def connected(alice, connection):
    """An automation whose tool goes over the connection, and the connection's id."""
    made = alice.post("/automation/connections", connection)
    assert made.status_code == 201, made.text
    bound = alice.put("/automation/bindings", {
        "tool": "find_customer", "connection": "crm",
        "request": {"method": "GET", "path": "/customers"}})
    assert bound.status_code == 200, bound.text
    trace = alice.post("/automation/traces", {
        "provider_id": "desk", "thread_id": "t", "trace_data": [
            {"event": "tool_call", "tool": "find_customer", "params": {}}]}).json()["trace_id"]
    return trace, made.json()["connection"]["id"]


def run(alice, trace):
    return alice.ended(alice.begin(trace), 60)


@pytest.mark.parametrize("client", ["re:prise", "poster"])
def test_a_token_is_asked_for_once_and_again_when_it_holds_no_more(alice, peer, client):
    trace, _ = connected(alice, peer.connection(client=client))
    for _ in range(3):
        told = run(alice, trace)
        assert told["outcome"] == "succeeded", told
    # A server that looks for the secret elsewhere says no first.
    first = peer.grants
    assert set(first) == {"client_credentials"} and len(first) == (1 if client == "re:prise" else 2)
    peer.revoke()
    told = run(alice, trace)
    assert told["outcome"] == "succeeded", told
    [step] = told["steps"]
    assert len(step["attempts"]) == 1
    assert step["attempts"][0]["response"]["body"] == {"customer": "Ada"}
    assert len(peer.grants) > len(first)


def test_a_refresh_token_that_is_good_once_gives_way_to_the_next_also_after_a_restart(
        program, alice, peer):
    trace, _ = connected(alice, peer.connection("refresh_token", refresh_token=REFRESH))
    for count in range(1, 4):
        told = run(alice, trace)
        assert told["outcome"] == "succeeded", told
        assert peer.grants == ["refresh_token"] * count
        peer.revoke()
        if count == 2:
            program.stop()
            program.start()
    program.stop()
    kept = files_below(program.data)
    assert len(kept) > 3 and leaks(kept, [SECRET, REFRESH]) == []


def test_the_button_asks_for_a_token_and_says_what_is_wrong(alice, peer):
    trace, connection = connected(alice, peer.connection())
    test = f"/automation/connections/{connection}/test"
    told = alice.post(test, {"method": "GET", "path": "/customers"}).json()["test"]
    assert told["outcome"] == "succeeded" and told["words"].startswith("A token came from"), told
    wrong = alice.patch(f"/automation/connections/{connection}", {
        "secrets": {"client_secret": "another"}})
    assert wrong.status_code == 200, wrong.text
    advice = "refuses the sign-in: invalid_client. See that client_id and client_secret are right."
    told = alice.post(test).json()["test"]
    assert told["outcome"] == "failed" and advice in told["words"], told
    told = run(alice, trace)
    assert told["outcome"] == "failed", told
    assert told["reason"].endswith(f'{advice} Its connection is "crm".'), told


def test_a_scope_that_is_not_given_is_told_as_one(alice, peer):
    connection = peer.connection()
    connection["settings"]["auth"]["scope"] = "write"
    trace, _ = connected(alice, connection)
    told = run(alice, trace)
    assert told["outcome"] == "failed", told
    assert "See that the scope is one that it gives." in told["reason"], told
