#!/usr/bin/env python3
"""What the worker can do: many runs due at once, a million automations, what planning costs, and
APScheduler beside it."""

import argparse
import math
import os
import pathlib
import signal
import statistics
import subprocess
import sys
import tempfile
import time

from program import FOLDER, Failure, Reader, Reprise, Sink, end

PARTS = ["rush", "growth", "peer"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"of {', '.join(PARTS)}; all")
    parser.add_argument("--sink", required=True, help="the sink's program")
    parser.add_argument("--python", required=True, help="the folder with APScheduler")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rush", type=int, default=10_000, help="automations due at once")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000, 1_000_000])
    options = parser.parse_args()
    for number in [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]:
        signal.signal(number, lambda *_: sys.exit("ended by a signal"))
    sink = Sink(options.sink)
    try:
        print(f"{os.cpu_count()} processors, {options.rounds} rounds")
        for part in options.parts or PARTS:
            {"rush": rush, "growth": growth, "peer": peer}[part](options, sink)
    except Failure as failure:
        sys.exit(f"bench-worker: {failure}")
    finally:
        sink.stop()


def rush(options, sink):
    """Many automations due in one minute, while somebody reads the list page."""
    lateness, arrivals, pages, rates = [], [], [], []
    for _ in range(options.rounds):
        result = our_rush(options.rush, sink, reads=True)
        for values, more in zip((lateness, arrivals, pages), result[:3]):
            values.append(more)
        rates.append(result[3])
    head(f"{options.rush:,} automations due at one instant, one HTTP POST each")
    each("start of the run, s late", lateness, "target: p99 at most 10")
    each("arrival at the sink, s late", arrivals)
    each("list page meanwhile, ms", [[1000 * time for time in round] for round in pages],
         "target: under 100")
    tell("runs/s", rates, ",.0f")


def our_rush(count, sink, reads):
    """Lateness of the starts and of the arrivals, page times, and runs per second of one round."""
    with tempfile.TemporaryDirectory(prefix="reprise-bench-") as folder:
        os.chmod(folder, 0o755)
        program = Reprise(folder)
        # Seeding and starting take some seconds.
        instant = minute_after(time.time() + 12 + count / 1000)
        program.seed(count, [cron(instant)], post=sink.url)
        if time.time() > instant - 6:
            raise Failure("this machine seeds too slowly")
        try:
            program.start()
            cookie = program.sign_in("user-1")
            time.sleep(max(instant - 3 - time.time(), 0))
            reader = Reader(program.port, "/traces", cookie)
            if reads:
                reader.start()
            wait(lambda: program.series()['reprise_runs_total{outcome="succeeded"}'] >= count,
                 instant + 30 + count / 20)
            pages = reader.stop() if reads else []
        finally:
            program.stop()
        rows = program.rows(
            """SELECT o.scheduled_at, r.started_at FROM occurrences AS o
               JOIN runs AS r ON r.occurrence_id = o.id WHERE o.outcome = 'succeeded'""")
        if len(rows) != count or {row[0] for row in rows} != {instant * 1000}:
            raise Failure(f"{len(rows)} rows of {count}")
        arrivals = arrivals_of(count, sink)
        return (
            [(start - scheduled) / 1000 for scheduled, start in rows],
            [arrival - instant for arrival in arrivals], pages,
            count / (max(arrivals) - instant))


def peer(options, sink):
    """As many jobs due at one instant as APScheduler takes well, by turns with ours."""
    count = 1_000
    ours, theirs, our_rates, their_rates = [], [], [], []
    for _ in range(options.rounds):
        _, arrivals, _, rate = our_rush(count, sink, reads=False)
        ours.append(arrivals)
        our_rates.append(rate)
        arrivals, rate = their_rush(count, sink, options.python)
        theirs.append(arrivals)
        their_rates.append(rate)
    head(f"{count:,} due at one instant, here and by APScheduler 3 with SQLAlchemy on SQLite")
    each("Reprise: arrival, s late", ours)
    each("APScheduler: arrival, s late", theirs)
    tell("Reprise, runs/s", our_rates, ",.0f")
    tell("APScheduler, runs/s", their_rates, ",.0f")
    tell("ratio of each round", [one / other for one, other in zip(our_rates, their_rates)], ".2f")


def their_rush(count, sink, python):
    with tempfile.TemporaryDirectory(prefix="reprise-bench-") as folder:
        # Its store takes each job in a transaction of its own.
        instant = int(time.time()) + 10 + count // 20
        process = subprocess.Popen(
            [sys.executable, FOLDER / "peer.py", f"{folder}/jobs.db", str(count), str(instant),
             str(sink.port)],
            env={**os.environ, "PYTHONPATH": python}, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, text=True, start_new_session=True)
        try:
            process.stdout.readline()
            if time.time() > instant:
                raise Failure("APScheduler takes its jobs too slowly")
            process.wait(timeout=300)
        finally:
            end(process)
        arrivals = arrivals_of(count, sink)
        return [arrival - instant for arrival in arrivals], count / (max(arrivals) - instant)


def growth(options, sink):
    """What planning one occurrence costs where more and more automations wait beside it, and what
    the most of them cost while none is due."""
    medians = []
    for size in options.sizes:
        with tempfile.TemporaryDirectory(prefix="reprise-bench-") as folder:
            os.chmod(folder, 0o755)
            program = Reprise(folder)
            others = size // 1000 * 1000 if size > 1000 else 0
            if others > 0:
                begin = time.monotonic()
                program.seed(others // 1000, far_off(), users=1000)
                seconds = time.monotonic() - begin
                if size == options.sizes[-1]:
                    at_rest(program, others, seconds, options.rounds)
            # Put off by up to an hour: little of what is planned runs meanwhile.
            program.seed(1000, ["* * * * *"], spread=3600, post=sink.url)
            try:
                program.start()
                costs = [cost for cost in planning_costs(program, options.rounds + 1)][1:]
            finally:
                program.stop()
        sink.report()
        medians.append(statistics.median(costs))
        head(f"planning 1,000 occurrences a minute, beside {others:,} other automations")
        tell("µs each", costs, ".0f")
    for size, cost in zip(options.sizes[1:], medians[1:]):
        allowed = math.log(size) / math.log(options.sizes[0])
        print(f"{size:>9,} to {options.sizes[0]:,}: {cost / medians[0]:.2f} times the cost; "
              f"log n would be {allowed:.2f}")


def at_rest(program, count, seeded, rounds):
    """Deployed automations of which none is due."""
    starts, memory, shares = [], [], []
    for _ in range(rounds):
        starts.append(program.start())
        try:
            time.sleep(5)
            cpu, begin = program.cpu_seconds(), time.monotonic()
            time.sleep(60)
            shares.append(100 * (program.cpu_seconds() - cpu) / (time.monotonic() - begin))
            memory.append(program.resident())
        finally:
            program.stop()
    size = (program.data / "reprise.db").stat().st_size / 1e9
    head(f"{count:,} deployed automations ({size:.1f} GB, seeded in {seeded:.0f} s)")
    tell("start until /health, s", starts, ".2f", "target: under 2")
    tell("resident memory, MB", memory, ".0f", "target: under 200")
    tell("idle for 60 s, % of a core", shares, ".2f", "target: under 1")


def planning_costs(program, rounds):
    """Microseconds for each planned occurrence, minute by minute."""
    before = planning(program)
    for _ in range(rounds):
        time.sleep(max(minute_after(time.time()) + 20 - time.time(), 0))
        after = planning(program)
        count = after[1] - before[1]
        if count < 1000:
            raise Failure(f"only {count:.0f} occurrences were planned in a minute")
        yield 1e6 * (after[0] - before[0]) / count
        before = after


def planning(program):
    series = program.series()
    return (
        series["reprise_planning_duration_seconds_sum"],
        series["reprise_occurrences_planned_total"])


def arrivals_of(count, sink):
    """When what was sent arrived, each thing once."""
    times, keys = sink.report()
    if len(times) != count or len(set(keys)) != count:
        raise Failure(f"{len(times)} of {count} calls came, {len(set(keys))} of them different")
    return times


def far_off():
    """Expressions of many minutes, all hours away and no two alike."""
    hour = int(time.time() / 3600) % 24
    return [f"{minute} {(hour + hours) % 24} * * *"
            for hours in range(4, 20) for minute in range(0, 60, 5)]


def cron(instant):
    return f"{int(instant / 60) % 60} {int(instant / 3600) % 24} * * *"


def minute_after(time):
    return math.ceil(time / 60) * 60


def wait(is_over, until):
    while not is_over():
        if time.time() > until:
            raise Failure("not all of it was run in time")
        time.sleep(0.5)


def head(text):
    print(f"\n{text}", flush=True)


def tell(name, values, form, target=""):
    figures = [min(values), statistics.median(values), max(values)]
    print(f"  {name:32}min, median, max: "
          + ", ".join(format(figure, form) for figure in figures)
          + (f"  ({target})" if target else ""), flush=True)


def each(name, rounds, target=""):
    """One line for each round: the values of a round belong together."""
    for values in rounds:
        values = sorted(values)
        figures = [values[0], statistics.median(values), values[int(len(values) * 0.99)], values[-1]]
        print(f"  {name:32}min, median, p99, max: "
              + ", ".join(f"{figure:,.2f}" for figure in figures)
              + (f"  ({target})" if target else ""), flush=True)


if __name__ == "__main__":
    main()
