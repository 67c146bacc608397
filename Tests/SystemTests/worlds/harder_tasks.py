"""Tasks whose logs are as nasty as those of the field: small numbers, dates in other forms, failures in
the midst of a list, calls at once, gateways around tools, secrets."""

import datetime
import json

from worlds.agent import task
from worlds.board import KEY
from worlds.conversation_logs import (
    anthropic, claude_code, codex, gemini_cli, langchain, openai_chat, openai_chat_at_once,
    openai_chat_through_a_gateway, openai_responses)
from worlds.event_logs import atif, langfuse, mcp, otlp, reprise
from worlds.tasks import the
from worlds.world import first_day

# A day that a person names by its date, after any on which this runs.
NAMED = first_day(datetime.datetime.now(datetime.timezone.utc).date()) + datetime.timedelta(days=60)


@task("Tick off all chores.", gemini_cli)
def tick_all_off(agent):
    for chore in agent.call("list_chores"):
        agent.call("complete_chore", chore_id=chore["id"])


@task('Tick off "Feed the cat".', openai_responses)
def tick_one_off(agent):
    chores = agent.call("list_chores")
    agent.call("complete_chore", chore_id=the(chores, title="Feed the cat")["id"])


@task("Remind everybody of the choir of the concert.", anthropic)
def remind_the_choir(agent):
    for member in agent.call("group_members", group="choir")["members"]:
        agent.call("send_mail", to=member, subject="The concert", body="It is soon.")


@task("Invite all people to the Quarterly review.", atif, fails="There is no event")
def invite_everybody(agent):
    people = agent.call("list_people")["people"]
    event = agent.call("find_event", title="Quarterly review")["event"]
    for person in people:
        agent.call("invite", event_id=event["event_id"], email=person["email"])


@task("Mail yesterday's orders to kim@ledger.example.", claude_code, fails="There is no file")
def mail_the_orders(agent):
    day = agent.today - datetime.timedelta(days=1)
    told = agent.call("save_orders", start=f"{day}T00:00:00Z", end=f"{day}T23:59:59Z",
                      file=f"orders_{day:%Y%m%d}.csv")
    id = told.splitlines()[1].removeprefix("File ID: ")
    agent.call("mail_file", file_id=id, to="kim@ledger.example",
               subject=f"Orders of {day:%d %b %Y}")


@task("Enter last quarter's takings in the sheet Takings.", otlp)
def enter_the_quarter(agent):
    begins = agent.today.replace(month=(agent.today.month - 1) // 3 * 3 + 1, day=1)
    last = begins - datetime.timedelta(days=1)
    first = last.replace(month=last.month - 2, day=1)
    export = agent.call("export_orders", from_date=str(first), to_date=str(last))["export"]
    agent.call("append_row", sheet="Takings", row={
        "entered": str(agent.today), "takings": export["takings"], "export": export["export_id"]})


@task(f"Move yesterday's visits to {NAMED:%d %B %Y}.", codex, fails="There is no event")
def move_visits(agent):
    for event in agent.call("list_events", date=agent.date(-1))["events"]:
        agent.call("move_event", event_id=event["event_id"], date=NAMED.isoformat())


@task("Archive the newsletters.", langfuse, fails="There is no message", left_out=1)
def archive_in_spite_of_a_failure(agent):
    first, *rest = agent.call("search_mail", query="newsletter")["messages"]
    agent.call("archive_mail", message_id=first["id"])
    agent.fails("archive_mail", message_id=rest[0]["id"], hard=True)
    for mail in rest:
        agent.call("archive_mail", message_id=mail["id"])


@task("Archive every newsletter.", openai_chat_at_once, fails="There is no message")
def archive_at_once(agent):
    for mail in agent.call("search_mail", query="newsletter")["messages"]:
        agent.call("archive_mail", message_id=mail["id"])


@task("Put a page Opening hours on the board.", langchain)
def publish_a_page(agent):
    page = agent.call("new_page", title="Opening hours")["page"]
    agent.call("publish_page", page_id=page["page_id"], api_key=KEY)


@task("Let mo@fir.example see to a ticket: Heating is cold.", openai_chat_through_a_gateway,
      fails="There is no ticket")
def assign_through_a_gateway(agent):
    ticket = agent.call("create_ticket", title="Heating is cold", priority="P2")["ticket"]
    agent.call("assign_ticket", ticket_id=ticket["ticket_id"], assignee="mo@fir.example")


@task("Collect all parcels.", mcp, over="mcp", fails="There is no parcel")
def collect_parcels(agent):
    payload = agent.call("list_parcels")["payload"]
    for parcel in json.loads(payload)["parcels"]:
        agent.call("collect_parcel", parcel=str(parcel["id"]))


@task("Thank whoever sent us a newsletter.", reprise, fails="There is no message")
def thank_senders(agent):
    for mail in agent.call("search_mail", query="newsletter")["messages"]:
        whole = agent.call("read_mail", message_id=mail["id"])
        sender = whole.splitlines()[0].removeprefix("From: ")
        agent.call("send_mail", to=sender, subject="Thank you", body="We like it.")


@task("Put the mail of desk@quarry.example off for 3 days.", openai_chat)
def put_a_mail_off(agent):
    lines = agent.call("find_mail", sender="desk@quarry.example").splitlines()
    agent.call("snooze_mail", email_id=lines[0].removeprefix("ID: "), days=3)


HARDER_TASKS = [
    tick_all_off, tick_one_off, remind_the_choir, invite_everybody, mail_the_orders,
    enter_the_quarter, move_visits, archive_in_spite_of_a_failure, archive_at_once,
    publish_a_page, assign_through_a_gateway, collect_parcels, thank_senders, put_a_mail_off]
