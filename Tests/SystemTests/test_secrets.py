"""No secret of a connection or of a trace stands anywhere but in what goes out: each is used by real runs,
told again by the other side in every way that it knows, and then sought in all that the program keeps and says."""

import json
import os
import re
import tempfile
import threading
from types import SimpleNamespace

import pytest
import requests

from canaries import files_below, leaks, new_canary
from conftest import Client, Reprise, eventually
from echo_peer import EchoPeer
from webhook_runner import new_secret

WORDS = {"http": ["does", "fails"], "openapi": ["does", "fails"], "webhook": ["does", "fails"],
         "mcp": ["does", "fails", "errs"]}


class Listening(Client):
    """A caller that keeps every answer."""

    def __init__(self, name, client):
        super().__init__(client.base, None)
        self.name = name
        self.headers = client.headers
        self.told = {}

    def call(self, method, path, body=None, **options):
        answer = super().call(method, path, body, **options)
        place = f"answer {len(self.told) + 1} to {self.name}, {method} {path}"
        self.told[place] = answer.content + str(answer.headers).encode()
        return answer


@pytest.fixture(scope="module")
def used():
    """What was told by whom, once every secret was used; and the secrets."""
    peer = EchoPeer()
    with tempfile.TemporaryDirectory(prefix="reprise-test-") as folder:
        os.chmod(folder, 0o755)
        program = Reprise(folder, REPRISE_LOG_LEVEL="trace")
        try:
            yield of_all_places(program, peer)
        finally:
            program.stop()
            peer.close()


def of_all_places(program, peer):
    """Makes every kind of connection with every way to sign in, goes over each, and listens."""
    operators = operators_connections(program, peer)
    said = follow_output(program.start())
    alice = Listening("alice", program.account("alice"))
    ways = made(alice, peer) + operators
    secrets = [secret for _, _, own in ways for secret in own]
    channels = [new_canary(), new_canary()]
    told = alice.put("/automation/notifications", {"channels": [
        {"kind": "slack", "to": f"{peer.origin}/slack/{channels[0]}"},
        {"kind": "ntfy", "to": f"{peer.origin}/fails/{channels[1]}"},
        {"kind": "webhook", "to": "runner"}]})
    assert told.status_code == 200, told.text
    told_of_tests(alice, told.json()["channels"])
    recorded = Recorded()
    runs = [run(alice, name, word, recorded) for name, kind, _ in ways for word in WORDS[kind]]
    rotate(alice, peer)
    runs += [run(alice, "runner", word, recorded) for word in WORDS["webhook"]]
    runs.append(refused_token(alice, peer, secrets, recorded))
    tried(alice)
    scheduled(alice, recorded)
    rehearsed(alice)

    api = alice.told | answers(program, alice)
    pages = shown(program, alice)
    files = files_below(program.data)
    copy = program.data.parent / "copy.db"
    assert program.command("backup", str(copy)).returncode == 0
    program.stop()
    files |= {f"{place}, at rest": text for place, text in files_below(program.data).items()}
    files |= {"the backup": copy.read_bytes(), "the terminal": said()}
    keys = [key.removeprefix("whsec_") for keys in peer.known.values() for key in keys]
    return SimpleNamespace(
        runs=runs, sent=secrets + channels + recorded.sent, api=api, pages=pages, files=files,
        peer=peer,
        canaries=secrets + channels + keys + recorded.sent + recorded.others
        + [text for _, text in peer.issued])


class Recorded:
    """The secrets that stand in traces: those in what calls say, which are sent, and the others."""

    def __init__(self):
        self.sent, self.others = [], []

    def trace(self, tool):
        """Of one call; its secrets stand in the ways of logs."""
        key, token, password, signature = [new_canary() for _ in range(4)]
        self.sent.append(key)
        self.others += [token, password, signature]
        return [
            {"event": "said", "text": f"Take this.\nPassword: {password}\nIt is hers."},
            {"event": "tool_call", "tool": tool,
             "params": {"text": f"Up you get, api_key={key}"},
             "result": {"access_token": token, "log": json.dumps({"password": password}),
                        "file": f"https://files.example/a?sv=1&sig={signature}"}}]


def follow_output(program):
    """Reads what the program writes while it runs, lest it wait; answers with all of it in the end."""
    texts = []

    def read(stream):
        texts.append(stream.read())

    readers = [threading.Thread(target=read, args=[stream], daemon=True)
               for stream in (program.process.stdout, program.process.stderr)]
    for reader in readers:
        reader.start()

    def all_of_it():
        for reader in readers:
            reader.join(timeout=30)
        assert len(texts) == 2
        return "".join(texts)

    return all_of_it


def sign_ins(peer, kind):
    """Every way to sign in, with its secrets."""
    oauth = {"type": "oauth2", "token_url": f"{peer.origin}/token"}
    return {
        f"{kind}-bearer": ({"type": "bearer"}, {"token": new_canary()}),
        f"{kind}-signs": ({"type": "bearer"}, {"token": new_canary("/+~")}),
        f"{kind}-basic": (
            {"type": "basic", "username": "desk"}, {"password": new_canary('/+ &"')}),
        f"{kind}-header": ({"type": "header", "name": "X-Key"}, {"value": new_canary("/+ ;")}),
        f"{kind}-query": ({"type": "query", "name": "key"}, {"value": new_canary("/+ &")}),
        f"{kind}-client": (
            {**oauth, "grant": "client_credentials", "client_id": f"{kind}-client"},
            {"client_secret": new_canary("/+ ü")}),
        f"{kind}-refresh": (
            {**oauth, "grant": "refresh_token", "client_id": f"{kind}-refresh"},
            {"client_secret": new_canary("/+"), "refresh_token": new_canary("/+&")})}


def made(alice, peer):
    """The connections by name and kind, with their secrets; bound to what each can do."""
    document = json.dumps(peer.document())
    ways = []

    def make(name, kind, settings, secrets):
        answer = alice.post("/automation/connections", {
            "name": name, "kind": kind, "settings": settings, "secrets": secrets})
        assert answer.status_code == 201, answer.text
        bind(alice, name, kind)
        ways.append((name, kind, list(secrets.values()) if kind != "webhook" else []))

    for kind, settings in (
            ("http", {"base_url": peer.origin}), ("mcp", {"url": f"{peer.origin}/mcp"}),
            ("openapi", {"document": document, "base_url": peer.origin})):
        for name, (auth, secrets) in sign_ins(peer, kind).items():
            make(name, kind, {**settings, "auth": auth}, secrets)
    make("fetched", "openapi", {
        "document_url": f"{peer.origin}/openapi.json", "base_url": peer.origin,
        "auth": {"type": "bearer"}}, {"token": new_canary("/+")})
    peer.known["/hook"] = [plain_secret()]
    make("runner", "webhook", {"url": f"{peer.origin}/hook"}, {"secret": peer.known["/hook"][0]})
    return ways


def plain_secret():
    """One whose base64 is of letters and digits."""
    while True:
        secret = new_secret()
        if secret.removeprefix("whsec_").rstrip("=").isalnum():
            return secret


def bind(alice, name, kind):
    for word in WORDS[kind]:
        mapping = {"remote": word} if kind != "http" else {"request": {
            "method": "POST", "path": f"/{word}", "json": {"$ref": "params"}}}
        bound = alice.put("/automation/bindings", {
            "tool": f"{name}_{word}", "connection": name, **mapping})
        assert bound.status_code == 200, bound.text


def operators_connections(program, peer):
    """Those of the operator's file, whose secrets lie in a file, in the environment, and there."""
    folder = program.data.parent
    lies, set_there = new_canary("/+"), new_canary('/+ &"')
    peer.known["/hook-of-all"] = [plain_secret()]
    (folder / "token.txt").write_text(lies + "\n")
    (folder / "connections.json").write_text(json.dumps({"connections": [
        {"name": "by-file", "kind": "http",
         "settings": {"base_url": peer.origin, "auth": {"type": "bearer"}},
         "secrets": {"token": {"file": "token.txt"}}},
        {"name": "by-environment", "kind": "mcp",
         "settings": {"url": f"{peer.origin}/mcp", "auth": {"type": "basic", "username": "desk"}},
         "secrets": {"password": {"environment": "PASSWORD_OF_THE_DESK"}}},
        {"name": "by-itself", "kind": "webhook", "settings": {"url": f"{peer.origin}/hook-of-all"},
         "secrets": {"secret": peer.known["/hook-of-all"][0]}}],
        "bindings": [
            {"tool": f"by-file_{word}", "connection": "by-file",
             "request": {"method": "POST", "path": f"/{word}", "json": {"$ref": "params"}}}
            for word in WORDS["http"]] + [
            {"tool": f"{name}_{word}", "connection": name, "remote": word}
            for name, kind in (("by-environment", "mcp"), ("by-itself", "webhook"))
            for word in WORDS[kind]]}))
    program.settings |= {
        "REPRISE_CONNECTIONS": str(folder / "connections.json"), "PASSWORD_OF_THE_DESK": set_there}
    return [("by-file", "http", [lies]), ("by-environment", "mcp", [set_there]),
            ("by-itself", "webhook", [])]


def run(alice, name, word, recorded):
    """What became of a run of one step, of a trace that was saved, read, and saved as it was read."""
    tool = f"{name}_{word}"
    body = {"provider_id": "desk", "trace_data": recorded.trace(tool)}
    path = f"/automation/traces/thread/{tool}"
    trace = alice.put(path, body)
    assert trace.status_code in (200, 201), trace.text
    read = alice.get(path).json()["trace"]["trace_data"]
    # A second one of the thread has another, and no name is given twice.
    assert re.fullmatch(r"Up you get, api_key=\[secret api_key(_2)?\]", read[1]["params"]["text"])
    assert alice.put(path, {**body, "trace_data": read}).status_code == 200
    return again(alice, trace.json()["trace_id"], "succeeded" if word == "does" else "failed")


def again(alice, trace, outcome):
    told = alice.ended(alice.begin(trace), 60)
    assert told["outcome"] == outcome, told
    return told


def rotate(alice, peer):
    """Makes another secret of the runner, beside which the former one holds."""
    secret = plain_secret()
    runner = next(each for each in alice.get("/automation/connections").json()["connections"]
                  if each["name"] == "runner")
    path = f"/automation/connections/{runner['id']}"
    assert alice.patch(path, {"secrets": {"secret": secret}}).status_code == 200
    peer.known["/hook"].append(secret)


def refused_token(alice, peer, secrets, secrets_of_traces):
    """A run whose token server says no, by the secret that it was sent."""
    secrets.append(new_canary())
    answer = alice.post("/automation/connections", {
        "name": "refused", "kind": "http", "settings": {"base_url": peer.origin, "auth": {
            "type": "oauth2", "grant": "client_credentials", "client_id": "refused",
            "token_url": f"{peer.origin}/no-token"}},
        "secrets": {"client_secret": secrets[-1]}})
    assert answer.status_code == 201, answer.text
    bind(alice, "refused", "http")
    unsent = Recorded()
    told = run(alice, "refused", "fails", unsent)
    secrets_of_traces.others += unsent.sent + unsent.others
    return told


def tried(alice):
    """Tests every connection."""
    for connection in alice.get("/automation/connections").json()["connections"]:
        path = f"/automation/connections/{connection['id']}/test"
        probe = {"method": "GET", "path": "/fails"} if connection["kind"] == "http" else None
        test = alice.post(path, probe)
        assert test.status_code == 200, test.text


def scheduled(alice, recorded):
    """Deploys with a secret in the schedule, reads it, deploys as it was read, and once more with another."""
    trace = alice.put("/automation/traces/thread/scheduled", {
        "provider_id": "desk", "trace_data": [{"event": "tool_call", "tool": "note", "params": {"text": "Up"}}]})
    assert trace.status_code == 201, trace.text
    path = f"/automation/traces/{trace.json()['trace_id']}"
    own = {"start": "2100-01-01T00:00:00Z", "hook": {"url": "https://hook.example", "token": "[secret token]"}}
    for token in [new_canary(), "[secret token]", new_canary()]:
        if not token.startswith("["):
            recorded.others.append(token)
        config = {**own, "hook": {**own["hook"], "token": token}}
        deployed = alice.post("/automation/deploy", {
            "trace_id": trace.json()["trace_id"], "schedule_type": "daily", "schedule_time": "09:00",
            "schedule_config": config})
        assert deployed.status_code == 200, deployed.text
        read = alice.get(path).json()["trace"]["schedule_config"]
        assert re.fullmatch(r"\[secret token(_2)?\]", read["hook"]["token"])
        assert {**read, "hook": own["hook"]} == own


def rehearsed(alice):
    """Every workflow, whose runs are read with all others."""
    for trace in ids(alice).traces:
        begun = alice.post(f"/automation/traces/{trace}/rehearsal", {})
        assert begun.status_code == 202, begun.text
        run = alice.ended(begun.json()["run_id"])
        assert run["rehearsal"], run


def told_of_tests(alice, channels):
    """Tests every channel, before so many runs fail that no more messages go out in the hour."""
    for channel in channels:
        test = alice.post(f"/automation/notifications/{channel['id']}/test")
        assert test.status_code == 202, test.text

    def have_ended():
        deliveries = alice.get("/automation/notifications").json()["deliveries"]
        ended = {each["kind"] for each in deliveries if each["outcome"]}
        return ended == {"slack", "ntfy", "webhook"}

    assert eventually(have_ended, 60)


def ids(alice):
    traces = alice.get("/automation/traces?limit=100").json()["traces"]
    runs = [run["id"] for trace in traces
            for run in alice.get(f"/automation/traces/{trace['id']}/runs").json()["runs"]]
    connections = alice.get("/automation/connections").json()["connections"]
    return SimpleNamespace(
        traces=[trace["id"] for trace in traces], runs=runs,
        threads=[trace["thread_id"] for trace in traces],
        connections=[each["id"] for each in connections])


def answers(program, alice):
    """Those to every GET of the contract that there is anything behind."""
    known, admin = ids(alice), Listening("admin", program.client())
    places = {
        "/automation/traces/thread/": known.threads, "/automation/traces/": known.traces,
        "/automation/runs/": known.runs, "/automation/connections/": known.connections}
    for path, methods in alice.get("/openapi.json").json()["paths"].items():
        if "get" not in methods:
            continue
        own = next((found for place, found in places.items() if path.startswith(place)), [None])
        paths = [re.sub(r"{\w+}", value, path) if value else path for value in own]
        assert paths and not any("{" in each for each in paths), f"{path}: what is behind it?"
        statuses = [
            caller.get(each).status_code for each in paths for caller in (alice, admin)]
        assert any(200 <= status < 300 for status in statuses), (path, statuses)
    return admin.told


def shown(program, alice):
    """Every page with something of these on it, and those of forms that are refused."""
    session, known = requests.Session(), ids(alice)
    link = program.command("user", "link", "alice").stdout.strip()
    assert program.sign_in(link, session).headers["Location"] == "/traces"
    paths = ["/traces", "/runs", "/connections", "/account", "/account/notifications", "/pause"]
    for kind in WORDS:
        paths.append(f"/connections/new?kind={kind}")
    for trace in known.traces:
        paths += [f"/traces/{trace}{rest}" for rest in (
            "", "?bind=1", "/check", "/schedule", "/occurrences", "/entries/1", "/steps/1",
            "/delete")]
    paths += [f"/runs/{run}{rest}" for run in known.runs for rest in ("", "?step=1&limit=1")]
    paths += [f"/connections/{each}{rest}" for each in known.connections for rest in ("", "/delete")]
    pages = {}
    for path in paths:
        page = session.get(program.origin + path, timeout=30)
        # What others offer is not hers to delete.
        assert page.status_code == 200 or path.endswith("/delete") and page.status_code == 403, path
        pages[path] = page.content
    return pages


def test_every_secret_was_used_and_told_again(used):
    for secret in used.sent:
        assert used.peer.was_told(secret), secret
    hidden = json.dumps(used.runs)
    for name in ("token", "password", "value", "secret", "api_key"):
        assert f"[secret {name}]" in hidden, name
    # Each client was given a token that is refused where it is used, and another in its place.
    clients = [client for client, _ in used.peer.issued]
    assert len(used.peer.stale) == len(set(clients)) == 6
    assert all(used.peer.was_told(token) for token in used.peer.stale)
    assert all(clients.count(client) > 1 for client in clients)


def test_no_answer_of_the_api_tells_one(used):
    assert len(used.api) > 300
    assert any(place.endswith("GET /metrics") for place in used.api)
    assert leaks(used.api, used.canaries) == []


def test_no_page_tells_one(used):
    assert any(b"[secret token]" in page for page in used.pages.values())
    assert leaks(used.pages, used.canaries) == []


def test_no_file_keeps_one_that_could_be_read(used):
    assert set(used.files) >= {
        "reprise.db", "reprise.db-wal", "logs/automation.log", "logs/nginx-access.log",
        "reprise.db, at rest", "the backup", "the terminal"}
    assert leaks(used.files, used.canaries) == []


def test_a_form_that_is_refused_says_no_secret_again(program):
    program.start()
    program.account("alice")
    session = requests.Session()
    link = program.command("user", "link", "alice").stdout.strip()
    assert program.sign_in(link, session).headers["Location"] == "/traces"
    canaries = {name: new_canary() for name in (
        "token", "password", "value", "client_secret", "refresh_token", "secret", "to")}

    def send(page, path, **fields):
        """A form that has a fault, by somebody signed in and by somebody whose session is over."""
        text = session.get(program.origin + page, timeout=30).text
        hidden = {name: re.search(rf'name="{name}" value="([^"]+)"', text).group(1)
                  for name in ("csrf", "idempotency_key")}
        refused = session.post(
            program.origin + path, data={**hidden, **fields}, allow_redirects=False, timeout=30,
            headers={"Sec-Fetch-Site": "same-origin"})
        assert refused.status_code == 422, (path, refused.status_code)
        carried = requests.post(
            program.origin + path, data={**hidden, **fields}, allow_redirects=True, timeout=30,
            headers={"Sec-Fetch-Site": "same-origin"})
        return {
            f"{page} {len(told)}": refused.content,
            f"{page} {len(told)}, carried": carried.content + carried.url.encode()}

    told = {}
    for kind, field in (("http", "base_url"), ("mcp", "url"), ("openapi", "document_url")):
        for auth in ("bearer", "basic", "header", "query", "oauth2"):
            told |= send(f"/connections/new?kind={kind}", "/connections", **{
                "kind": kind, "name": "desk", field: "nonsense", "auth": auth,
                "auth_grant": "refresh_token",
                **{f"secret_{name}": text for name, text in canaries.items()}})
    told |= send("/connections/new?kind=webhook", "/connections", kind="webhook", name="desk",
                 url="nonsense", secret_secret=canaries["secret"])
    for kind in ("slack", "ntfy"):
        told |= send("/account/notifications", "/account/notifications/channels", kind=kind,
                     secret_to=f"nonsense {canaries['to']}")
    assert len(told) == 36
    program.stop()
    assert leaks(told | files_below(program.data), canaries.values()) == []
