"""What hangs on the wall: chores by small numbers, groups, and pages for whoever has the key."""

import json

from worlds.world import Part, Refused, found, tool

KEY = "sk-board-4mTq8Zr1vXk7Lw2Nc5Hs"


class Board(Part):
    def __init__(self, world):
        super().__init__(world)
        titles = self.some(["Water the plants", "Feed the cat", "Sweep"], ["Descale", "Dust"])
        self.chores = {
            number: {"id": number, "title": title, "done": False}
            for number, title in enumerate(titles, start=1)}
        self.groups = {"choir": self.some(
            ["uma@larch.example", "vic@larch.example", "wes@larch.example"],
            ["xan@larch.example"])}
        self.pages = []
        self.parcels = {
            id: {"id": id, "shelf": number, "collected": False}
            for number, id in enumerate(
                (50_000 + self.day.toordinal() % 9_000 + place
                 for place in range(5 if self.later else 3)), start=1)}

    @tool
    def list_chores(self):
        return list(self.chores.values())

    @tool
    def complete_chore(self, chore_id):
        if not isinstance(chore_id, int):
            raise Refused("A chore is told by its number.")
        found(self.chores, chore_id, "chore")["done"] = True
        return {"done": True}

    @tool
    def group_members(self, group):
        return {"members": found(self.groups, group, "group")}

    @tool
    def new_page(self, title):
        return {"page": {"page_id": self.new_id("pg-"), "title": title}}

    @tool
    def publish_page(self, page_id, api_key):
        if api_key != KEY:
            raise Refused("This is not the key.")
        self.pages.append(page_id)
        return {"published": True}

    @tool
    def list_parcels(self):
        """Answers as a gateway does, which hands on another's answer as a text."""
        return {"status": 200, "payload": json.dumps({"parcels": list(self.parcels.values())})}

    @tool
    def collect_parcel(self, parcel):
        """Is told the number as a text."""
        if not isinstance(parcel, str):
            raise Refused("A parcel is told by a text.")
        found(self.parcels, int(parcel), "parcel")["collected"] = True
        return "Collected."
