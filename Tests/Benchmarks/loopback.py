"""What the benchmarks do alike on this machine: ports, requests, commands, a signed-in session."""

import http.client
import os
import pathlib
import socket
import subprocess

REPRISE = pathlib.Path(__file__).resolve().parents[2] / ".build" / "release" / "reprise"


class Failure(Exception):
    """Why nothing could be measured, in a sentence."""


def get(port, path, **headers):
    """Status, headers and body of an answer; redirects are not followed."""
    return answer(port, "GET", path, None, headers)


def answer(port, method, path, body, headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


def free_ports(count):
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def environment(data, port, **settings):
    """Of a program with a data folder and a port of its own, and no other settings than these."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("REPRISE_")},
        "REPRISE_DATA": str(data), "REPRISE_PORT": str(port), **settings,
    }


def command(environment, *arguments):
    """What a command of `reprise` prints."""
    result = subprocess.run(
        [REPRISE, *map(str, arguments)], env=environment, stdin=subprocess.DEVNULL,
        capture_output=True, text=True)
    if result.returncode != 0:
        raise Failure(f"reprise {arguments[0]} failed: {result.stderr.strip()}")
    return result.stdout


def sign_in(environment, port, name):
    """The cookie of a new session."""
    # The button of the link's page sends what the link says.
    fields = command(environment, "user", "link", name).strip().partition("?")[2]
    status, headers, _ = answer(port, "POST", "/sign-in", fields, {
        "Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"})
    cookie = (headers["Set-Cookie"] or "").partition(";")[0]
    if status != 303 or not cookie:
        raise Failure(f"signing in was answered with status {status}")
    return cookie
