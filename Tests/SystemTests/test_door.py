"""What nginx lets in, and what it answers itself: nobody there takes the others' place."""

import concurrent.futures
import contextlib
import hashlib
import http.client
import json
import os
import pathlib
import resource
import socket
import time

import pytest
import requests

from conftest import eventually

HEAD = b"POST /automation/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
HALF_HEAD = HEAD + b"Content-Len"
HALF_BODY = HEAD + b"Content-Length: 1000000\r\n\r\n{"

SECURITY = {
    "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin"}


@contextlib.contextmanager
def held_open(program, count, sent):
    """So many connections over each of which this was sent."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with contextlib.ExitStack() as connections:
        opened = []
        for _ in range(count):
            opened.append(connections.enter_context(
                socket.create_connection(("127.0.0.1", program.port), timeout=20)))
            opened[-1].sendall(sent)
        yield opened


def is_closed(connection):
    connection.setblocking(False)
    try:
        return connection.recv(1) == b""
    except BlockingIOError:
        return False
    except ConnectionError:
        return True


@pytest.mark.parametrize("half", [HALF_HEAD, HALF_BODY], ids=["head", "body"])
def test_thousands_of_half_requests_hold_up_nobody_and_reach_no_program(program, half):
    program.settings["REPRISE_THREADS"] = "1"  # One that reached it would be alone there.
    program.start()
    with held_open(program, 2200, half) as connections:
        for _ in range(20):
            assert program.client().get("/health").ok
            assert program.client().get("/automation/traces").ok
        assert eventually(lambda: all(map(is_closed, connections)), seconds=40)


@pytest.mark.parametrize("host, status", [
    ("localhost", 200), ("LOCALHOST:{port}", 200), ("127.0.0.1:1", 200), ("[::1]:{port}", 200),
    ("reprise.example", 421), ("localhost.reprise.example", 421), ("127.0.0.2", 421),
    ("192.0.2.7:{port}", 421), ("x", 421),
])
def test_whoever_comes_by_another_name_is_misdirected(reprise, host, status):
    headers = {"Host": host.format(port=reprise.port)}
    nobody, admin = reprise.client(token=None), reprise.client()
    call = admin.get("/automation/traces", headers=headers)
    page = nobody.get("/sign-in", headers=headers)
    style = nobody.get("/style.css", headers=headers)
    assert (call.status_code, page.status_code, style.status_code) == (status,) * 3
    for answer in (call, page, style):
        assert SECURITY.items() <= answer.headers.items()
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    if status == 421:
        assert call.json() == {
            "detail": f"Nothing is served under this host; {reprise.origin} would be right"}
        assert f'href="{reprise.origin}/traces"' in page.text and "Set-Cookie" not in page.headers


def test_a_request_without_a_host_is_misdirected_too(reprise):
    with socket.create_connection(("127.0.0.1", reprise.port), timeout=20) as old:
        old.sendall(b"GET /health HTTP/1.0\r\n\r\n")
        assert old.recv(100).startswith(b"HTTP/1.1 421 ")


def test_a_public_origin_is_the_only_name_and_wants_tls_from_then_on(program):
    program.settings["REPRISE_ORIGIN"] = "https://Reprise.example:443"
    program.start()
    for name, status in [("reprise.example", 200), ("localhost", 421), ("127.0.0.1", 421)]:
        for path in ("/health", "/style.css", "/sign-in"):
            answer = program.client(token=None).get(path, headers={"Host": name})
            assert answer.status_code == status, (name, path)
            assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert program.link.startswith("https://reprise.example/sign-in?")
    assert program.command("doctor").returncode == 0


@pytest.mark.parametrize("origin", ["https://a;b", 'http://a"b', "http://user@a", "http://a:0"])
def test_an_origin_that_cannot_be_stops_the_start(program, origin):
    program.settings["REPRISE_ORIGIN"] = origin
    done = program.command("up")
    assert done.returncode == 1 and len(done.stderr.splitlines()) == 1
    assert "REPRISE_ORIGIN" in done.stderr and origin in done.stderr


def test_every_request_line_up_to_the_longest_is_answered(reprise):
    nobody, admin = reprise.client(token=None), reprise.client()
    for piece in ("/", "a/", "%2F", "%41", "+", "&", "a=b&", "?", "=", ";", "%c3%bc", "next=/&"):
        for start in ("/traces?", "/traces/", "/", "/sign-in?next=/", "/runs?offset=", "/sign-in/"):
            for length in (100, 2000, 5400, 8100):
                target = (start + piece * length)[:length]
                target = target[:target.rindex("%")] if "%" in target[-2:] else target
                for caller, prefix in ((nobody, ""), (admin, "/automation")):
                    answer = caller.get(prefix + target)
                    assert answer.status_code < 500, (answer.status_code, prefix, start, piece)
    slashes = nobody.get("/traces?" + "/" * 5400)
    assert (slashes.status_code, slashes.headers["Location"]) == (303, "/sign-in?next=%2Ftraces")
    over = nobody.get("/traces?" + "/" * 9000)
    assert over.status_code == 414 and "The address has over 8 KiB." in over.text
    header = nobody.get("/traces", headers={"X-Long": "x" * 9000})
    assert header.status_code == 431 and "over the limit of 8 KiB each, 32 KiB in all." in header.text
    call = admin.get("/automation/traces?name=" + "x" * 9000)
    assert (call.status_code, call.json()["detail"]) == (
        414, "The address is over the limit of 8 KiB")
    sent = nobody.post(
        "/sign-in", data={"name": "x", "password": "y", "next": "/" + "a" * 300_000},
        headers={"Sec-Fetch-Site": "same-origin"})
    assert sent.status_code == 422 and len(sent.text) < 10_000
    sent = nobody.post(
        "/sign-in", data={"name": "x", "password": "y", "next": "/" + "a" * 1_000_000},
        headers={"Sec-Fetch-Site": "same-origin"})
    assert sent.status_code == 413 and len(sent.text) < 10_000


def test_more_header_fields_than_anybody_reads_are_refused_in_both_dresses(reprise):
    fields = "".join(f"x{number}: y\r\n" for number in range(1500))
    for path, kind, words in (("/traces", b"text/html", b"<h1>"),
                              ("/automation/traces", b"application/json", b'{"detail":')):
        with socket.create_connection(("127.0.0.1", reprise.port), timeout=20) as caller:
            caller.sendall(
                f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{fields}\r\n"
                .encode())
            answer = b"".join(iter(lambda: caller.recv(65_536), b""))
        # Some versions of nginx have a bound of their own.
        assert answer[:13] in (b"HTTP/1.1 400 ", b"HTTP/1.1 431 ") and words in answer
        assert kind in answer and b"X-Content-Type-Options: nosniff" in answer


def test_one_address_has_so_many_connections_and_no_more(program):
    program.settings["REPRISE_CONNECTIONS_PER_ADDRESS"] = "3"
    program.start()
    with contextlib.ExitStack() as connections:
        def is_full():
            # One that came while the program's own question was answered was refused.
            connections.enter_context(held_open(program, 1, HALF_BODY))
            return [program.client().get("/health").status_code for _ in range(3)] == [429] * 3

        assert eventually(is_full)
        refused = program.client().get("/automation/traces")
        assert (refused.status_code, list(refused.json())) == (429, ["detail"])
        assert refused.headers["Retry-After"] == "1"
        assert "an address 3 connections" in refused.json()["detail"]
        page = program.client(token=None).get("/sign-in")
        assert page.status_code == 429 and "<h1>Too many requests</h1>" in page.text
        assert SECURITY.items() <= page.headers.items()
    assert eventually(lambda: program.client().get("/health").ok)


@pytest.mark.parametrize("proof", ["Authorization: Bearer {token}", "Cookie: x=1; reprise={token}"])
def test_one_token_or_session_has_so_many_requests_at_a_time_and_no_more(program, proof):
    program.settings["REPRISE_THREADS"] = "1"
    program.start()
    alice = program.account("alice")
    name, value = proof.format(token="rep_" + "a" * 38).split(": ")
    half = HEAD + f"{name}: {value}\r\nContent-Length: 1000000\r\n\r\n{{".encode()

    def asked():
        return requests.get(
            f"http://127.0.0.1:{program.port}/health", headers={name: value}, timeout=10)

    with held_open(program, 8, half):
        assert asked().status_code != 429
        with held_open(program, 1, half):
            # One that is held came while the question was answered, and may have been refused for it:
            # then the next one is answered.
            answers = []
            assert eventually(lambda: answers.append(asked()) or answers[-1].status_code == 429)
            assert "a session or token has 9 requests at a time" in answers[-1].json()["detail"]
            for _ in range(20):
                assert alice.get("/automation/traces").ok
    assert eventually(lambda: asked().status_code != 429)


def test_one_address_signs_in_and_calls_so_often_and_no_more(program):
    program.settings |= {"REPRISE_RATE_SIGN_IN": "2", "REPRISE_RATE_API": "5"}
    program.start()

    def sign_in(path="/sign-in"):
        return program.client(token=None).post(
            path, data={"name": "admin", "password": "wrong"},
            headers={"Sec-Fetch-Site": "same-origin"})

    answers = [sign_in(path) for path in ("/sign-in", "/sign-in/", "/sign-in", "/sign-in")]
    assert [answer.status_code for answer in answers][:3] == [422] * 3
    assert answers[3].status_code == 429 and int(answers[3].headers["Retry-After"]) > 0
    assert "<h1>Too many requests</h1>" in answers[3].text
    assert program.client(token=None).get("/sign-in").ok, "looking is no trying"
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        calls = list(pool.map(lambda _: program.client().get("/automation/traces"), range(100)))
    assert {call.status_code for call in calls} == {200, 429}
    refused = next(call for call in calls if call.status_code == 429)
    assert list(refused.json()) == ["detail"] and refused.headers["Retry-After"] == "1"
    assert "5 calls a second, 2 sign-ins a minute" in refused.json()["detail"]

    # However the address is written that leads there.
    def called(address):
        connection = http.client.HTTPConnection("127.0.0.1", program.port, timeout=30)
        connection.request("GET", address, headers={"Authorization": f"Bearer {program.token}"})
        answer = connection.getresponse()
        return answer.status, answer.read()

    for address in ("//automation/traces", f"http://127.0.0.1:{program.port}/automation/traces"):
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            calls = list(pool.map(called, [address] * 60))
        assert 429 in dict(calls) and set(dict(calls)) <= {200, 429}
        assert all(list(json.loads(body)) == ["detail"] for status, body in calls if status == 429)


def test_strangers_at_sign_in_hold_up_nobody(program):
    program.start()

    def sign_in(number):
        return program.client(token=None).post(
            "/sign-in", data={"name": f"stranger-{number}", "password": "not the password"},
            headers={"Sec-Fetch-Site": "same-origin"})

    with concurrent.futures.ThreadPoolExecutor(40) as pool:
        attempts = [pool.submit(sign_in, number) for number in range(40)]
        for _ in range(10):
            assert program.client().get("/health").ok
        answers = [attempt.result() for attempt in attempts]
    assert {answer.status_code for answer in answers} == {422, 429}
    for answer in answers:
        assert ("Retry-After" in answer.headers) == (answer.status_code == 429)


def test_a_program_that_cannot_be_reached_is_told_of_without_secrets(program):
    program.start()
    name = hashlib.sha256(str(program.data).encode()).hexdigest()[:16]
    run = pathlib.Path(f"/run/reprise-{name}") if os.getuid() == 0 else program.data / "run"
    nobody = program.client(token=None)
    secret = program.link.split("link=")[1]
    (run / "reprise.sock").chmod(0)
    for path in ("/sign-in", "/sign-in/", "//sign-in", "/%73ign-in", "/traces", "/nowhere"):
        query = f"?name=admin&link={secret}" if "sign-in" in path or "%" in path else "?seen"
        answer = nobody.get(path + query, headers={"Referer": program.link})
        assert answer.status_code == 503 and "<h1>One moment</h1>" in answer.text
        assert int(answer.headers["Retry-After"]) > 0
    nobody.post("/sign-in", data={"link": secret}, headers={"Referer": program.link})
    errors = program.data / "logs" / "nginx-error.log"
    assert eventually(lambda: errors.read_text().count("connect() to unix:") >= 7)
    accesses = program.data / "logs" / "nginx-access.log"
    assert eventually(lambda: "POST /sign-in" in accesses.read_text())
    assert "GET /traces?seen HTTP" in accesses.read_text()
    for log in (program.data / "logs").iterdir():
        assert secret[:40] not in log.read_text() and secret[-40:] not in log.read_text(), log
