"""What there is on a day: the same whenever it is made of the same day, and other things later."""

import copy
import datetime
import inspect
import itertools


class Refused(Exception):
    """What a tool says when it does nothing."""


def tool(method):
    """Makes a method of a part something that agents call by its name."""
    method.is_tool = True
    return method


class Part:
    """A part of the world. What it holds lies in its attributes, which are plain data."""

    def __init__(self, world):
        self._world = world

    @property
    def day(self):
        return self._world.day

    @property
    def later(self):
        return self._world.later

    def new_id(self, kind):
        return self._world.new_id(kind)

    def some(self, first, meanwhile):
        """What is there on the first day; later what came meanwhile stands before it."""
        return [*meanwhile, *first] if self.later else list(first)


def found(things, id, kind):
    if id not in things:
        raise Refused(f"There is no {kind} {id}.")
    return things[id]


class World:
    """Parts that share a day, and everything that was asked of them.

    `later` says that other things came since the first day, so that lists are longer and in another
    order; ids follow from the day.
    """

    def __init__(self, day, later, parts):
        self.day, self.later = day, later
        self.calls = []
        self._numbers = itertools.count(1)
        self.parts = {part.__name__.lower(): part(self) for part in parts}
        self.tools = {
            name: method for part in self.parts.values()
            for name, method in inspect.getmembers(part, inspect.ismethod)
            if hasattr(method, "is_tool")}

    def new_id(self, kind):
        return f"{kind}{self.day.toordinal() * 1000 + next(self._numbers)}"

    def call(self, name, params):
        """What the tool of this name answers; `Refused` where there is nothing to answer."""
        self.calls.append((name, copy.deepcopy(params)))
        if name not in self.tools:
            raise Refused(f"There is no tool {name}.")
        try:
            inspect.signature(self.tools[name]).bind(**params)
        except TypeError as fault:
            raise Refused(f"{name}: {fault}.") from fault
        return copy.deepcopy(self.tools[name](**params))

    @property
    def state(self):
        """All that its parts hold."""
        return {
            name: {key: value for key, value in vars(part).items() if not key.startswith("_")}
            for name, part in self.parts.items()}


def day_of(text):
    """Of a date, or of an instant in UTC."""
    try:
        return datetime.date.fromisoformat(text[:10])
    except ValueError as fault:
        raise Refused(f"{text} is no date.") from fault


def first_day(today):
    """The third Wednesday of the month before: in another week, month and sheet than today, and no
    boundary of any of them."""
    last = today.replace(day=1) - datetime.timedelta(days=1)
    return next(
        day for day in (last.replace(day=number) for number in range(15, 22)) if day.weekday() == 2)
