"""The worst cases by name, and how one is written.

A case is a function of the house and a size. It prepares what is to be tried and returns what is
then done and timed, a function without parameters. That may return words for the table, or (seconds,
words) where another time than its own counts. What the program refuses ends either.
"""

import concurrent.futures
import dataclasses
from typing import Callable

from callers import Refused, short

MIB = 1 << 20


@dataclasses.dataclass
class Case:
    prepare: Callable
    unit: str
    # Where it was seen: a quarter, a half and the whole are tried.
    seen: int
    # What the contract allows, where that is less: tried where the program refuses the rest.
    allowed: int | None = None
    # Whether twice the size may take twice the time; else the time means nothing.
    grows: bool = True
    settings: Callable | None = None
    # Makes what is to be put into the database before the program starts, for a size.
    seed: Callable | None = None
    # Bob's step, where a run of his is to meet what Alice fills: `note`, or `call` of a server.
    bobs: str = "note"

    @property
    def name(self):
        return self.prepare.__name__.replace("_", "-")

    @property
    def about(self):
        return " ".join(self.prepare.__doc__.split())

    def label(self, size):
        if self.unit != "B":
            return f"{size:,} {self.unit}"
        if size < 1024:
            return f"{size} B"
        return f"{size / MIB:.1f} MiB" if size >= MIB / 2 else f"{size / 1024:.0f} KiB"


CASES = {}


def case(unit, seen, **options):
    def enter(prepare):
        made = Case(prepare, unit, seen, **options)
        CASES[made.name] = made
        return prepare
    return enter


def together(*works):
    """Does all of them at once. Returns: what each returned."""
    with concurrent.futures.ThreadPoolExecutor(len(works)) as pool:
        return [future.result() for future in [pool.submit(work) for work in works]]


def succeeded(run):
    """A run, unless it failed: what is too much for a run ends so. Raises: Refused."""
    if run["outcome"] == "failed":
        raise Refused("failed: " + short(run["reason"] or ""))
    return run
