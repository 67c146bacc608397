"""What the calls of one run tell, by the clock of who was called."""

from typing import NamedTuple


class Visit(NamedTuple):
    """A call as the peer saw it."""

    # The number of its connection.
    connection: int
    # Seconds when all of it was there, and when its answer was gone.
    arrived: float
    left: float


def overheads(visits):
    """Milliseconds from each answer to the next call."""
    return [1000 * (after.arrived - before.left) for before, after in zip(visits, visits[1:])]


def own_times(visits):
    """Milliseconds that the tool itself took."""
    return [1000 * (visit.left - visit.arrived) for visit in visits]


def pace(visits):
    """Milliseconds from one call to the next, the tool's own time among them, on average."""
    return 1000 * (visits[-1].arrived - visits[0].arrived) / (len(visits) - 1)


def connections(visits):
    """How many there were."""
    return len({visit.connection for visit in visits})
