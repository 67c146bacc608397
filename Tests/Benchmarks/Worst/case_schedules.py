"""Schedules whose configuration is large."""

import math
import time

from callers import Broken, call_of
from case import MIB, case, together

NOTE = [call_of("note", text="Good morning")]


def config(size):
    """Of so many bytes, most of them values that no key means."""
    return {"timezone": "UTC", "figures": [1] * (size // 3)}


@case("B", 8 * MIB - 1024, allowed=64 << 10)
def config_lists(house, size):
    """Eight automations with a schedule_config of that size, and four readings of lists at once."""
    for number in range(8):
        house.alice.deploy(house.alice.save(NOTE, f"t{number}"), config=config(size))
    return lambda: together(
        *[lambda: house.alice.get("/automation/traces?limit=100").taken()] * 2,
        *[lambda: house.alice_browser.get("/traces").taken()] * 2)


@case("B", 8 * MIB - 1024, allowed=64 << 10)
def config_minutes(house, size):
    """Two automations with a schedule_config of that size on `* * * * *`; the time is from the
    minute to the start of Bob's run of that minute."""
    for number in range(2):
        house.alice.deploy(
            house.alice.save(NOTE, f"t{number}"), "custom", "* * * * *", config(size))
    bobs = house.bob.save(NOTE, "every-minute")
    house.bob.deploy(bobs, "custom", "* * * * *")
    minute = math.ceil(time.time() / 60 + 0.02) * 60
    if minute - time.time() > 3:
        time.sleep(minute - time.time() - 3)
        house.begin(40)

    def await_run():
        time.sleep(minute - time.time())
        while not (started := house.rows(
                f"""SELECT r.started_at FROM occurrences AS o
                    JOIN runs AS r ON r.occurrence_id = o.id
                    WHERE o.trace_id = '{bobs}' AND o.scheduled_at = {minute * 1000}""")):
            house.bob.left()
            if time.time() > minute + 30:
                raise Broken("Bob's run of the minute did not start in 30 s")
            time.sleep(0.05)
        # What Alice's cost may come after his.
        time.sleep(2)
        return (started[0][0] - minute * 1000) / 1000, ""
    return await_run


@case("B", 8 * MIB - 1024, allowed=64 << 10)
def preview(house, size):
    """One preview with a schedule_config of that size."""
    body = {"schedule_type": "daily", "schedule_time": "07:30", "schedule_config": config(size)}
    return lambda: house.alice.post("/automation/schedule/preview", body).taken()
