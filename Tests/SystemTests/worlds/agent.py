"""Somebody who does once what was asked for, and what is remembered of that."""

import dataclasses
import datetime

from worlds.world import Refused


@dataclasses.dataclass
class Call:
    id: str
    tool: str
    params: dict
    result: object
    error: str | None
    at: datetime.datetime


class Agent:
    """Works in a world from the noon of its day on; each call takes it ten seconds."""

    def __init__(self, world, asked):
        self.world, self.asked = world, asked
        self.calls = []
        self.answer = "It is done."

    @property
    def today(self):
        return self.world.day

    def date(self, days):
        """So many days from today."""
        return (self.today + datetime.timedelta(days=days)).isoformat()

    def month(self):
        return self.today.strftime("%B %Y")

    def begins(self):
        noon = datetime.time(12, tzinfo=datetime.timezone.utc)
        return datetime.datetime.combine(self.today, noon)

    def call(self, tool, **params):
        """Calls a tool of the world, and goes on with what it gives."""
        result = self.world.call(tool, params)
        self._remember(tool, params, result, None)
        return result

    def fails(self, tool, **params):
        """Calls a tool in a wrong way."""
        try:
            self.world.call(tool, params)
        except Refused as refused:
            return self._remember(tool, params, None, str(refused))
        raise AssertionError(f"{tool} did not fail")

    def own(self, tool, **params):
        """Calls a tool that whoever runs the agent has for it."""
        self._remember(tool, params, "Noted.", None)

    def _remember(self, tool, params, result, error):
        at = self.begins() + datetime.timedelta(seconds=10 * (len(self.calls) + 1))
        self.calls.append(Call(f"call_{len(self.calls) + 1:02}", tool, params, result, error, at))


@dataclasses.dataclass
class Task:
    """What a person asked for, how an agent does it, and how what it did was written down."""

    does: object
    asked: str
    log: object
    # What a run says that repeats it literally and fails; nothing: it succeeds, and does otherwise.
    fails: str | None
    over: str
    # Steps that a workflow need not do, though the agent did them.
    left_out: int

    @property
    def name(self):
        return self.does.__name__

    @property
    def format(self):
        return getattr(self.log, "format", self.log.__name__)

    def performed(self, world):
        agent = Agent(world, self.asked)
        self.does(agent)
        return agent


def task(asked, log, fails=None, over="webhook", left_out=0):
    """Makes a task of a function of an agent."""
    return lambda does: Task(does, asked, log, fails, over, left_out)
