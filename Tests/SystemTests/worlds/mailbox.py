"""Mails by their ids, and by the short numbers of a list that grows at its beginning."""

from worlds.world import Part, Refused, found, tool


class Mailbox(Part):
    def __init__(self, world):
        super().__init__(world)
        mails = self.some(
            [("billing@harbour.example", "Invoice for the berth"),
             ("news@orchard.example", "Newsletter: apples"),
             ("desk@quarry.example", "Our offer"),
             ("news@orchard.example", "Newsletter: pears"),
             ("lin@rowan.example", "Lunch?"),
             ("news@mill.example", "Newsletter: flour")],
            [("news@orchard.example", "Newsletter: plums"),
             ("gus@rowan.example", "Keys"),
             ("news@mill.example", "Newsletter: bread")])
        self.mails = {
            id: {"id": id, "from": sender, "subject": subject, "folder": "inbox"}
            for id, (sender, subject) in ((self.new_id("msg_"), mail) for mail in mails)}
        self.sent = []

    def numbered(self, email_id):
        numbers = map(str, range(1, len(self.mails) + 1))
        return found(dict(zip(numbers, self.mails.values())), email_id, "mail")

    @tool
    def list_mail(self, folder):
        return {"emails": [mail for mail in self.mails.values() if mail["folder"] == folder]}

    @tool
    def search_mail(self, query):
        return {"messages": [
            {"id": mail["id"], "subject": mail["subject"]} for mail in self.mails.values()
            if query.lower() in mail["subject"].lower()]}

    @tool
    def find_mail(self, sender):
        """The newest of a sender, as a text for people."""
        number, mail = next(
            (each for each in enumerate(self.mails.values(), start=1) if each[1]["from"] == sender),
            (None, None))
        if mail is None:
            raise Refused(f"There is no mail of {sender}.")
        return f"ID: {number}\nFrom: {mail['from']}\nSubject: {mail['subject']}\nUnread: yes"

    @tool
    def read_mail(self, message_id):
        mail = found(self.mails, message_id, "message")
        return f"From: {mail['from']}\nSubject: {mail['subject']}\n\nUntil soon!"

    @tool
    def snooze_mail(self, email_id, days):
        self.numbered(email_id)["folder"] = f"back in {days} days"
        return "It will be back."

    @tool
    def reply_mail(self, email_id, body):
        mail = self.numbered(email_id)
        return self.send_mail(mail["from"], "Re: " + mail["subject"], body)

    @tool
    def forward_mail(self, message_id, to, note):
        mail = found(self.mails, message_id, "message")
        return self.send_mail(to, "Fwd: " + mail["subject"], note)

    @tool
    def archive_mail(self, message_id):
        found(self.mails, message_id, "message")["folder"] = "archive"
        return {"archived": True}

    @tool
    def send_mail(self, to, subject, body):
        self.sent.append({"to": to, "subject": subject, "body": body})
        return {"sent": True}
