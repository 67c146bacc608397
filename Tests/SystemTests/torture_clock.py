"""Trials of a wall clock that jumps: each instant has exactly one row."""

import collections
import concurrent.futures
import datetime
import os
import signal
import time
import zoneinfo

from conftest import eventually
from trouble import troubled

UTC = datetime.timezone.utc
NEW_YORK = zoneinfo.ZoneInfo("America/New_York")
HOUR, DAY = 3600, 86400
EVERY_MINUTE = {"schedule_type": "custom", "schedule_time": "* * * * *"}
AT_NIGHT = {"schedule_type": "daily", "schedule_time": "02:30",
            "schedule_config": {"timezone": "America/New_York"}}
BY_THE_HALF_HOUR = {"schedule_type": "custom", "schedule_time": "*/30 * * * *",
                    "schedule_config": {"timezone": "America/New_York"}}


def minutes(first, last):
    """The instants of EVERY_MINUTE after one moment and not after another."""
    return list(range(first // 60 * 60 + 60, last + 1, 60))


def nights(first, last):
    """The instants of AT_NIGHT, by the zone rules of Python's library: in a gap the first instant
    after it, in a fold the first pass."""
    found = []
    day = datetime.datetime.fromtimestamp(first, NEW_YORK).date() - datetime.timedelta(days=1)
    while not found or found[-1] <= last:
        local = datetime.datetime.combine(day, datetime.time(2, 30), NEW_YORK)
        second = int(local.timestamp())
        if datetime.datetime.fromtimestamp(second, NEW_YORK).replace(tzinfo=None) != \
                local.replace(tzinfo=None):
            second = second // HOUR * HOUR
        found.append(second)
        day += datetime.timedelta(days=1)
    return [second for second in found if first < second <= last]


def half_hours(first, last):
    return [second for second in range(first // 1800 * 1800 + 1800, last + 1, 1800)]


class Watched:
    """Automations on a server whose clock is moved, and what their instants should be."""

    def __init__(self, program, trouble, schedules):
        self.program, self.trouble = program, trouble
        self.client = program.client()
        self.automations = {}
        for number, (schedule, instants) in enumerate(schedules):
            trace_id = self.client.post("/automation/traces", {
                "provider_id": "torture", "thread_id": f"t{number}",
                "trace_data": [{"event": "tool_call", "tool": "note", "params": {}}],
            }).json()["trace_id"]
            before = int(trouble.now())
            assert self.client.post(
                "/automation/deploy", {"trace_id": trace_id, **schedule}).ok
            self.automations[trace_id] = (instants, before)

    def jump(self, seconds):
        self.set_clock(self.trouble.now() + seconds)

    def set_clock(self, second, wake=False):
        self.trouble.set_clock(second)
        if wake:
            assert self.client.post(f"/automation/traces/{next(iter(self.automations))}/runs").ok
        # The worker looks at the clock every 30 s at the latest.
        assert eventually(self.is_told, seconds=90), self.faults()

    def is_told(self):
        """Whether the ledger reaches to now, but for what is due this very moment."""
        return not self.faults(grace=5)

    def faults(self, grace=0):
        """Instants with no row, and instants with more than one."""
        none, several = [], []
        for trace_id, (instants, first) in self.automations.items():
            counts = collections.Counter()
            for begin, end in self.rows(trace_id):
                for second in instants(begin - 1, end):
                    counts[second] += 1
            now = int(self.trouble.now()) - grace
            none += [second for second in instants(first, now) if not counts[second]]
            several += [second for second, count in counts.items() if count > 1]
        return {"none": none, "several": several} if none or several else {}

    def rows(self, trace_id):
        with self.program.database() as database:
            return [(begin // 1000, (begin if end is None else end) // 1000)
                    for begin, end in database.execute(
                        "SELECT scheduled_at, until FROM occurrences WHERE trace_id = ?"
                        " AND manual = 0", [trace_id])]

    def figures(self):
        faults = self.faults(grace=60)
        rows = sum(len(self.rows(trace_id)) for trace_id in self.automations)
        instants = sum(
            len(each(first, int(self.trouble.now())))
            for each, first in self.automations.values())
        return {"instants": instants, "rows": rows, "without a row": len(faults.get("none", [])),
                "with several": len(faults.get("several", []))}


def an_hour_forward(watched):
    watched.jump(HOUR)


def an_hour_back_and_on(watched):
    watched.jump(-HOUR)
    watched.jump(HOUR + 120)


def an_hour_ahead_and_back_again(watched):
    watched.jump(HOUR)
    watched.jump(-HOUR)
    watched.jump(HOUR + 120)


def a_day_forward(watched):
    watched.jump(DAY)


def stopped_for_five_minutes(watched):
    server = watched.program.server_process()
    os.kill(server, signal.SIGSTOP)
    watched.trouble.set_clock(watched.trouble.now() + 300)
    time.sleep(2)
    os.kill(server, signal.SIGCONT)
    watched.jump(0)


def through_both_clock_changes(watched):
    for moment in ("2027-03-14T06:40", "2027-03-14T07:10", "2027-03-14T12:00",
                   "2027-11-07T04:50", "2027-11-07T05:40", "2027-11-07T06:40",
                   "2027-11-07T07:40"):
        moment = datetime.datetime.fromisoformat(moment).replace(tzinfo=UTC)
        watched.set_clock(moment.timestamp(), wake=True)


CHANGES = [
    an_hour_forward, an_hour_back_and_on, an_hour_ahead_and_back_again, a_day_forward,
    stopped_for_five_minutes, through_both_clock_changes]


def watch(change, rounds):
    schedules = [(AT_NIGHT, nights), (BY_THE_HALF_HOUR, half_hours)]
    if change is not through_both_clock_changes:
        schedules.append((EVERY_MINUTE, minutes))
    with troubled() as (program, trouble):
        watched = Watched(program, trouble, schedules)
        for _ in range(rounds):
            change(watched)
        return watched.figures()


def clock_jumps(rounds=3):
    """The wall clock jumps, and goes through both clock changes: each instant has exactly one row."""
    with concurrent.futures.ThreadPoolExecutor(len(CHANGES)) as pool:
        figures = pool.map(
            lambda change: watch(change, 1 if change is through_both_clock_changes else rounds),
            CHANGES)
        return {change.__name__.replace("_", " "): each for change, each in zip(CHANGES, figures)}
