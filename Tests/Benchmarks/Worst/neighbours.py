"""The others on the machine: Bob asks for /health, reads his list, saves a trace, and has a run
done, again and again, and each is timed.

A process of its own, which reads how to call as JSON and prints a line for each thing done: what it
was, when it began on the monotonic clock, how many seconds it took, and what went wrong. It ends
when its standard input does.
"""

import json
import subprocess
import sys
import threading
import time

from callers import Broken, Caller, Overrun, Refused

# Seconds from the beginning of one to that of the next, where that is done by then.
PACES = {"health": 0.1, "list": 0.15, "save": 0.2, "run": 0.4}
# Seconds after which nobody waits any longer.
PATIENCE = 20


class Neighbours:
    """Bob at work, from when this is made until it is stopped."""

    def __init__(self, port, token, cookie, automation):
        self.samples = []
        self.process = subprocess.Popen(
            [sys.executable, "-B", __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True, start_new_session=True)
        self.process.stdin.write(json.dumps([port, token, cookie, automation]) + "\n")
        self.process.stdin.flush()
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self):
        for line in self.process.stdout:
            self.samples.append(json.loads(line))

    def await_those_of(self, end, patience):
        """Waits until all that was begun before `end` is done, for so many seconds at most."""
        until = time.monotonic() + patience
        while time.monotonic() < until:
            later = {what for what, begin, _, _ in list(self.samples) if begin >= end}
            if later == set(PACES):
                return
            time.sleep(0.05)

    def stop(self):
        if self.process.poll() is None:
            self.process.stdin.close()
            try:
                self.process.wait(timeout=PATIENCE + 5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.reader.join(timeout=5)

    def between(self, begin, end):
        """What was going on in that time: (99th percentile in seconds, faults) of each thing."""
        chosen = {what: [] for what in PACES}
        faults = {what: [] for what in PACES}
        for what, start, seconds, fault in list(self.samples):
            if start < end and start + seconds > begin:
                chosen[what] += as_often_as_due(seconds, PACES[what])
                if fault:
                    # What was waited for still went down with the program.
                    is_late = start + seconds > end
                    faults[what].append("not done by the end" if is_late else fault)
        for what in PACES:
            if not chosen[what]:
                faults[what].append("nothing was done")
        return {what: (p99(chosen[what]), faults[what]) for what in PACES}


def as_often_as_due(seconds, pace):
    """One that takes long keeps those waiting that were due meanwhile: they count as well."""
    times = [seconds]
    while len(times) < PATIENCE / pace and times[-1] > pace:
        times.append(times[-1] - pace)
    return times


def p99(times):
    return sorted(times)[int(len(times) * 0.99)] if times else 0.0


def repeat(what, work, is_over):
    while not is_over.is_set():
        begin, fault = time.monotonic(), None
        try:
            work(begin + PATIENCE)
        except (Broken, Refused) as problem:
            fault = str(problem)
        except Overrun:
            fault = f"not done in {PATIENCE} s"
        seconds = time.monotonic() - begin
        # In one piece: the others write too.
        sys.stdout.write(json.dumps([what, begin, seconds, fault]) + "\n")
        sys.stdout.flush()
        is_over.wait(max(PACES[what] - seconds, 0))


def main():
    port, token, cookie, automation = json.loads(sys.stdin.readline())

    def caller(until, **who):
        return Caller(port, lambda: until, **who)

    def read_list(until):
        answer = caller(until, cookie=cookie).get("/traces").taken()
        if b"<tr" not in answer.body:
            raise Broken("a list without rows")

    def have_run(until):
        bob = caller(until, token=token)
        run = bob.begin(automation)
        while not (outcome := bob.get(f"/automation/runs/{run}").taken().json()["run"]["outcome"]):
            time.sleep(min(0.02, bob.left()))
        if outcome != "succeeded":
            raise Broken(f"the run {outcome}")

    works = {
        "health": lambda until: caller(until).get("/health").taken(),
        "list": read_list,
        "save": lambda until: caller(until, token=token).save(
            [{"event": "tool_call", "tool": "note", "params": {"text": "x" * 500}}], "saved"),
        "run": have_run,
    }
    is_over = threading.Event()
    threads = [
        threading.Thread(target=repeat, args=[what, work, is_over], daemon=True)
        for what, work in works.items()]
    for thread in threads:
        thread.start()
    sys.stdin.read()
    is_over.set()
    for thread in threads:
        thread.join(timeout=PATIENCE)


if __name__ == "__main__":
    main()
