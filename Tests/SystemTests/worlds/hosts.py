"""What carries tools out in a world: a runner, or a server of the Model Context Protocol."""

import datetime
import json
import threading

from loopback_server import Handler, Server
from webhook_runner import Runner
from worlds.world import Refused, day_of


class Host:
    """Has no world until it is asked for the first time: then it is the day of whoever asks.

    `kind` and `settings` are those of the connection that leads to it.
    """

    def __init__(self, make_world):
        self.make_world = make_world
        self.world = None
        self.lock = threading.Lock()

    def answer(self, tool, params, day):
        """What the tool gives, and why it gives nothing."""
        with self.lock:
            self.world = self.world or self.make_world(day)
            try:
                return self.world.call(tool, params), None
            except Refused as refused:
                return None, str(refused)


class RunnerHost(Host):
    kind = "webhook"

    def __init__(self, make_world):
        super().__init__(make_world)
        self.runner = Runner()
        self.runner.answer = self.respond
        self.settings = {"url": self.runner.url}

    def keeps(self, secret):
        self.runner.secret = secret

    def respond(self, event):
        data = event["data"]
        result, refusal = self.answer(data["tool"], data["params"], day_of(data["occurrence"]))
        return (422, {"error": refusal}) if refusal else (200, result)

    def close(self):
        self.runner.close()


class MCPHost(Host):
    """Tells all that it has in one text, and takes whatever it is given."""

    kind = "mcp"

    def __init__(self, make_world, tools):
        super().__init__(make_world)
        host = self

        class Answers(Handler):
            def do_POST(self):
                message = json.loads(self.read_body())
                if "id" not in message:
                    return self.send_text(202, "")
                self.send_text(200, json.dumps(
                    {"jsonrpc": "2.0", "id": message["id"], **host.reply(message)}))

        self.tools = tools
        self.server = Server(Answers)
        self.settings = {"url": f"{self.server.origin}/mcp"}

    def keeps(self, secret):
        pass

    def reply(self, message):
        params = message.get("params") or {}
        match message["method"]:
            case "tools/list":
                return {"result": {"tools": [
                    {"name": name, "description": name, "inputSchema": {"type": "object"}}
                    for name in self.tools]}}
            case "tools/call":
                today = datetime.datetime.now(datetime.timezone.utc).date()
                result, refusal = self.answer(params["name"], params.get("arguments") or {}, today)
                text = refusal or (result if isinstance(result, str) else json.dumps(result))
                return {"result": {
                    "content": [{"type": "text", "text": text}], "isError": bool(refusal)}}
        return {"error": {"code": -32601, "message": "Method not found"}}

    def close(self):
        self.server.close()
