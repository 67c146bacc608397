"""Who is called, and the connections, bindings and automations over which steps call it."""

import json
import os
import pathlib
import subprocess
import sys
import time

FOLDER = pathlib.Path(__file__).resolve().parent
sys.path.append(str(FOLDER.parent))

from loopback import Failure, answer, get  # noqa: E402, it lies one folder up

from visits import Visit  # noqa: E402

# What a second call would do: what may be repeated goes over a connection that was kept, what may
# happen once opens its own.
EFFECTS = {"kept": "read", "opened": "once"}
# The same request either way; what a second one would do the binding alone says.
REQUEST = {"method": "POST", "path": "/http", "json": {"$ref": "params"}}


class Peer:
    """The server that carries out what steps call."""

    def __init__(self):
        self.process = subprocess.Popen(
            [sys.executable, "-B", FOLDER / "peer.py"], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True, start_new_session=True)
        self.port = int(self.process.stdout.readline())
        self.url = f"http://127.0.0.1:{self.port}"

    def visits(self, count):
        """The calls since the last report, of which there have to be so many."""
        _, _, body = get(self.port, "/report")
        visits = [Visit(*visit) for visit in json.loads(body)]
        if len(visits) != count:
            raise Failure(f"{len(visits):,} of {count:,} calls came")
        return visits

    def stop(self):
        self.process.kill()
        self.process.wait()


class Desk:
    """The account whose steps call the peer, by tools such as `http-kept` and `mcp-opened`."""

    def __init__(self, program, peer):
        self.port, self.peer = program.port, peer
        self.token = (program.data / "admin-token").read_text().strip()
        for kind, settings in [
            ("http", {"base_url": peer.url}), ("webhook", {"url": f"{peer.url}/webhook"}),
            ("mcp", {"url": f"{peer.url}/mcp"}),
        ]:
            self.call("POST", "/automation/connections", {
                "name": f"peer-{kind}", "kind": kind, "settings": settings})
            for way, effect in EFFECTS.items():
                self.call("PUT", "/automation/bindings", {
                    "tool": f"{kind}-{way}", "connection": f"peer-{kind}", "effect": effect,
                    **({"request": REQUEST} if kind == "http" else {"remote": "work"})})

    def deploy(self, tool, steps, milliseconds):
        """The id of an automation with so many steps, each of which takes so long over there."""
        trace = self.call("PUT", f"/automation/traces/thread/{tool}-{steps}-{milliseconds}", {
            "provider_id": "bench", "trace_data": [
                {"event": "tool_call", "tool": tool, "params": {"milliseconds": milliseconds}}
            ] * steps})["trace_id"]
        # Half a day away: what is measured is run by hand.
        hour = (time.gmtime().tm_hour + 12) % 24
        self.call("POST", "/automation/deploy", {
            "trace_id": trace, "schedule_type": "daily", "schedule_time": f"{hour:02}:00",
            "schedule_config": {"timezone": "UTC"}})
        return trace

    def run(self, trace, steps, seconds):
        """What the peer saw of a run, which may take so long."""
        self.peer.visits(0)
        begun = self.call("POST", f"/automation/traces/{trace}/runs")["run_id"]
        until = time.monotonic() + seconds
        while True:
            # Seldom: what answers takes time from what is measured.
            time.sleep(0.2)
            newest = self.call("GET", f"/automation/traces/{trace}/runs?limit=1")["runs"]
            if newest and newest[0]["id"] == begun and newest[0]["outcome"]:
                break
            if time.monotonic() > until:
                raise Failure(f"a run of {steps:,} steps took over {seconds:.0f} s")
        if newest[0]["outcome"] != "succeeded":
            raise Failure(f"a run ended as {newest[0]['outcome']}: {newest[0]['reason']}")
        return self.peer.visits(steps)

    def call(self, method, path, body=None):
        headers = {"Authorization": f"Bearer {self.token}"}
        if body is not None:
            body, headers["Content-Type"] = json.dumps(body), "application/json"
        status, _, told = answer(self.port, method, path, body, headers)
        if not 200 <= status < 300:
            raise Failure(f"{method} {path} was answered {status}: {told[:300].decode()}")
        return json.loads(told)


def run_client(peer, python, calls, milliseconds, seconds):
    """What the peer saw of the calls of the Python client."""
    peer.visits(0)
    # No proxy of the machine's stands between.
    environment = {
        name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    try:
        done = subprocess.run(
            [sys.executable, "-B", FOLDER / "client.py", f"{peer.url}/mcp", str(calls),
             str(milliseconds)],
            env={**environment, "PYTHONPATH": str(python)}, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=seconds)
    except subprocess.TimeoutExpired:
        raise Failure(f"the Python client took over {seconds:.0f} s") from None
    if done.returncode != 0:
        raise Failure(f"the Python client failed: {done.stderr.strip()[-300:]}")
    return peer.visits(calls)
