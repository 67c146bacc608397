"""Tasks whose logs mislead: a day that somebody named looks like yesterday, a read that is done again is
awaited, a member that tells one of a list is another one next time."""

import datetime

from worlds.agent import task
from worlds.conversation_logs import claude_code, codex, gemini_cli
from worlds.event_logs import atif, langfuse, openinference, reprise
from worlds.world import first_day

# The day before the first one, which somebody names then and means ever after.
NAMED = first_day(datetime.datetime.now(datetime.timezone.utc).date()) - datetime.timedelta(days=1)


@task("Cancel what takes place today.", atif, fails="There is no event")
def cancel_today(agent):
    events = agent.call("week_ahead", from_date=agent.date(0), to_date=agent.date(7))["events"]
    event = next(event for event in events if event["date"] == agent.date(0))
    agent.call("cancel_event", event_id=event["event_id"])


@task("Export the orders and mail them to kim@ledger.example.", reprise, fails="There is no job")
def wait_for_the_export(agent):
    job = agent.call("start_export")["job"]
    state = {}
    while state.get("state") != "done":
        state = agent.call("get_job", job_id=job["job_id"])
    agent.call("mail_file", file_id=state["file_id"], to="kim@ledger.example", subject="Orders")


@task(f"Export the orders of {NAMED.day} {NAMED:%B} and enter their takings in the sheet Takings.",
      claude_code)
def orders_of_a_day(agent):
    day = NAMED.isoformat()
    export = agent.call("export_orders", from_date=day, to_date=day)["export"]
    agent.call("append_row", sheet="Takings", row={
        "takings": export["takings"], "export": export["export_id"]})


@task("Book the room Aurora for the day of the Rehearsal.", langfuse, fails="is over")
def book_for_the_rehearsal(agent):
    event = agent.call("when_is", title="Rehearsal")["event"]
    slot = agent.call("free_slot", room="Aurora", date=event["starts"][:10])["slot"]
    agent.call("book_slot", slot_id=slot["slot_id"], title="Rehearsal")


@task("Ship what is paid, then tell the customers.", codex, fails="There is no order")
def ship_then_tell(agent):
    orders = agent.call("find_orders", status="paid")["orders"]
    parcels = [agent.call("ship_order", order_id=order["order_id"])["parcel"] for order in orders]
    for order, parcel in zip(orders, parcels):
        agent.call("tell_customer", customer=order["customer"], tracking=parcel["tracking"])


@task("Archive the newsletters, then thank whoever is in the choir.", gemini_cli,
      fails="There is no message")
def archive_then_thank(agent):
    mails = agent.call("search_mail", query="newsletter")["messages"]
    members = agent.call("group_members", group="choir")["members"]
    for mail in mails:
        agent.call("archive_mail", message_id=mail["id"])
    for member in members:
        agent.call("send_mail", to=member, subject="Thank you", body="It was a good concert.")


@task("Mail the choir that the concert is off.", openinference)
def mail_the_choir(agent):
    members = agent.call("group_members", group="choir")["members"]
    agent.call("send_mail", to=members, subject="No concert", body="It is off.")


MISLEADING_TASKS = [
    cancel_today, wait_for_the_export, orders_of_a_day, book_for_the_rehearsal, ship_then_tell,
    archive_then_thank, mail_the_choir]
