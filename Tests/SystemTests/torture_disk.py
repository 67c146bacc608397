"""Trials of a disk that is full or does not work."""

import collections
import datetime
import errno

from conftest import eventually
from trouble import troubled

TRACE = {"provider_id": "torture", "thread_id": "t", "trace_data": [
    {"event": "tool_call", "tool": "note", "params": {"text": "x" * 3000}}]}


def failing_writes(rounds=200):
    """EIO or ENOSPC at the n-th write: the state before or after, reads go on, no restart needed."""
    with troubled() as (program, trouble):
        client = program.client()
        server = program.server_process()
        statuses, calls, unread, lost, torn, stuck = (
            collections.Counter(), collections.Counter(), 0, 0, 0, 0)
        for number in range(rounds):
            deed = DEEDS[(number + number // 4) % len(DEEDS)](client, f"n{number}")
            code = (errno.EIO, errno.ENOSPC)[number % 2]
            # One write fails, or this and all that follow until the disk works again.
            trouble.fail_write(number // 4 % 12 + 1, code, count=(1, 10 ** 9)[number // 2 % 2])
            answer = deed.call()
            statuses[answer.status_code] += 1
            calls[type(deed).__name__] += 1
            unread += client.get("/automation/traces?limit=5").status_code != 200
            trouble.heal()
            state = deed.state()
            if answer.ok:
                lost += state != deed.after
            else:
                torn += state not in (deed.before, deed.after)
            again = deed.call()
            stuck += not again.ok or deed.state() != deed.after
        restarted = program.server_process() != server
        program.stop()
        with program.database() as database:
            whole = database.execute("PRAGMA integrity_check").fetchone()[0]
        return {
            "writes that failed": rounds, "of": dict(calls), "answers": dict(statuses),
            "reads that failed": unread, "lost": lost, "neither before nor after": torn,
            "not recovered at once": stuck, "restarts": int(restarted), "integrity": whole}


class Saving:
    """A call whose state before and after is known; it may be repeated."""

    before, after = None, TRACE["trace_data"]

    def __init__(self, client, name):
        self.client, self.name = client, name

    def call(self):
        return self.client.put(
            f"/automation/traces/thread/{self.name}", {**TRACE, "thread_id": self.name})

    def state(self):
        answer = self.client.get(f"/automation/traces/thread/{self.name}")
        return answer.json()["trace"]["trace_data"] if answer.ok else None


class OfATrace:
    def __init__(self, client, name):
        self.client, self.name = client, name
        self.trace_id = client.post(
            "/automation/traces", {**TRACE, "thread_id": name}).json()["trace_id"]

    def trace(self):
        return self.client.get(f"/automation/traces/{self.trace_id}").json()["trace"]


class Deploying(OfATrace):
    before, after = ("draft", None), ("deployed", "04:05")

    def call(self):
        return self.client.post("/automation/deploy", {
            "trace_id": self.trace_id, "schedule_type": "daily", "schedule_time": "04:05"})

    def state(self):
        trace = self.trace()
        return trace["deployment_status"], trace["schedule_time"]


class Pausing(OfATrace):
    before, after = "deployed", "paused"

    def __init__(self, client, name):
        super().__init__(client, name)
        assert Deploying.call(self).ok

    def call(self):
        return self.client.patch(f"/automation/deployment-status/{self.trace_id}?status=paused")

    def state(self):
        return self.trace()["deployment_status"]


class Running(OfATrace):
    before, after = 0, 1

    def call(self):
        # The key makes the repeated call the same one.
        return self.client.post(
            f"/automation/traces/{self.trace_id}/runs", headers={"Idempotency-Key": self.name})

    def state(self):
        return self.client.get(f"/automation/traces/{self.trace_id}/runs").json()["total"]


DEEDS = (Saving, Deploying, Pausing, Running)


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
        with program.database() as database:
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
