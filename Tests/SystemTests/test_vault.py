"""The vault's key: made once, never made anew for a database that needs it, and in no backup."""

import contextlib
import json
import sqlite3
import stat

import pytest

from canaries import files_below, leaks, new_canary
from conftest import refusal
from loopback_server import Handler, Server


def seal_by(program, key_id):
    """Has the database hold a data key that a key of that id has wrapped, once."""
    with contextlib.closing(sqlite3.connect(program.data / "reprise.db")) as database, database:
        database.execute(
            "INSERT INTO data_keys VALUES ('alice', 'data', 1, ?, ?, 0)", (b"\x07" * 60, key_id))


def test_the_first_start_makes_a_key_and_the_next_ones_keep_it(program):
    key = program.data / "vault-key"
    program.start()
    made = key.read_text()
    assert stat.S_IMODE(key.stat().st_mode) == 0o400
    name, digits = made.rstrip("\n").split(" ")
    assert name and len(bytes.fromhex(digits)) == 32
    told = program.command("doctor")
    assert told.returncode == 0, told.stdout
    assert f"ok     vault key: {key}; no secret needs it yet" in told.stdout
    copy = program.data.parent / "copy.db"
    assert program.command("backup", str(copy)).returncode == 0
    assert not any(text in copy.read_bytes() for text in (digits.encode(), bytes.fromhex(digits)))
    program.stop()
    program.start()
    assert key.read_text() == made
    program.stop()
    for log in (program.data / "logs").iterdir():
        assert digits not in log.read_text()


@pytest.mark.parametrize("spoil, words", [
    (lambda key, name: key.unlink(), "is gone"),
    (lambda key, name: rewrite(key, "other " + "0" * 64), "need the key"),
    (lambda key, name: None, "does not open the secrets"),
    (lambda key, name: rewrite(key, "zz"), "is no list of keys: line 1 "),
])
def test_a_start_without_the_right_key_is_refused_in_one_line(program, spoil, words):
    program.start()
    program.stop()
    key = program.data / "vault-key"
    name = key.read_text().split(" ")[0]
    seal_by(program, name)
    spoil(key, name)
    before = key.read_text() if key.exists() else None
    lines, status = refusal(program)
    assert status == 1 and len(lines) == 1, lines
    assert "key" in lines[0] and words in lines[0] and str(key) in lines[0]
    ill = program.command("doctor")
    assert ill.returncode == 1 and "WRONG  vault key: " in ill.stdout and words in ill.stdout
    assert (key.read_text() if key.exists() else None) == before
    # What needs no secret goes on.
    if words != "is no list of keys: line 1 ":
        assert "/sign-in?" in program.command("user", "link", "admin").stdout


def rewrite(key, text):
    key.unlink()
    key.write_text(text + "\n")
    key.chmod(0o400)


def test_a_credential_of_systemd_is_the_key_and_none_is_made(program, folder):
    credentials = folder / "credentials"
    credentials.mkdir()
    (credentials / "vault-key").write_text("first " + "0123456789abcdef" * 4)
    program.settings["CREDENTIALS_DIRECTORY"] = str(credentials)
    program.start()
    assert not (program.data / "vault-key").exists()
    # The doctor looks where the server does, whatever this shell has.
    del program.settings["CREDENTIALS_DIRECTORY"]
    told = program.command("doctor")
    assert told.returncode == 0, told.stdout
    assert f"vault key: {credentials}/vault-key; no secret needs it yet" in told.stdout
    program.stop()
    program.settings["CREDENTIALS_DIRECTORY"] = str(credentials)
    seal_by(program, "second")
    lines, status = refusal(program)
    assert status == 1 and len(lines) == 1 and f"{credentials}/vault-key is not" in lines[0]


def test_a_key_that_others_may_read_is_wrong(program):
    program.start()
    program.stop()
    key = program.data / "vault-key"
    key.chmod(0o440)
    ill = program.command("doctor")
    assert ill.returncode == 1 and f"WRONG  vault key: others may read {key}" in ill.stdout


def test_what_an_older_program_kept_in_the_open_goes_into_the_vault_at_the_first_start(program):
    """The folder is as a program without a vault left it: secrets in the trace, the version and a run."""
    asked = []

    class Office(Handler):
        def do_GET(self):
            asked.append(self.headers["X-Api-Key"])
            self.send_text(200, json.dumps({"told": self.headers["X-Api-Key"]}))

    office = Server(Office)
    canary = new_canary()
    try:
        program.start()
        alice = program.account("alice")
        trace = alice.post("/automation/traces", {
            "provider_id": "desk", "thread_id": "t", "trace_data": [{
                "event": "tool_call", "tool": "http_request", "params": {
                    "method": "GET", "url": f"{office.origin}/",
                    "headers": {"X-Api-Key": "4f9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c"}}}]}).json()["trace_id"]
        deployed = alice.post("/automation/deploy", {
            "trace_id": trace, "schedule_type": "daily", "schedule_time": "09:00"})
        assert deployed.status_code == 200, deployed.text
        assert alice.ended(alice.begin(trace))["outcome"] == "succeeded"
        program.stop()
        as_older(program, canary)
        assert leaks(files_below(program.data), [canary]) != []

        program.start()
        told = program.command("doctor")
        assert told.returncode == 0, told.stdout
        assert "ok     older secrets: 1 went into the vault at " in told.stdout, told.stdout
        assert "were made before hold them as they were" in told.stdout
        assert alice.ended(alice.begin(trace))["outcome"] == "succeeded"
        assert asked[-1] == canary
        shown = [alice.get(f"/automation/traces/{trace}"), alice.get("/automation/runs")]
        assert "[secret " in shown[0].text
        program.stop()
        log = (program.data / "logs" / "automation.log").read_text()
        assert "secrets of older traces moved into the vault" in log
        assert "backups and copies made before this" in log
        kept = files_below(program.data) | {answer.url: answer.content for answer in shown}
        assert leaks(kept, [canary]) == []
    finally:
        office.close()


def as_older(program, canary):
    """Puts a secret as it is where the vault's were named, as if there were none."""
    path = program.data / "reprise.db"
    with contextlib.closing(sqlite3.connect(path)) as database:
        mark = database.execute("SELECT secret_mark FROM automations").fetchone()[0]
        [name] = {name for name, in database.execute("SELECT name FROM secrets")}
        kept, shown = f"[secret {name} #{mark}]", f"[secret {name}]"
        reference = json.dumps({"$ref": f"secrets/{name}"}, separators=(",", ":"))
        with database:
            database.execute(
                "UPDATE automation_traces SET trace_data = replace(trace_data, ?, ?)", (kept, canary))
            database.execute(
                "UPDATE workflows SET body = replace(body, ?, ?), digest = NULL",
                (reference, json.dumps(canary)))
            database.execute(
                "UPDATE attempts SET request = replace(request, ?, ?), "
                "response = replace(response, ?, ?)", (shown, canary, shown, canary))
            database.execute("UPDATE automations SET secret_mark = NULL")
            for table in ("workflow_secrets", "secrets", "data_keys"):
                database.execute(f"DELETE FROM {table}")
            database.execute("INSERT INTO older_secrets SELECT id FROM automation_traces")
            database.execute("INSERT INTO moved_secrets (id, count) VALUES (1, 0)")
        for table, column in (
                ("automation_traces", "trace_data"), ("workflows", "body"), ("attempts", "request"),
                ("attempts", "response")):
            assert database.execute(
                f"SELECT count(*) FROM {table} WHERE instr({column}, ?)", (canary,)).fetchone() == (1,)
