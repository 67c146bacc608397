"""A server on loopback that runs call. It prints its port.

/result/BYTES answers with a list of that size, /once/KEY with 503 the first time and {} afterwards,
/silent never, anything else with {}. It ends when its standard input does.
"""

import asyncio
import sys

JSON = b"HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n%s\r\n%s"
SEEN = set()


async def serve(reader, writer):
    try:
        while True:
            # Its limit is that of the stream: a head may be larger than any server would take.
            head = await reader.readuntil(b"\r\n\r\n")
            path = head.split(b" ", 2)[1].decode()
            length = 0
            for line in head.split(b"\r\n"):
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            await reader.readexactly(length)
            if path == "/silent":
                await reader.read()
                return
            writer.write(answer(path))
            await writer.drain()
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError):
        pass
    finally:
        writer.close()


def answer(path):
    if path.startswith("/once/") and path not in SEEN:
        SEEN.add(path)
        return JSON % (b"503 Service Unavailable", 2, b"Retry-After: 1\r\n", b"{}")
    body = b"{}"
    if path.startswith("/result/"):
        body = b"[1" + b",1" * (int(path.split("/")[2]) // 2 - 2) + b"]"
    return JSON % (b"200 OK", len(body), b"", body)


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0, limit=16 << 20, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
