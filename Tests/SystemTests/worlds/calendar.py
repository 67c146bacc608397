"""Events by their day, rooms with one free slot a day, and people."""

import datetime

from worlds.world import Part, Refused, day_of, found, tool


class Calendar(Part):
    def __init__(self, world):
        super().__init__(world)
        visits = self.some(["Roof", "Cellar", "Attic"], ["Garden", "Shed"])
        self.events = {}
        for title in visits:
            self.add("Visit: " + title, self.day - datetime.timedelta(days=1))
        self.add("Quarterly review", self.day + datetime.timedelta(days=9))
        self.add("Inspection", self.day)
        self.add("Rehearsal", self.day + datetime.timedelta(days=5 if self.later else 1))
        self.people = [
            {"name": name, "email": f"{name.lower()}@rowan.example"}
            for name in self.some(["Ada", "Lin", "Gus", "Mia"], ["Ned"])]
        self.slots = {}

    def add(self, title, day):
        id = self.new_id("ev")
        self.events[id] = {
            "event_id": id, "title": title, "date": day.isoformat(), "guests": [],
            "state": "planned"}
        return id

    @tool
    def list_events(self, date):
        day_of(date)
        return {"events": [
            {"event_id": event["event_id"], "title": event["title"]}
            for event in self.events.values() if event["date"] == date]}

    @tool
    def week_ahead(self, from_date, to_date):
        return {"events": [
            {"event_id": event["event_id"], "date": event["date"]}
            for event in self.events.values()
            if day_of(from_date) <= day_of(event["date"]) <= day_of(to_date)]}

    @tool
    def when_is(self, title):
        event = self.events[self.find_event(title)["event"]["event_id"]]
        return {"event": {"event_id": event["event_id"], "starts": event["date"] + "T10:00:00Z"}}

    @tool
    def cancel_event(self, event_id):
        found(self.events, event_id, "event")["state"] = "cancelled"
        return "It does not take place."

    @tool
    def find_event(self, title):
        for event in self.events.values():
            if event["title"] == title:
                return {"event": {"event_id": event["event_id"], "date": event["date"]}}
        raise Refused(f"There is no event {title}.")

    @tool
    def list_people(self):
        return {"people": self.people}

    @tool
    def invite(self, event_id, email):
        found(self.events, event_id, "event")["guests"].append(email)
        return {"invited": email}

    @tool
    def mark_done(self, event_id):
        found(self.events, event_id, "event")["state"] = "done"
        return {"done": True}

    @tool
    def move_event(self, event_id, date):
        found(self.events, event_id, "event")["date"] = day_of(date).isoformat()
        return {"moved": True}

    @tool
    def free_slot(self, room, date):
        if day_of(date) <= self.day:
            raise Refused(f"{date} is over.")
        id = self.new_id("slot-")
        self.slots[id] = {"room": room, "date": date}
        return {"slot": {"slot_id": id, "from": "10:00", "to": "11:00"}}

    @tool
    def book_slot(self, slot_id, title):
        slot = found(self.slots, slot_id, "slot")
        id = self.add(f"{title} ({slot['room']})", day_of(slot["date"]))
        return {"booked": {"event_id": id}}
