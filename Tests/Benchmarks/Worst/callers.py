"""Who calls the program: by a token, by a cookie, or as nobody; and what comes back."""

import http.client
import json
import time


class Refused(Exception):
    """The program would not take what is too much, and said so."""

    def __init__(self, words, seconds=None):
        """seconds: that the refusal took; None: it came of what took longer."""
        super().__init__(words)
        self.seconds = seconds


class Broken(Exception):
    """The program did what it should never do, in a few words."""


class Overrun(Exception):
    """The time of a measurement is over."""


class Answer:
    """A status, what a body begins with, how long all of it was, and how many seconds it took."""

    # More of a body is counted and thrown away: 500 MB must not be this program's weight.
    KEPT = 16 << 20

    def __init__(self, response, body, size, seconds):
        self.status, self.headers = response.status, response.headers
        self.body, self.size, self.seconds = body, size, seconds

    def json(self):
        """Raises: Broken."""
        try:
            return json.loads(self.body)
        except ValueError:
            raise Broken(f"{self.size} bytes that are no JSON") from None

    def taken(self):
        """Itself, where the program did what was asked.

        Raises: Refused; Broken.
        """
        if self.status < 400:
            return self
        if self.status in (413, 422, 429):
            raise Refused(f"{self.status} {self.words}".strip(), self.seconds)
        raise Broken(f"{self.status} {self.words}".strip())

    @property
    def words(self):
        """What an answer of the API says, cut."""
        try:
            body = json.loads(self.body)
            words = body.get("message") or body["detail"]
        except (ValueError, KeyError, AttributeError):
            return ""
        return short(words if isinstance(words, str) else json.dumps(words))


class Caller:
    """One caller of a program; calls of several threads do not meet."""

    def __init__(self, port, deadline, token=None, cookie=None):
        """deadline: a function that says until when, on the monotonic clock, an answer counts."""
        self.port, self.deadline = port, deadline
        self.headers = {"Connection": "close"}
        if token:
            self.headers["Authorization"] = f"Bearer {token}"
        if cookie:
            self.headers["Cookie"] = cookie
        self.largest = 0

    def call(self, method, path, body=None, **headers):
        """body: bytes as they are, anything else as JSON. A header is named with _ for -."""
        headers = self.headers | {name.replace("_", "-"): value for name, value in headers.items()}
        if body is not None:
            headers.setdefault("Content-Type", "application/json")
            body = body if isinstance(body, bytes) else json.dumps(body).encode()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.left())
        begin = time.monotonic()
        try:
            try:
                connection.request(method, path, body=body, headers=headers)
            except (BrokenPipeError, ConnectionResetError):
                pass  # It may have answered before it read all.
            response = connection.getresponse()
            body, size = self.read(response, connection)
        except TimeoutError:
            raise Overrun() from None
        except (OSError, http.client.HTTPException) as fault:
            raise Broken(f"no answer: {fault or type(fault).__name__}") from None
        finally:
            connection.close()
        self.largest = max(self.largest, size)
        return Answer(response, body, size, time.monotonic() - begin)

    def read(self, response, connection):
        kept, size = bytearray(), 0
        while part := response.read(1 << 20):
            kept += part[:Answer.KEPT - len(kept)]
            size += len(part)
            # A socket's own timeout begins again with each part.
            if connection.sock:
                connection.sock.settimeout(self.left())
        return bytes(kept), size

    def left(self):
        """Seconds. Raises: Overrun."""
        seconds = self.deadline() - time.monotonic()
        if seconds <= 0:
            raise Overrun()
        return seconds

    def get(self, path, **headers):
        return self.call("GET", path, **headers)

    def post(self, path, body=None, **headers):
        return self.call("POST", path, body, **headers)

    def put(self, path, body=None, **headers):
        return self.call("PUT", path, body, **headers)

    def save(self, entries, thread, **members):
        """The id of a trace; entries: a list, or JSON text of one, as bytes."""
        head = json.dumps({"provider_id": "worst", **members})[:-1].encode()
        entries = entries if isinstance(entries, bytes) else json.dumps(entries).encode()
        body = head + b', "trace_data": ' + entries + b"}"
        answer = self.put(f"/automation/traces/thread/{thread}", body).taken()
        return answer.json()["trace_id"]

    def deploy(self, trace, type="daily", time="04:00", config=None):
        return self.post("/automation/deploy", {
            "trace_id": trace, "schedule_type": type, "schedule_time": time,
            "schedule_config": config or {"timezone": "UTC"}}).taken()

    def begin(self, trace):
        """The id of a run by hand."""
        return self.post(f"/automation/traces/{trace}/runs").taken().json()["run_id"]

    def end(self, trace):
        """An automation's newest run, once that has ended."""
        while True:
            [run] = self.get(f"/automation/traces/{trace}/runs?limit=1").taken().json()["runs"]
            if run["outcome"]:
                return run
            time.sleep(min(0.02, self.left()))

    def run(self, trace):
        self.begin(trace)
        return self.end(trace)


def call_of(tool, **params):
    """An entry of a trace that becomes a step."""
    return {"event": "tool_call", "tool": tool, "params": params}


def short(words):
    return words if len(words) <= 90 else words[:89] + "…"
