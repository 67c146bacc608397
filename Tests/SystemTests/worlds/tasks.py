"""What people ask for, and how a competent agent does it: on the first day, and on any later one."""

import json

from worlds.agent import task
from worlds.conversation_logs import (
    anthropic, claude_code, codex, gemini_cli, langchain, openai_chat, openai_responses, openhands)
from worlds.event_logs import atif, langfuse, mcp, openinference, otlp, reprise


def the(things, **member):
    """The one of a list that has this."""
    [(key, value)] = member.items()
    [found] = [thing for thing in things if thing[key] == value]
    return found


@task("Forward the mail of billing@harbour.example to books@ledger.example, please.",
      openai_chat, fails="There is no message")
def forward_the_bill(agent):
    mails = agent.call("list_mail", folder="inbox")["emails"]
    mail = next(mail for mail in mails if mail["from"] == "billing@harbour.example")
    agent.call("forward_mail", message_id=mail["id"], to="books@ledger.example",
               note="For {{department}}: please pay, $ref {name}.")


@task("Tell desk@quarry.example that we take the offer.", anthropic)
def answer_by_number(agent):
    lines = agent.call("find_mail", sender="desk@quarry.example").splitlines()
    number = lines[0].removeprefix("ID: ")
    agent.call("reply_mail", email_id=number, body="We take the offer: {total} in all.")


@task("Archive all newsletters.", langchain, fails="There is no message")
def archive_newsletters(agent):
    for mail in agent.call("search_mail", query="newsletter")["messages"]:
        agent.call("archive_mail", message_id=mail["id"])


@task("Tell whoever reported a ticket that is resolved by now.", otlp, fails="There is no ticket")
def tell_reporters(agent):
    for ticket in agent.call("list_tickets", status="resolved")["tickets"]:
        whole = agent.call("get_ticket", ticket_id=ticket["ticket_id"])["ticket"]
        agent.call("send_mail", to=whole["reporter"],
                   subject=f"Ticket {ticket['ticket_id']} is resolved",
                   body="Please look whether all works again.")


@task("Have the paper jam repaired by mo@fir.example, it is urgent.", claude_code,
      fails="urgent is no priority", left_out=2)
def repair_the_printer(agent):
    agent.fails("create_ticket", title="Paper jam", priority="urgent")
    made = agent.call("create_ticket", title="Paper jam", priority="P1")["ticket"]
    agent.call("get_ticket", ticket_id=made["ticket_id"])
    agent.call("get_ticket", ticket_id=made["ticket_id"])
    agent.call("assign_ticket", ticket_id=made["ticket_id"], assignee="mo@fir.example")


@task('Close the ticket "Coffee machine leaks": it has a new seal.', openhands,
      fails="There is no tool think", left_out=3)
def close_the_ticket(agent):
    agent.own("think", thought="First I look for the ticket.")
    tickets = agent.call("list_tickets", status="open")["tickets"]
    agent.own("task_tracker", command="plan", task_list=[{"title": "Close it", "status": "todo"}])
    ticket = next(each for each in tickets if each["title"] == "Coffee machine leaks")
    agent.call("close_ticket", ticket_id=ticket["ticket_id"], comment="It has a new seal.")
    agent.own("finish", message="The ticket is closed.")


@task("Share Budget with ann@rowan.example, for reading.", openinference,
      fails="There is no file")
def share_the_budget(agent):
    files = agent.call("list_files")["files"]
    agent.call("share_file", file_id=the(files, name="Budget")["id"],
               email="ann@rowan.example", role="reader")


@task("Copy the minutes template and name the copy after today.", gemini_cli,
      fails="There is no file")
def prepare_minutes(agent):
    file = agent.call("find_file", name="Minutes template")["file"]
    payload = agent.call("copy_file", file_id=file["id"])["payload"]
    agent.call("rename_file", file_id=json.loads(payload)["file"]["id"],
               name=f"Minutes of {agent.date(0)}")


@task("Enter last week's takings in the sheet of this month.", reprise, fails="There is no sheet")
def enter_the_week(agent):
    monday = agent.today.weekday() + 7
    first, last = agent.date(-monday), agent.date(6 - monday)
    export = agent.call("export_orders", from_date=first, to_date=last)["export"]
    agent.call("append_row", sheet=agent.month(), row={
        "week": first, "takings": export["takings"], "export": export["export_id"]})


@task("Book the room Aurora for the review next Monday.", langfuse, fails="is over")
def book_next_monday(agent):
    monday = agent.date(7 - agent.today.weekday())
    slot = agent.call("free_slot", room="Aurora", date=monday)["slot"]
    agent.call("book_slot", slot_id=slot["slot_id"], title="Review")


@task("Mark the visits of yesterday as done.", codex, fails="There is no event")
def mark_visits(agent):
    for event in agent.call("list_events", date=agent.date(-1))["events"]:
        agent.call("mark_done", event_id=event["event_id"])


@task('Invite ada@rowan.example, lin@rowan.example and gus@rowan.example to "Quarterly review".',
      openai_responses, fails="There is no event")
def invite_three(agent):
    agent.call("list_people")
    event = agent.call("find_event", title="Quarterly review")["event"]
    for name in ("ada", "lin", "gus"):
        agent.call("invite", event_id=event["event_id"], email=f"{name}@rowan.example")


@task("Refund all complaints of the last 7 days.", atif, fails="There is no order")
def refund_complaints(agent):
    since, until = agent.date(-7), agent.date(0)
    for complaint in agent.call("find_complaints", since=since, until=until)["complaints"]:
        agent.call("refund_order", order_id=complaint["order_id"], amount=complaint["amount"])


@task("Ship what is paid, and tell the customers.", mcp, over="mcp", fails="There is no order")
def ship_what_is_paid(agent):
    for order in agent.call("find_orders", status="paid")["orders"]:
        parcel = agent.call("ship_order", order_id=order["order_id"])["parcel"]
        agent.call("tell_customer", customer=order["customer"], tracking=parcel["tracking"])


@task("Order 12 of the Blue mug for the room Aurora.", langchain, over="mcp",
      fails="There is no product")
def order_mugs(agent):
    products = agent.call("search_products", query="Blue mug")["products"]
    mug = the(products, name="Blue mug")
    cart = agent.call("add_to_cart", product_id=mug["product_id"], quantity=12)["cart"]
    agent.call("check_out", cart_id=cart["cart_id"], deliver_to="Aurora")


@task("Enter the takings of this month until today in the sheet Takings.", otlp)
def enter_the_month(agent):
    first = agent.today.replace(day=1).isoformat()
    sums = agent.call("sum_orders", from_date=first, to_date=agent.date(0))
    agent.call("append_row", sheet="Takings", row={
        "day": agent.date(0), "takings": sums["takings"]})


TASKS = [
    forward_the_bill, answer_by_number, archive_newsletters, tell_reporters, repair_the_printer,
    close_the_ticket, share_the_budget, prepare_minutes, enter_the_week, book_next_monday,
    mark_visits, invite_three, refund_complaints, ship_what_is_paid, order_mugs, enter_the_month]
