"""One measurement: a case at a size, in a house of its own."""

import dataclasses
import sqlite3
import time

from callers import Broken, Overrun, Refused, call_of
from house import MOST_MEMORY, House, Memory, child_of
from neighbours import Neighbours

# Seconds that a case may take; what was not done by then is not waited for.
MOST_TIME = 40
IDLE = 2
# Seconds of the others' work that are looked at, at least.
WATCHED = 2
# Seconds until the memory has to be back, and MB that it may stay above what it was.
BACK_WITHIN, MEMORY_LEFT = 8, 100
# Others may take so many times their idle 99th percentile, or so many seconds where that is more.
OTHERS_TIMES, OTHERS_LEAST = 3, 0.3


@dataclasses.dataclass
class Row:
    seconds: float | None
    # done, refused, over (the time or the memory), broken
    state: str
    words: str
    # By what it is: 99th percentiles in seconds, idle and beside the case, and what went wrong.
    others: dict
    # MB before, at the peak, and some seconds after.
    memory: tuple

    def misses(self):
        """What is not as it has to be, in a few words each; growth is seen from two rows."""
        found = []
        if self.state in ("over", "broken"):
            found.append(self.words)
        for what, (idle, beside, faults) in self.others.items():
            if faults:
                found.append(f"{what} failed {len(faults)}×: {faults[0]}")
            elif not is_bearable(idle, beside):
                found.append(f"{what} {1000 * beside:,.0f} ms")
        before, _, after = self.memory
        if after > before + MEMORY_LEFT:
            found.append(f"{after - before:,.0f} MB not back")
        return found


def is_bearable(idle, beside):
    return beside <= max(OTHERS_TIMES * idle, OTHERS_LEAST)


def measure(case, size, template):
    house = House(
        template, case.settings and case.settings(), case.seed and case.seed(size))
    neighbours = memory = None
    try:
        house.start()
        neighbours = Neighbours(
            house.program.port, template.tokens["bob"], template.cookies["bob"],
            automation_of_bob(house, case.bobs))
        time.sleep(0.7)
        begin = time.monotonic()
        time.sleep(IDLE)
        idle = neighbours.between(begin, time.monotonic())
        memory = Memory(house)
        before = memory.now()
        memory.start()
        seconds, state, words = tried(case, size, house)
        time.sleep(max(house.began + WATCHED - time.monotonic(), 0))
        end = time.monotonic()
        after = memory_after(memory, before)
        neighbours.await_those_of(end, patience=5)
        if memory.is_too_much:
            state, words = "over", f"over {MOST_MEMORY:,} MB"
        elif child_of(house.program, b"serve") != house.server:
            state, words = "broken", "the server ended"
        largest = house.largest()
        if largest > 8 << 20:
            words += f"{', ' if words else ''}an answer of {largest / 1e6:,.0f} MB"
        # Ends what the others wait for still, so that it counts as far as it went.
        house.program.end_at_once()
        neighbours.stop()
        beside = neighbours.between(house.began, end)
        others = {what: (idle[what][0], *beside[what]) for what in idle}
        return Row(seconds, state, words, others, (before, memory.peak, after))
    finally:
        if memory:
            memory.stop()
        house.remove()
        if neighbours:
            neighbours.stop()


def tried(case, size, house):
    """Seconds, state and words."""
    house.begin(MOST_TIME)
    begin = time.monotonic()
    try:
        act = case.prepare(house, size)
        begin = time.monotonic()
        result = act()
        seconds = time.monotonic() - begin
        if isinstance(result, tuple):
            seconds, result = result
        return seconds, "done", result if isinstance(result, str) else ""
    except Refused as refusal:
        return refusal.seconds or time.monotonic() - begin, "refused", str(refusal)
    except Overrun:
        return time.monotonic() - begin, "over", f"over {MOST_TIME} s"
    except (Broken, sqlite3.Error) as fault:
        return time.monotonic() - begin, "broken", str(fault)


def memory_after(memory, before):
    """MB, as soon as they are few, or after some seconds."""
    until = time.monotonic() + BACK_WITHIN
    while (after := memory.now()) > before + MEMORY_LEFT and time.monotonic() < until:
        time.sleep(0.1)
    return after


def automation_of_bob(house, step):
    steps = {
        "note": call_of("note", text="Good morning"),
        "call": call_of("http_request", method="GET", url=f"{house.sink.url}/"),
    }
    trace = house.bob.save([steps[step]], "beside")
    house.bob.deploy(trace)
    return trace
