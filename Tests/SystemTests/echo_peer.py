"""A server that says again all that it was told, as it came and encoded: in answers, in errors, in
headers, in descriptions of itself, and in the ways of MCP and OAuth 2."""

import base64
import html
import json
import re
import urllib.parse

from canaries import new_canary
from loopback_server import Handler, Server

TOKEN = set("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


class EchoPeer:
    """Serves on this machine. A path that begins with `/fails` is answered by 422.

    `known` has by its path what it knows of a caller without being told: the keys of signatures.
    """

    def __init__(self):
        self.known = {}
        self.requests = []
        # Of OAuth: what it gave, and what it takes no more.
        self.issued = []
        self.stale = set()
        peer = self

        class Answers(Handler):
            def answer(self):
                body = self.read_body()
                told = Told(
                    self.command, self.path, dict(self.headers.items()), body,
                    peer.known.get(self.path, []))
                peer.requests.append(told)
                self.reply(*peer.answer(told), told)

            do_GET = do_HEAD = do_POST = answer

            def reply(self, status, content, told):
                phrase = next(iter(told.secrets), None)
                self.send_response(status, phrase if status != 200 and told.is_plain else None)
                is_stream = isinstance(content, str)
                text = content if is_stream else json.dumps(content)
                body = b"" if content is None else text.encode()
                self.send_header(
                    "Content-Type", "text/event-stream" if is_stream else "application/json")
                self.send_header("Content-Length", str(len(body)))
                for secret in told.secrets if told.is_plain else []:
                    self.send_header("X-Echo", secret)
                    if set(secret) <= TOKEN:
                        self.send_header(secret, "is its name")
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

        self.server = Server(Answers)
        self.origin = self.server.origin

    def answer(self, told):
        """Its status, and what it tells: a value as JSON, a text as a stream of events."""
        place, echo = told.path.split("/")[1], told.echo()
        if place == "token":
            return self.token(told)
        if place == "no-token":
            return 400, {"error": told.secrets[-1], "error_description": echo}
        if told.bearer in self.stale:
            return 401, echo
        if place == "openapi.json":
            return 200, self.document(told.secrets)
        if place == "mcp":
            return self.mcp(json.loads(told.body), told, echo)
        fails = place.startswith("fails") or b'"tool":"fails"' in told.body
        return (422 if fails else 200), echo

    def token(self, told):
        """The first one of each client is refused where it is used: another is asked for."""
        fields = dict(urllib.parse.parse_qsl(told.body.decode()))
        access = new_canary()
        if not any(told.client == client for client, _ in self.issued):
            self.stale.add(access)
        given = {"access_token": access, "token_type": "Bearer", "expires_in": 3600}
        if fields["grant_type"] == "refresh_token":
            given["refresh_token"] = new_canary("/+")
            self.issued.append((told.client, given["refresh_token"]))
        self.issued.append((told.client, access))
        return 200, {**given, "scope": " ".join(told.secrets)}

    def document(self, said=()):
        """Of OpenAPI; what it was told stands in its descriptions."""
        words = " ".join(["Says again what it is told.", *said])

        def operation(name):
            return {"post": {"operationId": name, "summary": words, "requestBody": {
                "content": {"application/json": {"schema": {"type": "object", "properties": {
                    "text": {"type": "string", "description": words}}}}}}}}

        return {
            "openapi": "3.1.0", "info": {"title": words, "version": "1"},
            "servers": [{"url": self.origin}],
            "paths": {"/does": operation("does"), "/fails": operation("fails")}}

    def mcp(self, message, told, echo):
        def reply(**content):
            return 200, {"jsonrpc": "2.0", "id": message["id"], **content}

        if "id" not in message:
            return 202, None
        match message["method"], message.get("params", {}).get("name"):
            case "tools/list", _:
                words = " ".join(told.secrets)
                schema = {"type": "object", "properties": {
                    "text": {"type": "string", "description": words}}}
                return reply(result={"tools": [
                    {"name": name, "description": words, "inputSchema": schema}
                    for name in ("does", "fails", "errs")]})
            case "tools/call", "does":
                return reply(result={
                    "content": [{"type": "text", "text": json.dumps(echo)}],
                    "structuredContent": echo})
            case "tools/call", "fails":
                # One JSON in another is enough.
                text = " ".join(told.secrets) + json.dumps({**echo, "JSON in JSON": None})
                status, answer = reply(result={
                    "content": [{"type": "text", "text": text}], "isError": True})
                return status, f"event: message\ndata: {json.dumps(answer)}\n\n"
            case "tools/call", _:
                return reply(error={
                    "code": -32000, "message": " ".join(told.secrets), "data": echo})
        return reply(error={"code": -32601, "message": "Method not found"})

    def was_told(self, text):
        """Whether a request had a text in it, as it is or in the base64 of a sign-in."""
        return any(text in part for told in self.requests for part in told.texts)

    def close(self):
        self.server.close()


class Told:
    """A request."""

    def __init__(self, method, target, headers, body, known):
        self.method, self.target, self.headers, self.body = method, target, headers, body
        path, _, query = target.partition("?")
        self.path = path
        proof = headers.get("Authorization", "")
        scheme, _, word = proof.partition(" ")
        self.bearer = word if scheme == "Bearer" else None
        pair = base64.b64decode(word).decode() if scheme == "Basic" else ""
        user, _, password = pair.partition(":")
        fields = {}
        if path.endswith("token"):
            # RFC 6749, 2.3.1.
            password = urllib.parse.unquote_plus(password)
            fields = dict(urllib.parse.parse_qsl(body.decode()))
        self.client = user or fields.get("client_id")
        own = [word, password, headers.get("X-Key"), fields.get("refresh_token"),
               fields.get("client_secret"), *dict(urllib.parse.parse_qsl(query)).values()]
        # Of addresses that are secret, and what the texts of calls say.
        own += path.split("/")[2:] + known + re.findall(r"api_key=(\w+)", body.decode())
        # Each once, in their order.
        self.secrets = list(dict.fromkeys(each for each in own if each))
        # Whether a header can have them.
        self.is_plain = all(secret.isascii() and secret.isprintable() for secret in self.secrets)

    @property
    def texts(self):
        return [self.target, self.body.decode(), *self.headers.values(), *self.secrets]

    def echo(self):
        secrets = self.secrets
        return {
            "method": self.method, "path": self.target, "headers": self.headers,
            "body": self.body.decode(), "secrets": secrets,
            "as names": {secret: True for secret in secrets},
            "base64": [base64.b64encode(secret.encode()).decode() for secret in secrets],
            "within base64": [
                base64.b64encode(f"{'x' * before}{secret}y".encode()).decode()
                for secret in secrets for before in range(3)],
            "by percent signs": [urllib.parse.quote(secret, safe="") for secret in secrets],
            "all by percent signs": [
                "".join(f"%{byte:02X}" for byte in secret.encode()) for secret in secrets],
            "JSON in JSON": json.dumps(secrets),
            "in HTML": [html.escape(secret) for secret in secrets]}
