"""A server on loopback that carries out what steps call, as cheaply as Python can. It prints its
port.

It has one tool, `work {"milliseconds"}`, which takes that long, be it called by a POST to /http, by
a runner's event to /webhook or by MCP's revision 2026-07-28 at /mcp. GET /report answers with a
list of [connection, arrived, left], one for each call since the last report: the number of its
connection, and seconds on one clock when it was there as a whole and when its answer was gone. It
ends when its standard input does.
"""

import asyncio
import itertools
import json
import sys
import time

ANSWER = "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
# Longer requests are no calls of steps.
MOST = 1 << 20
RESULT = {"done": True}
TOOL = {
    "name": "work", "description": "Takes so long.",
    "inputSchema": {
        "type": "object", "properties": {"milliseconds": {"type": "integer"}},
        "required": ["milliseconds"]}}

calls = []
numbers = itertools.count(1)


class Peer(asyncio.Protocol):
    """One connection."""

    def connection_made(self, transport):
        self.transport, self.number, self.received = transport, next(numbers), b""

    def data_received(self, data):
        arrived = time.perf_counter()
        self.received += data
        if len(self.received) > MOST:
            return self.transport.abort()
        head, end, body = self.received.partition(b"\r\n\r\n")
        # Nobody sends a second request before the first one is answered.
        if end and len(body) >= length_of(head):
            self.received = b""
            self.take(head, body, arrived)

    def take(self, head, body, arrived):
        method, path, _ = head.split(b"\r\n", 1)[0].decode().split(" ")
        if path == "/report":
            self.write(calls)
            calls.clear()
        elif method != "POST" or path not in WAYS:
            self.write({}, "404 Not Found")
        else:
            arguments, result = WAYS[path](json.loads(body))
            if arguments is None:
                self.write(result)
            elif seconds := arguments["milliseconds"] / 1000:
                asyncio.get_running_loop().call_later(seconds, self.end, arrived, result)
            else:
                self.end(arrived, result)

    def end(self, arrived, result):
        self.write(result)
        calls.append((self.number, arrived, time.perf_counter()))

    def write(self, value, status="200 OK"):
        body = json.dumps(value).encode()
        self.transport.write((ANSWER % (status, len(body))).encode() + body)


def length_of(head):
    for line in head.split(b"\r\n"):
        if line[:15].lower() == b"content-length:":
            return int(line[15:])
    return 0


def by_http(asked):
    """The tool's arguments, and what is answered once it is done; None: nothing is called."""
    return asked, RESULT


def by_webhook(asked):
    return asked["data"]["params"], RESULT


def by_mcp(asked):
    answer = {"jsonrpc": "2.0", "id": asked.get("id")}
    if asked["method"] == "tools/call":
        return asked["params"]["arguments"], answer | {"result": {
            "resultType": "complete", "structuredContent": RESULT,
            "content": [{"type": "text", "text": json.dumps(RESULT)}]}}
    if asked["method"] == "tools/list":
        return None, answer | {"result": {
            "resultType": "complete", "tools": [TOOL], "ttlMs": 600_000, "cacheScope": "private"}}
    return None, answer | {"error": {"code": -32601, "message": "Method not found"}}


WAYS = {"/http": by_http, "/webhook": by_webhook, "/mcp": by_mcp}


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Peer, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
