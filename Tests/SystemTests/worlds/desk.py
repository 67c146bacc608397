"""Tickets: who reported them, who does them, and how they end."""

from worlds.world import Part, Refused, found, tool


class Desk(Part):
    def __init__(self, world):
        super().__init__(world)
        self.tickets = {}
        for title, reporter, status in self.some(
                [("Coffee machine leaks", "ova@fir.example", "open"),
                 ("Tap drips", "ugo@fir.example", "open"),
                 ("Door creaks", "pia@fir.example", "resolved"),
                 ("Lamp flickers", "quin@fir.example", "resolved"),
                 ("No network", "rob@fir.example", "resolved")],
                [("Window is stuck", "sue@fir.example", "open"),
                 ("Chair wobbles", "tom@fir.example", "resolved")]):
            self.add(title, reporter, status, "P2")

    def add(self, title, reporter, status, priority):
        id = self.new_id("TCK-")
        self.tickets[id] = {
            "ticket_id": id, "title": title, "reporter": reporter, "status": status,
            "priority": priority, "assignee": None, "comment": None}
        return self.tickets[id]

    @tool
    def list_tickets(self, status):
        return {"tickets": [
            {"ticket_id": ticket["ticket_id"], "title": ticket["title"]}
            for ticket in self.tickets.values() if ticket["status"] == status]}

    @tool
    def get_ticket(self, ticket_id):
        return {"ticket": found(self.tickets, ticket_id, "ticket")}

    @tool
    def create_ticket(self, title, priority):
        if priority not in ("P1", "P2", "P3"):
            raise Refused(f"{priority} is no priority; there are P1, P2 and P3.")
        return {"ticket": {"ticket_id": self.add(title, None, "open", priority)["ticket_id"]}}

    @tool
    def assign_ticket(self, ticket_id, assignee):
        found(self.tickets, ticket_id, "ticket")["assignee"] = assignee
        return {"assigned": True}

    @tool
    def close_ticket(self, ticket_id, comment):
        found(self.tickets, ticket_id, "ticket").update(status="closed", comment=comment)
        return {"closed": True}
