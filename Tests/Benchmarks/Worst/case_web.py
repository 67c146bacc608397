"""What a request can be, and how many of them."""

import collections
import secrets
import selectors
import socket
import time

from callers import Broken, call_of
from case import MIB, case, together


def answered(statuses):
    """How many of each. Raises: Broken, where one is the server's own failing."""
    words = ", ".join(f"{statuses.count(status)}× {status}" for status in sorted(set(statuses)))
    if max(statuses) >= 500:
        raise Broken(words)
    return words


@case("B", 8 * MIB - 1024)
def part_header(house, size):
    """Four forms of strangers at once with a part whose header has `;a=b` over and over."""
    body = (b"--x\r\nContent-Disposition: form-data" + b";a=b" * ((size - 200) // 4)
            + b';name="name"\r\n\r\nalice\r\n--x--\r\n')
    return lambda: answered(together(*[lambda: house.nobody.post(
        "/sign-in", body, Content_Type="multipart/form-data; boundary=x",
        Origin=house.program.origin).status] * 4))


@case("B", 20_000)
def kept_answers(house, size):
    """Twenty calls with an Idempotency-Key and a body of that length, every other byte a fault."""
    faults = b"[0" + b",0" * (size // 2 - 1) + b"]"
    body = b'{"provider_id": "p", "thread_id": "t", "trace_data": ' + faults + b"}"

    def call():
        for _ in range(20):
            house.alice.post(
                "/automation/traces", body, Idempotency_Key=f'"{secrets.token_hex(8)}"')
        [[most]] = house.rows("SELECT max(length(body)) FROM idempotency_keys")
        if most > 64 << 10:
            raise Broken(f"{most // 1000} kB kept of an answer; 64 KiB are the most")
        return f"{most // 1000} kB kept of each"
    return call


@case("at once", 16)
def sign_ins(house, count):
    """So many strangers who sign in at once, three times each, with a password that is wrong."""
    def sign_in():
        statuses = []
        for _ in range(3):
            answer = house.caller().post(
                "/sign-in", b"name=alice&password=" + secrets.token_hex(8).encode(),
                Content_Type="application/x-www-form-urlencoded", Origin=house.program.origin)
            statuses.append(answer.status)
        return statuses

    def all_of_them():
        statuses = sum(together(*[sign_in] * count), [])
        if wrong := set(statuses) - {422, 429}:
            raise Broken(f"answered {sorted(wrong)}")
        return answered(statuses)
    return all_of_them


@case("requests", 2200, grows=False)
def half_sent(house, count):
    """So many requests from another address of which half has been sent, for 8 s."""
    halves = [
        b"GET /traces HTTP/1.1\r\nHost: localhost\r\nX-Half: ",
        b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nname="]

    def send():
        opened, until = [], time.monotonic() + 8
        try:
            for number in range(count):
                try:
                    opened.append(socket.create_connection(
                        ("127.0.0.1", house.program.port), timeout=1,
                        source_address=("127.0.0.2", 0)))
                    opened[-1].sendall(halves[number % 2])
                except OSError:
                    if time.monotonic() > until:
                        break
            time.sleep(max(until - time.monotonic(), 0))
        finally:
            for connection in opened:
                connection.close()
    return send


@case("texts", 400_000)
def short_texts(house, count):
    """Eight savings at once of a trace with so many texts of 17 characters, three times."""
    entries = ('[{"event": "tool_call", "tool": "note", "params": {"list": ['
               + ",".join(f'"{number:017}"' for number in range(count)) + "]}}]").encode()

    def save():
        for turn in range(3):
            together(*[
                lambda thread=thread: house.alice.save(entries, f"t{thread}", name=f"n{turn}")
                for thread in range(8)])
    return save


@case("slashes", 5400)
def slashes(house, count):
    """A stranger asks a hundred times for a page with so many slashes in the query."""
    path = "/traces?" + "/" * count
    return lambda: answered([house.nobody.get(path).status for _ in range(100)])


@case("connections", 400, grows=False)
def connections(house, count):
    """So many connections of one account, each of which asks for a list again and again, for 4 s."""
    for number in range(50):
        house.alice.save([call_of("note", text="Good morning")], f"many-{number}")
    headers = "".join(f"{name}: {value}\r\n" for name, value in house.alice.headers.items())
    request = f"GET /automation/traces HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n".encode()

    def ask():
        statuses, until = collections.Counter(), time.monotonic() + 4
        with selectors.DefaultSelector() as waiting:
            def begin():
                connection = socket.create_connection(("127.0.0.1", house.program.port))
                connection.sendall(request)
                waiting.register(connection, selectors.EVENT_READ, bytearray())

            for _ in range(count):
                begin()
            while waiting.get_map():
                for key, _ in waiting.select(timeout=1):
                    part = key.fileobj.recv(1 << 16)
                    if part and not key.data:
                        key.data.extend(part[:12])
                    if part:
                        continue
                    waiting.unregister(key.fileobj)
                    key.fileobj.close()
                    statuses[int(key.data[9:12] or 503)] += 1
                    if time.monotonic() < until:
                        begin()
        return answered(list(statuses.elements()))
    return ask
