"""Trials of a disk that is full or does not work."""

import collections
import datetime
import errno
import sqlite3

from conftest import eventually
from trouble import troubled

TRACE = {"provider_id": "torture", "thread_id": "t", "trace_data": [
    {"event": "tool_call", "tool": "note", "params": {"text": "x" * 3000}}]}


def failing_writes(rounds=200):
    """EIO or ENOSPC at the n-th write: the state before or after, reads go on, no restart needed."""
    with troubled() as (program, trouble):
        client = program.client()
        server = program.server_process()
        statuses, unread, lost, torn, stuck = collections.Counter(), 0, 0, 0, 0
        saved = set()
        for number in range(rounds):
            code = (errno.EIO, errno.ENOSPC)[number % 2]
            marked = {**TRACE, "thread_id": f"n{number}", "name": f"n{number}"}
            # One write fails, or this and all that follow until the disk works again.
            trouble.fail_write(number // 4 % 12 + 1, code, count=(1, 10 ** 9)[number // 2 % 2])
            answer = client.post("/automation/traces", marked)
            statuses[answer.status_code] += 1
            unread += client.get("/automation/traces?limit=5").status_code != 200
            trouble.heal()
            kept = client.get(f"/automation/traces/thread/n{number}")
            if answer.status_code == 201:
                lost += kept.status_code != 200
            elif kept.status_code == 200:
                torn += kept.json()["trace"]["trace_data"] != TRACE["trace_data"]
            else:
                torn += kept.status_code != 404
            again = client.post("/automation/traces", {**TRACE, "thread_id": f"again{number}"})
            stuck += again.status_code != 201
            saved |= {each.json()["trace_id"] for each in (answer, again) if each.status_code == 201}
        restarted = program.server_process() != server
        program.stop()
        with sqlite3.connect(f"file:{program.data}/reprise.db?mode=ro", uri=True) as database:
            kept = {row[0] for row in database.execute("SELECT id FROM automation_traces")}
            whole = database.execute("PRAGMA integrity_check").fetchone()[0]
        return {
            "writes that failed": rounds, "answers": dict(statuses), "reads that failed": unread,
            "acknowledged": len(saved), "lost": lost + len(saved - kept),
            "neither before nor after": torn, "not recovered at once": stuck,
            "restarts": int(restarted), "integrity": whole}


def full_disk(rounds=5):
    """A full disk, while automations come due: 507, reads go on, and afterwards nothing is missing."""
    with troubled() as (program, trouble):
        client = program.client()
        server = program.server_process()
        trace_id = client.post("/automation/traces", TRACE).json()["trace_id"]
        assert client.post("/automation/deploy", {
            "trace_id": trace_id, "schedule_type": "custom", "schedule_time": "* * * * *"}).ok
        refused, read = collections.Counter(), collections.Counter()
        caught_up = 0
        for _ in range(rounds):
            with trouble.full_disk():
                trouble.set_clock(trouble.now() + 61)
                for _ in range(5):
                    refused[client.post("/automation/traces", TRACE).status_code] += 1
                    read[client.get(f"/automation/traces/{trace_id}").status_code] += 1
                    read[client.get("/health").status_code] += 1
            due = int(trouble.now()) // 60 * 60
            caught_up += bool(eventually(lambda: has_ended(client, trace_id, due), seconds=60))
        restarted = program.server_process() != server
        program.stop()
        with sqlite3.connect(f"file:{program.data}/reprise.db?mode=ro", uri=True) as database:
            whole = database.execute("PRAGMA integrity_check").fetchone()[0]
            doubled = database.execute("""
                SELECT count(*) FROM (SELECT 1 FROM occurrences WHERE manual = 0
                GROUP BY trace_id, scheduled_at HAVING count(*) > 1)""").fetchone()[0]
        return {
            "times full": rounds, "writes while full": dict(refused),
            "reads while full": dict(read), "caught up afterwards": caught_up,
            "rows twice for an instant": doubled, "restarts": int(restarted), "integrity": whole}


def has_ended(client, trace_id, second):
    """Whether the ledger says what became of the last instant before a moment."""
    rows = client.get(f"/automation/traces/{trace_id}/occurrences?limit=5").json()["occurrences"]
    return any(
        row["outcome"] and row["scheduled_at"][:19] == rfc3339(second)[:19] for row in rows)


def rfc3339(second):
    return datetime.datetime.fromtimestamp(second, datetime.timezone.utc).isoformat()
