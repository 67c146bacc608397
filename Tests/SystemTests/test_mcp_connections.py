"""Tools of MCP servers: behind an address, and of a program that the operator's file names."""

import contextlib
import json
import os
import pathlib
import re
import subprocess

import pytest

from canaries import files_below, leaks
from conftest import ROOT
from test_openapi import Checked
from test_readme import answers_to, commands

CANARY = "canary2b84d0c7716f95ae"
PACKAGES = ROOT / ".build" / "python-mcp"
PEERS = pathlib.Path(__file__).with_name("mcp_peers.py")
ENVIRONMENT = {"PYTHONPATH": str(PACKAGES), "PYTHONDONTWRITEBYTECODE": "1"}

pytestmark = pytest.mark.skipif(
    not (PACKAGES / "mcp").is_dir(), reason="no package mcp here: no MCP server is called")


@contextlib.contextmanager
def serving(name, **environment):
    """The address of a server made of the package."""
    process = subprocess.Popen(
        ["/usr/bin/python3", str(PEERS), "http", name],
        env={**os.environ, **ENVIRONMENT, **environment},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        yield f"http://127.0.0.1:{int(process.stdout.readline())}/mcp"
    finally:
        process.stdin.close()
        process.wait(timeout=20)


@pytest.fixture
def peer():
    with serving("tools") as address:
        yield address


def again(alice, trace):
    """What became of another run of an automation."""
    return alice.ended(alice.begin(trace), 60)


def run(alice, tool, params):
    """What became of a run of one step."""
    trace = alice.post("/automation/traces", {
        "provider_id": "desk", "thread_id": "t",
        "trace_data": [{"event": "tool_call", "tool": tool, "params": params}]}).json()["trace_id"]
    return again(alice, trace)


def test_a_server_behind_an_address_carries_steps_out(program, peer):
    program.start()
    alice = program.account("alice")
    made = alice.post("/automation/connections", {
        "name": "notes", "kind": "mcp", "settings": {"url": peer, "auth": {"type": "bearer"}},
        "secrets": {"token": CANARY}})
    assert made.status_code == 201, made.text
    for binding in [
        {"tool": "note_down", "connection": "notes", "remote": "write_note",
         "params": {"text": {"$ref": "params/body"}}},
        {"tool": "*", "connection": "notes"},
    ]:
        bound = alice.put("/automation/bindings", binding)
        assert bound.status_code == 200, bound.text

    told = run(alice, "note_down", {"body": "Up you get.", "x": 1})
    assert told["outcome"] == "succeeded", told
    [step] = told["steps"]
    [attempt] = step["attempts"]
    assert step["adapter"] == "mcp" and step["effect"] == "once"
    assert attempt["request"]["params"] == {
        "name": "write_note", "arguments": {"text": "Up you get."}}
    assert attempt["request"]["headers"] == {"Authorization": "Bearer [secret token]"}
    assert attempt["response"] == {"count": 1}
    assert "x is left away: the binding's params do not read it." in step["notices"]

    wrong = run(alice, "add", {"a": "two", "b": 3})
    assert (wrong["outcome"], wrong["reason_code"]) == ("failed", "step_failed"), wrong
    assert "do not fit its schema: a must be a whole number" in wrong["reason"]
    missing = run(alice, "ad", {"a": 2, "b": 3})
    assert 'The MCP server "notes" answers, but has no tool "ad"; it has add' in missing["reason"]
    failed = run(alice, "fail", {"why": "the disk is full"})
    assert 'The tool "fail" of the MCP server "notes" failed' in failed["reason"]
    assert "the disk is full" in failed["reason"]

    program.stop()
    kept = files_below(program.data)
    assert len(kept) > 3 and leaks(kept, [CANARY]) == []


def test_a_tool_that_became_another_one_is_called_once_somebody_accepts_it(program, peer):
    program.start()
    alice = program.account("alice")
    made = alice.post("/automation/connections", {
        "name": "peer", "kind": "mcp", "settings": {"url": peer}})
    assert made.status_code == 201, made.text
    for binding in [
        {"tool": "*", "connection": "peer"},
        {"tool": "turn", "connection": "peer", "remote": "changing"},
    ]:
        assert alice.put("/automation/bindings", binding).status_code == 200
    trace = alice.post("/automation/traces", {
        "provider_id": "desk", "thread_id": "changing", "trace_data": [
            {"event": "tool_call", "tool": "turn", "params": {"text": "x"}}]}).json()["trace_id"]
    deployed = alice.post("/automation/deploy", {
        "trace_id": trace, "schedule_type": "daily", "schedule_time": "09:00"})
    assert deployed.status_code == 200, deployed.text
    assert again(alice, trace)["outcome"] == "succeeded"
    assert run(alice, "change_tool", {})["outcome"] == "succeeded"
    accepts = f"/automation/traces/{trace}/contracts/accept"
    assert alice.post(accepts, {"tools": ["turn"]}).status_code == 409
    # Its tools were read a moment ago, and are read again.
    blocked = again(alice, trace)
    assert blocked["outcome"] == "failed" and blocked["steps"] == [], blocked
    assert '"strength" is new, and must be given.' in blocked["reason"]
    assert program.account("bob").post(accepts, {"tools": ["turn"]}).status_code == 404
    # It is named as the workflow calls it.
    assert alice.post(accepts, {"tools": ["changing"]}).status_code == 409
    accepted = Checked(alice, alice.get("/openapi.json").json())(
        "POST", accepts, {"tools": ["turn"]})
    assert accepted.status_code == 200, accepted.text
    assert accepted.json()["deployment_status"] == "deployed"
    # The call as it was recorded is another matter.
    assert "do not fit its schema: strength is missing" in again(alice, trace)["reason"]
    told = alice.post("/automation/deploy", {
        "trace_id": trace, "schedule_type": "daily", "schedule_time": "09:00"}).json()["notices"]
    assert any("strength is missing" in notice for notice in told), told


def test_what_the_readme_shows_works_when_it_is_pasted(program, peer):
    program.start()
    made, bound = answers_to(
        commands("MCP servers").replace("http://127.0.0.1:9000/mcp", peer),
        TOKEN=program.token, API=f"{program.origin}/automation")
    assert made["connection"]["name"] == "notes" and bound["binding"]["remote"] == "write_note"
    told = run(program.client(), "note_down", {"body": "Up you get."})
    assert told["outcome"] == "succeeded", told


def test_a_program_of_the_operators_file_carries_steps_out_for_everybody(program, folder):
    file = folder / "connections.json"
    file.write_text(json.dumps({
        "connections": [{"name": "peer", "kind": "mcp", "settings": {
            "command": ["/usr/bin/python3", str(PEERS), "stdio", "tools"],
            "environment": {**ENVIRONMENT, "PEER_KEY": {"environment": "PEER_SECRET"}}}}],
        "bindings": [
            {"tool": "add", "connection": "peer", "effect": "read"},
            {"tool": "peer_environment", "connection": "peer", "remote": "environment"}]}))
    program.settings |= {"REPRISE_CONNECTIONS": str(file), "PEER_SECRET": CANARY}
    program.start()
    alice = program.account("alice")
    summed = run(alice, "add", {"a": 2, "b": 3})
    assert summed["outcome"] == "succeeded", summed
    [attempt] = summed["steps"][0]["attempts"]
    assert attempt["response"] == {"result": 5}
    assert attempt["request"]["program"] == "peer" and str(PEERS) not in json.dumps(summed)
    given = run(alice, "peer_environment", {})["steps"][0]["attempts"][0]["response"]
    assert "PEER_KEY" in given["names"] and "PATH" in given["names"]
    assert not [name for name in given["names"] if name.startswith("REPRISE_")]
    # What it was given nobody but it is told.
    listed = alice.get("/automation/connections")
    assert "peer" in listed.text and CANARY not in listed.text and str(PEERS) not in listed.text

    server = program.server_process()
    [child] = children(server, PEERS)
    assert program.stop() == 0
    assert not pathlib.Path(f"/proc/{child}").exists()


def test_the_operators_file_that_the_readme_shows_serves_as_it_stands_there(program, folder):
    """By the module of its server that is installed here, in the place of one that `uvx` fetches."""
    [shown] = re.findall(r"```json\n(\{\"connections\".*?)```", (ROOT / "README.md").read_text(), re.S)
    programs = folder / "bin"
    programs.mkdir()
    (programs / "uvx").write_text(
        '#!/bin/sh\n[ "$*" = mcp-server-time ] || exit 64\n'
        f'PYTHONPATH="{PACKAGES}" PYTHONDONTWRITEBYTECODE=1 exec /usr/bin/python3 -m mcp_server_time\n')
    (programs / "uvx").chmod(0o755)
    (folder / "connections.json").write_text(shown)
    (folder / "clock-key").write_text(f"{CANARY}\n")
    program.settings |= {
        "REPRISE_CONNECTIONS": str(folder / "connections.json"),
        "PATH": f"{programs}:{os.environ['PATH']}"}
    program.start()
    alice = program.account("alice")
    told = run(alice, "get_current_time", {"timezone": "Asia/Tokyo"})
    assert told["outcome"] == "succeeded", told
    [step] = told["steps"]
    assert (step["adapter"], step["effect"]) == ("mcp", "read")
    assert step["attempts"][0]["response"]["timezone"] == "Asia/Tokyo"
    [clock] = children(program.server_process(), "mcp_server_time")
    given = pathlib.Path(f"/proc/{clock}/environ").read_bytes().split(b"\0")
    assert f"API_KEY={CANARY}".encode() in given
    assert program.stop() == 0
    assert leaks(files_below(program.data), [CANARY]) == []


def test_nobody_names_a_program_by_a_call(program):
    program.start()
    refused = program.account("alice").post("/automation/connections", {
        "name": "peer", "kind": "mcp", "settings": {"command": ["/bin/sh"]}})
    assert refused.status_code == 422 and "operator's file" in refused.text


def children(process, script):
    """The processes below one that run a script."""
    found = []
    for task in pathlib.Path(f"/proc/{process}/task").iterdir():
        for child in (task / "children").read_text().split():
            if str(script).encode() in pathlib.Path(f"/proc/{child}/cmdline").read_bytes():
                found.append(int(child))
    return found
