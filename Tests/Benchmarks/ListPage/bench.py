#!/usr/bin/env python3
"""Requests per second of the 50-row list page: here, and by PHP-FPM with SQLite.

Both answer from one database behind one nginx, alternately, so that whatever else the machine does
meets both; the ratio of each round is what counts.
"""

import argparse
import difflib
import os
import signal
import statistics
import subprocess
import sys
import tempfile

from servers import FOLDER, Failure, Servers, get

CONNECTIONS = 16
TRACES = 500
POOLS = [2, 4, 8, 16]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=int, default=4, help="of each measurement")
    options = parser.parse_args()
    for number in [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]:
        signal.signal(number, lambda *_: sys.exit("ended by a signal"))
    # Whatever hangs, this ends.
    signal.signal(signal.SIGALRM, lambda *_: sys.exit("the benchmark takes too long"))
    signal.alarm(180 + 2 * options.rounds * (options.seconds + 5))
    try:
        with tempfile.TemporaryDirectory(prefix="reprise-bench-") as temporary:
            servers = Servers(temporary)
            try:
                servers.seed(TRACES)
                servers.start()
                measure(servers, options)
            finally:
                servers.stop()
    except Failure as failure:
        sys.exit(f"bench: {failure}")


def measure(servers, options):
    cookie = servers.sign_in()
    size = compare(servers, cookie)
    children = choose_pool(servers, cookie, size)
    servers.start_php(children)
    load(servers.reprise_port, cookie, 2, size)
    load(servers.php_port, cookie, 2, size)

    print(f"{options.rounds} rounds of {options.seconds} s each, {CONNECTIONS} connections, "
          f"{os.cpu_count()} processors")
    reprise, php = [], []
    for _ in range(options.rounds):
        reprise.append(load(servers.reprise_port, cookie, options.seconds, size))
        php.append(load(servers.php_port, cookie, options.seconds, size))
    ratios = [one / other for one, other in zip(reprise, php)]
    print(f"\n{'':24}{'minimum':>10}{'median':>10}{'maximum':>10}")
    tell("Reprise, requests/s", reprise, ",.0f")
    tell("PHP-FPM, requests/s", php, ",.0f")
    tell("ratio of each round", ratios, ".2f")
    print("errors: 0")


def tell(name, values, form):
    figures = [min(values), statistics.median(values), max(values)]
    print(f"{name:24}" + "".join(f"{format(figure, form):>10}" for figure in figures))


def compare(servers, cookie):
    """Makes sure that both show the same page; returns its size."""
    # Between two looks at the clock "in 3 h 12 min" may become "in 3 h 11 min".
    for _ in range(3):
        reprise, php = (page(port, cookie) for port in [servers.reprise_port, servers.php_port])
        if normalised(reprise) == normalised(php):
            break
    print(f"the list page: {len(reprise):,} bytes here, {len(php):,} by PHP, "
          + ("the same markup" if normalised(reprise) == normalised(php) else "not the same:"))
    differences = [
        line for line in difflib.unified_diff(
            normalised(php), normalised(reprise), "PHP", "Reprise", lineterm="", n=0)]
    print(*differences[:12], sep="\n", end="\n" if differences else "")
    if abs(len(reprise) - len(php)) > len(reprise) / 50:
        raise Failure("the pages differ too much to be compared; list.html.php is out of date")
    return min(len(reprise), len(php))


def page(port, cookie):
    status, _, body = get(port, "/traces", Cookie=cookie)
    rows = body.count(b"<tr") - 1
    if status != 200 or rows != 50:
        raise Failure(f"port {port} answers with status {status} and {rows} rows")
    return body


def normalised(body):
    """The lines, without the white space that means nothing."""
    return [line for line in map(str.strip, body.decode().splitlines()) if line]


def choose_pool(servers, cookie, size):
    """How many processes PHP is fastest with."""
    speeds = {}
    for children in POOLS:
        servers.start_php(children)
        load(servers.php_port, cookie, 1, size)
        speeds[children] = max(load(servers.php_port, cookie, 2, size) for _ in range(2))
    best = max(speeds, key=speeds.get)
    print("PHP-FPM by processes: "
          + ", ".join(f"{count}: {speed:,.0f}/s" for count, speed in speeds.items())
          + f"; {best} are taken")
    return best


def load(port, cookie, seconds, size):
    """Requests per second, none of which may fail."""
    result = subprocess.run(
        ["wrk", "--threads", "1", "--connections", str(CONNECTIONS), "--duration", f"{seconds}s",
         "--script", str(FOLDER / "wrk.lua"), "--header", f"Cookie: {cookie}",
         f"http://127.0.0.1:{port}/traces"],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=seconds + 20)
    figures = [line.split()[1:] for line in result.stdout.splitlines() if line.startswith("measured")]
    if not figures:
        raise Failure(f"wrk says {result.stdout.strip()} {result.stderr.strip()}")
    requests, microseconds, received, errors = map(int, figures[0])
    if errors or requests == 0 or received < requests * size:
        raise Failure(f"port {port}: {errors} of {requests} requests failed, {received} bytes came")
    return requests / microseconds * 1_000_000


if __name__ == "__main__":
    main()
