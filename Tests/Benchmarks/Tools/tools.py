#!/usr/bin/env python3
"""What a step costs beside its tool's own time, by each kind of connection; over kept connections
beside opened ones; and the Python client of MCP doing the same calls.

All times are by the clock of the server that is called: a step's overhead is what lies between an
answer and the next call, the way over loopback and what is written down of both steps among it.
"""

import argparse
import os
import pathlib
import signal
import statistics
import sys
import tempfile

from desk import EFFECTS, Desk, Failure, Peer, run_client
from visits import connections, overheads, own_times, pace

from serving import Reprise  # it lies one folder up, as desk.py says

ROOT = pathlib.Path(__file__).resolve().parents[3]
KINDS = ["http", "webhook", "mcp"]
# Those of which the many steps are.
MANY = ["http", "mcp"]
# Milliseconds that a step may cost.
AIM = 3
CLIENT = "the Python client"


def main():
    options = read_options()
    for number in [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]:
        signal.signal(number, lambda *_: sys.exit("ended by a signal"))
    print(f"{os.cpu_count()} processors, {options.rounds} rounds, load {os.getloadavg()[0]:.1f}",
          flush=True)
    peer = program = None
    try:
        with tempfile.TemporaryDirectory(prefix="reprise-bench-") as folder:
            os.chmod(folder, 0o755)
            peer, program = Peer(), Reprise(folder)
            try:
                program.start()
                rounds = list(measure(Desk(program, peer), options))
            finally:
                program.stop()
    except Failure as failure:
        sys.exit(f"bench-tools: {failure}")
    finally:
        if peer:
            peer.stop()
    tell(rounds, options)


def read_options():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", default=str(ROOT / ".build" / "python-mcp"), metavar="FOLDER",
                        help="where the package mcp lies")
    parser.add_argument("--rounds", type=int, default=5, metavar="N")
    parser.add_argument("--steps", type=int, default=100, metavar="N",
                        help="steps of a run of which the overhead is looked at")
    parser.add_argument("--milliseconds", type=int, default=5, metavar="N",
                        help="that the tool takes in them")
    parser.add_argument("--calls", type=int, default=1000, metavar="N",
                        help="steps of the other runs, whose tool takes no time, and calls of "
                             + CLIENT)
    options = parser.parse_args()
    if min(options.rounds, options.milliseconds) < 1 or min(options.steps, options.calls) < 2:
        parser.error("there have to be a round, a millisecond, and two steps of each run")
    if max(options.steps, options.calls) > 10_000:
        parser.error("a run has at most 10,000 steps")
    return options


def measure(desk, options):
    """Of each round the visits of each run, by its tool and its size; the runs take turns."""
    few, many = sizes(options)
    traces = {
        (f"{kind}-{way}", size): desk.deploy(f"{kind}-{way}", *size)
        for size, kinds in [(few, KINDS), (many, MANY)]
        for kind in kinds for way in EFFECTS}
    for _ in range(options.rounds):
        found = {
            (tool, size): desk.run(trace, size[0], patience(*size))
            for (tool, size), trace in traces.items()}
        found[CLIENT, many] = run_client(desk.peer, options.python, *many, patience(*many))
        yield found


def sizes(options):
    """Steps, and milliseconds that each takes over there: of runs whose overhead is looked at, and
    of those whose pace is."""
    return (options.steps, options.milliseconds), (options.calls, 0)


def patience(steps, milliseconds):
    """Seconds that a run may take on a slow machine."""
    return 60 + steps * (milliseconds / 1000 + 0.1)


def tell(rounds, options):
    few, many = sizes(options)
    names = "".join(f"{name:>8}" for name in ["min", "median", "max"])
    print(f"{'ms':50}{names}    ratio:{names}")
    own = statistics.median(
        statistics.median(own_times(visits))
        for found in rounds for (_, size), visits in found.items() if size == few)
    print(f"overhead of a step beside its tool's own time of {own:.1f} ms, and its ratio to that; "
          f"aim: a median under {AIM} ms")
    for kind in KINDS:
        for way in EFFECTS:
            runs = [found[f"{kind}-{way}", few] for found in rounds]
            row(kind, runs, [statistics.median(overheads(visits)) for visits in runs],
                [statistics.median(own_times(visits)) for visits in runs])
    print("from one step to the next, the tool taking no time; ratio to one kept connection")
    for kind in MANY:
        kept = [pace(found[f"{kind}-kept", many]) for found in rounds]
        for way in EFFECTS:
            runs = [found[f"{kind}-{way}", many] for found in rounds]
            row(kind, runs, [pace(visits) for visits in runs], kept)
    print(f"the same, and {CLIENT} of MCP, which writes nothing down; ratio to that")
    theirs = [pace(found[CLIENT, many]) for found in rounds]
    for name, key in [("mcp", "mcp-kept"), (CLIENT, CLIENT)]:
        runs = [found[key, many] for found in rounds]
        row(name, runs, [pace(visits) for visits in runs], theirs)


def row(name, runs, values, bases):
    """A line of the table: a value of each round, and its ratio to another one of that round."""
    count, steps = max(map(connections, runs)), len(runs[0])
    name = f"  {name}, {steps:,} calls over {count:,} connection{'' if count == 1 else 's'}"
    ratios = [value / base for value, base in zip(values, bases)]
    print(f"{name:50}{figures(values)}{'':10}{figures(ratios)}", flush=True)


def figures(values):
    return "".join(
        f"{value:8.2f}" for value in [min(values), statistics.median(values), max(values)])


if __name__ == "__main__":
    main()
