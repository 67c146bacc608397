"""MCP servers to test against, made of the `mcp` package that PYTHONPATH leads to: 1.x speaks the
revisions with sessions, 2.x the one without as well.

`python3 mcp_peers.py http|stdio NAME` with NAME `tools` (what the tools of a server may do),
`pages` (a list of tools in pages), `stateless` (as `tools`, without sessions), `office` (what a company
has of its own; each call is a line of JSON in the file REPRISE_PEER_CALLS) or `fastmcp` (made with
`fastmcp`). Over HTTP its first line is its port. It ends with its standard input, and after
REPRISE_PEER_SECONDS (120).
"""

import asyncio
import json
import logging
import os
import socket
import subprocess
import sys
import threading

MAXIMUM = float(os.environ.get("REPRISE_PEER_SECONDS", "120"))


def main():
    transport, name = sys.argv[1:]
    end = threading.Timer(MAXIMUM, os._exit, [0])
    end.daemon = True
    end.start()
    servers = {
        "tools": tools, "stateless": tools, "pages": pages, "office": office, "fastmcp": fastmcp}
    server = servers[name]()
    if transport == "stdio":
        print("the peer begins", file=sys.stderr, flush=True)
        return server.run()
    threading.Thread(target=end_with_input, daemon=True).start()
    serve(application(server, stateless=name == "stateless"))


def end_with_input():
    while sys.stdin.buffer.read(1):
        pass
    os._exit(0)


def serve(app):
    import uvicorn

    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(64)
    print(listener.getsockname()[1], flush=True)
    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1)
    uvicorn.Server(config).run(sockets=[listener])


def application(server, stateless):
    if hasattr(server, "http_app"):
        return server.http_app()
    try:
        return server.streamable_http_app(stateless_http=stateless)
    except TypeError:
        server.settings.stateless_http = stateless
        return server.streamable_http_app()


def made(name):
    """A server of the high level, by whichever name the package has it."""
    try:
        from mcp.server.mcpserver import Context, MCPServer
    except ImportError:
        from mcp.server.fastmcp import Context, FastMCP as MCPServer
    logging.getLogger("mcp").setLevel(logging.WARNING)
    return MCPServer(name), Context


def tool_error():
    try:
        from mcp.server.mcpserver.exceptions import ToolError
    except ImportError:
        from mcp.server.fastmcp.exceptions import ToolError
    return ToolError


def hints(**hints):
    try:
        from mcp_types import ToolAnnotations
    except ImportError:
        from mcp.types import ToolAnnotations
    return ToolAnnotations.model_validate(hints)


def is_current():
    import importlib.util

    return importlib.util.find_spec("mcp_types") is not None


def tools():
    server, Context = made("peer")
    notes = []

    @server.tool()
    def add(a: int, b: int) -> int:
        """The sum of two numbers."""
        return a + b

    @server.tool()
    def write_note(text: str) -> dict:
        """Keeps a note until the server ends."""
        notes.append(text)
        return {"count": len(notes)}

    @server.tool(title="Notes", annotations=hints(readOnlyHint=True, openWorldHint=False))
    def read_notes() -> list[str]:
        """All notes, the oldest first."""
        return notes

    @server.tool(structured_output=False)
    def say(text: str) -> str:
        """The text as it is given."""
        return text

    @server.tool(structured_output=False)
    def say_twice(text: str) -> list:
        """The text in two blocks."""
        return [text, text]

    @server.tool()
    def fail(why: str) -> str:
        """Fails, saying why."""
        raise tool_error()(why)

    @server.tool()
    async def count(steps: int, ctx: Context) -> str:
        """Counts, and tells how far it is."""
        for step in range(steps):
            await ctx.report_progress(step + 1, steps, "counting")
            await asyncio.sleep(0.01)
        return f"counted to {steps}"

    @server.tool()
    async def sleep(seconds: float) -> str:
        """Takes long."""
        await asyncio.sleep(seconds)
        return "slept"

    @server.tool()
    async def die() -> str:
        """Ends the server before it answers."""
        os._exit(3)

    @server.tool()
    def environment() -> dict:
        """Names of the variables that the server was given."""
        return {"names": sorted(os.environ), "descriptors": sorted(os.listdir("/proc/self/fd"))}

    @server.tool()
    def leave_child() -> int:
        """Starts a process that stays for a minute, and says which."""
        return subprocess.Popen(["sleep", "60"], stdin=subprocess.DEVNULL).pid

    @server.tool()
    def say_much(bytes: int) -> str:
        """So many bytes."""
        return "x" * bytes

    @server.tool()
    def change_tool() -> str:
        """Gives the tool `changing` another schema."""
        server.remove_tool("changing")

        @server.tool()
        def changing(text: str, strength: int) -> str:
            return text * strength

        return "changed"

    @server.tool()
    def changing(text: str) -> str:
        return text

    add_question(server, Context)
    if is_current():
        add_header(server)
    return server


def add_question(server, Context):
    from pydantic import BaseModel

    class Name(BaseModel):
        name: str

    if not is_current():

        @server.tool()
        async def ask(ctx: Context) -> str:
            """Asks a person for a name."""
            answer = await ctx.elicit("Who are you?", Name)
            return f"{answer.action}"

        return
    import mcp_types

    @server.tool(structured_output=False)
    async def ask(ctx: Context) -> mcp_types.CallToolResult | mcp_types.InputRequiredResult:
        """Asks a person for a name."""
        if ctx.request_context.protocol_version < "2026":
            answer = await ctx.elicit("Who are you?", Name)
            return mcp_types.CallToolResult(
                content=[mcp_types.TextContent(type="text", text=answer.action)]
            )
        return mcp_types.InputRequiredResult(request_state="half way")


def add_header(server):
    from typing import Annotated

    from pydantic import Field

    @server.tool()
    def in_region(
        region: Annotated[str, Field(json_schema_extra={"x-mcp-header": "Region"})], query: str
    ) -> str:
        """Its region goes into a header too."""
        return f"{query} in {region}"


def pages():
    """Seven tools, three to a page; each gives its own name."""
    server, _ = made("pages")
    for number in range(1, 8):

        def tool(name=f"tool_{number}") -> str:
            return name

        server.add_tool(tool, name=f"tool_{number}", description=f"Number {number}")

    async def page(cursor):
        start = int(cursor or 0)
        tools = await server.list_tools()
        return tools[start : start + 3], str(start + 3) if start + 3 < len(tools) else None

    if is_current():
        import mcp_types

        async def listed(ctx, params):
            tools, cursor = await page(params.cursor if params else None)
            return mcp_types.ListToolsResult(tools=tools, next_cursor=cursor)

        server._lowlevel_server.add_request_handler(
            "tools/list", mcp_types.PaginatedRequestParams, listed
        )
    else:
        from mcp import types

        async def listed(request):
            tools, cursor = await page(request.params.cursor if request and request.params else None)
            return types.ServerResult(types.ListToolsResult(tools=tools, nextCursor=cursor))

        server._mcp_server.request_handlers[types.ListToolsRequest] = listed
    return server


def office():
    """Tools that do what those of agents do, by other names."""
    server, _ = made("office")

    def keep(tool, **arguments):
        with open(os.environ["REPRISE_PEER_CALLS"], "a") as calls:
            calls.write(json.dumps({"tool": tool, **arguments}) + "\n")

    @server.tool(annotations=hints(readOnlyHint=True))
    def channel_report(channel: str, from_day: str) -> dict:
        """Views and subscribers of a channel since a day."""
        keep("channel_report", channel=channel, from_day=from_day)
        return {"channel": channel, "views": 18234, "subscribers": 912}

    @server.tool()
    def add_cells(table: str, sheet: str, cells: list) -> dict:
        """Adds a line to a table."""
        keep("add_cells", table=table, sheet=sheet, cells=cells)
        return {"line": 42}

    @server.tool()
    def send_mail(to: str, subject: str, text: str) -> dict:
        """Sends a mail."""
        keep("send_mail", to=to, subject=subject, text=text)
        return {"sent": True}

    return server


def fastmcp():
    from fastmcp import FastMCP

    server = FastMCP("fastmcp peer")

    @server.tool
    def add(a: int, b: int) -> int:
        return a + b

    @server.tool
    def people() -> list[dict]:
        return [{"name": "Alice"}, {"name": "Bob"}]

    @server.tool
    def fail(why: str) -> str:
        raise ValueError(why)

    return server


if __name__ == "__main__":
    main()
