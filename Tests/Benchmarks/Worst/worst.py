#!/usr/bin/env python3
"""What one account's worst does to everybody: each case at three sizes, each in a program of its
own, with Bob at work beside it.

Growth is the ratio of a row's time to that of half the size. Beside a case stand the 99th
percentiles of Bob's four works in ms, and how many times they are those of the same program idle
before. A ! marks what misses: a growth over 2.6, one of Bob's over three times idle and over 300 ms,
or failed; memory that is not back within 100 MB; what took over 40 s or 3,000 MB; what is allowed and was
refused, or failed; an answer of 5xx; a server that ended.
"""

import argparse
import os
import pathlib
import resource
import signal
import statistics
import sys
import tempfile
import time

from house import ROOT, Failure, Sink, Template
from row import MEMORY_LEFT, Row, is_bearable, measure

import case_connections  # noqa: F401, each enters its cases
import case_runs  # noqa: F401
import case_schedules  # noqa: F401
import case_tools  # noqa: F401
import case_web  # noqa: F401
from case import CASES

MOST_GROWTH = 2.6
# Seconds below which growth is that of the machine's moods.
LEAST_TIME = 0.25


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, epilog="\n".join(f"{c.name}: {c.about}" for c in CASES.values()),
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="*", metavar="case", help="all, unless some are named")
    parser.add_argument("--program", default=str(ROOT / ".build" / "release" / "reprise"))
    parser.add_argument(
        "--rounds", type=int, default=3, metavar="N",
        help="how often a row is measured that misses something; the medians count")
    options = parser.parse_args()
    if strangers := set(options.cases) - set(CASES):
        parser.error(f"no case: {', '.join(strangers)}; there are {', '.join(CASES)}")
    for number in [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]:
        signal.signal(number, lambda *_: sys.exit("ended by a signal"))
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    begin = time.monotonic()
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    sink = Sink()
    try:
        with tempfile.TemporaryDirectory(prefix="reprise-worst-") as folder:
            os.chmod(folder, 0o755)
            template = Template(
                pathlib.Path(folder), pathlib.Path(options.program).resolve(), sink)
            tell_head()
            missing = sum(
                try_case(CASES[name], template, options.rounds)
                for name in options.cases or CASES)
    except Failure as failure:
        sys.exit(f"worst: {failure}")
    finally:
        sink.stop()
    print(f"\n{missing} rows miss something; {time.monotonic() - begin:.0f} s, "
          f"load {os.getloadavg()[0]:.1f}")
    sys.exit(1 if missing else 0)


def try_case(case, template, most_rounds):
    """Returns: how many of its rows miss something."""
    sizes, allowed = parts(case.seen), parts(case.allowed) if case.allowed else []
    missing, before = 0, None
    while sizes:
        size, *sizes = sizes
        # Time is compared with that of half the size.
        half = before[1] if before and size // 2 <= before[0] <= size // 2 + 1 else None
        rounds = [measure(case, size, template)]
        while len(rounds) < most_rounds and rounds[-1].state in ("done", "refused") and misses(
                case, size, median(rounds), half):
            rounds.append(measure(case, size, template))
        row = median(rounds)
        tell(case, size, rounds, half)
        missing += misses(case, size, row, half)
        if row.state == "over" and sizes:
            print(f"{case.name:16}{'':15}larger ones are not tried")
            break
        if row.state == "refused" and allowed:
            # What is taken is tried as well, and the worst of what is not.
            sizes, allowed = [*allowed, case.seen], []
        before = (size, row)
    return missing


def parts(size):
    return [size // 4, size // 2, size]


def misses(case, size, row, half):
    return bool(row.misses()) or grows_too_much(case, row, half) or is_refused(case, size, row)


def is_refused(case, size, row):
    """Whether what is allowed was refused, or failed."""
    return row.state == "refused" and size <= (case.allowed or case.seen)


def growth(case, row, half):
    """How many times the time is that of half the size; None: there is nothing to compare."""
    if not case.grows or not half or half.state != row.state or row.state == "over":
        return None
    return row.seconds / max(half.seconds, 0.001)


def grows_too_much(case, row, half):
    return row.seconds >= LEAST_TIME and (growth(case, row, half) or 0) > MOST_GROWTH


def median(rounds):
    """One row of the medians of several; what is said, and the state, of the last."""
    others = {}
    for what in rounds[0].others:
        idle, beside, faults = zip(*(row.others[what] for row in rounds))
        others[what] = (
            statistics.median(idle), statistics.median(beside),
            sorted(faults, key=len)[len(faults) // 2])
    return Row(
        statistics.median(row.seconds for row in rounds), rounds[-1].state, rounds[-1].words,
        others, tuple(map(statistics.median, zip(*(row.memory for row in rounds)))))


def tell_head():
    print(f"{'case':16}{'size':>15}{'time s':>9}{'growth':>8}"
          f"{'health':>14}{'list':>14}{'save':>14}{'run':>14}   memory MB: before, peak, after",
          flush=True)


def tell(case, size, rounds, half):
    row = median(rounds)
    line = f"{case.name:16}{case.label(size):>15}"
    line += f"{row.seconds:9.2f}" if case.grows else f"{'':9}"
    times = growth(case, row, half)
    line += f"{times:7.1f}" if times else f"{'':7}"
    line += "!" if grows_too_much(case, row, half) else " "
    for idle, beside, faults in row.others.values():
        if faults:
            line += f"{len(faults):6} failed!"
        else:
            line += f"{1000 * beside:8,.0f} ×{beside / max(idle, 0.001):<3.0f}"
            line += " " if is_bearable(idle, beside) else "!"
    before, peak, after = row.memory
    line += f"{before:8,.0f} {peak:7,.0f} {after:7,.0f}"
    line += "!" if after > before + MEMORY_LEFT else " "
    words = {"done": "", "refused": "refused: "}.get(row.state, "! ") + row.words
    if is_refused(case, size, row):
        words = "! " + words
    faults = sum((faults for _, _, faults in row.others.values()), [])
    print("  ".join([line.rstrip(), *filter(None, [words]), *faults[:1]]), flush=True)
    if len(rounds) > 1:
        tell_spread(rounds)


def tell_spread(rounds):
    """The least, the median and the most of each, where a row was measured again."""
    columns = {"time s": [row.seconds for row in rounds]}
    for what in rounds[0].others:
        columns[f"{what} × idle"] = [
            row.others[what][1] / max(row.others[what][0], 0.001) for row in rounds]
    columns["MB left"] = [row.memory[2] - row.memory[0] for row in rounds]
    print(f"{'':16}  {len(rounds)} rounds, min, median, max: " + "; ".join(
        f"{name} {min(values):,.1f} {statistics.median(values):,.1f} {max(values):,.1f}"
        for name, values in columns.items()), flush=True)


if __name__ == "__main__":
    main()
