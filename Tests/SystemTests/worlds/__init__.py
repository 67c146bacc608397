"""A small world that agents work in, what they do there, and the logs that are written of it.

A task is performed on a first day and written down; what the workflow that is made of the log does on
another day is held against what the agent would have done then, in a world of its own.
"""

from worlds.board import Board
from worlds.calendar import Calendar
from worlds.desk import Desk
from worlds.drive import Drive
from worlds.mailbox import Mailbox
from worlds.shop import Shop
from worlds.world import World


def world(day, later=True):
    return World(day, later, [Mailbox, Drive, Calendar, Shop, Desk, Board])
