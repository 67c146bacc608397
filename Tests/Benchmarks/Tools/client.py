"""The client of the Python package `mcp`, calling a tool again and again over one connection.

client.py URL CALLS MILLISECONDS
"""

import asyncio
import sys

from mcp import Client


async def main():
    url, count, milliseconds = sys.argv[1], *map(int, sys.argv[2:])
    # Of the revision without a handshake, as the steps beside it.
    async with Client(url, mode="2026-07-28", read_timeout_seconds=30) as client:
        await client.list_tools()
        for _ in range(count):
            result = await client.call_tool("work", {"milliseconds": milliseconds})
            if result.is_error:
                sys.exit(f"the tool failed: {result.content}")


if __name__ == "__main__":
    asyncio.run(main())
