"""An agent's own tools, carried out by an MCP server and by a program of one's own: bound, tested, deployed
and run by a person who has a browser and writes no JSON; with scripts and without."""

import json
import pathlib
from types import SimpleNamespace

import pytest
from browser import browser  # noqa: F401, a fixture
from selenium.webdriver.support.ui import Select
from test_browser import sign_in
from test_mcp_connections import PACKAGES, serving
from webhook_runner import runner  # noqa: F401, a fixture

TOKEN = "correct-horse-battery"
MAIL = {"recipient": "ann@example.com", "subject": "Status", "body": "All green."}


@pytest.fixture
def office(tmp_path):
    """An MCP server with tools like the agent's, and what these were called with."""
    if not (PACKAGES / "mcp").is_dir():
        pytest.skip("no package mcp here: no MCP server is called")
    file = tmp_path / "calls"
    file.touch()
    with serving("office", REPRISE_PEER_CALLS=str(file), REPRISE_PEER_SECONDS="600") as url:
        yield SimpleNamespace(
            url=url, calls=lambda: [json.loads(line) for line in file.read_text().splitlines()])


@pytest.fixture
def sheet_trace():
    trace = json.loads(
        (pathlib.Path(__file__).with_name("traces") / "channel-to-sheet.json").read_text())
    del trace["user_id"]
    return trace


@pytest.fixture
def mail(mail_trace):
    mail_trace["trace_data"][1]["params"] = MAIL
    return mail_trace


class Person:
    """Somebody at the pages, who sees what is on them."""

    def __init__(self, reprise, browser, name, *traces):
        self.reprise, self.browser = reprise, browser
        self.name = f"{name}-{browser.driver.session_id[:8]}"
        self.client = reprise.account(self.name)
        self.ids = {
            trace["name"]: self.client.post("/automation/traces", trace).json()["trace_id"]
            for trace in traces}
        self.pictures = f"{name}-{'with' if browser.scripts else 'without'}-scripts"
        self.steps = 0
        sign_in(reprise, browser, self.name)

    def looks(self, at):
        """Keeps a picture of the page, on which nothing is hard to use."""
        self.steps += 1
        self.browser.picture(f"{self.pictures}-{self.steps:02}-{at}")
        # Without scripts it is the same page.
        if self.browser.scripts:
            assert self.browser.violations() == [], at
        return self

    def opens(self, trace):
        self.browser.press("Traces").is_on("/traces").press(trace)
        self.browser.is_on(f"/traces/{self.ids[trace]}")
        return self

    def tests(self, connection, *words):
        """Presses the button of a connection's page, and reads what it says."""
        if not self.browser.path.startswith("/connections/"):
            self.browser.press("Connections").is_on("/connections").press(connection)
        self.browser.press("Test the connection", within="main")
        is_over = self.browser.eventually(
            lambda: "Works" in self.browser.find("#tested").text or self.looks_again())
        assert is_over, self.browser.text
        self.browser.sees(*words)
        return self.looks(f"test-of-{connection}")

    def looks_again(self):
        if not self.browser.scripts:
            self.browser.driver.refresh()
        return False

    def deploys(self, trace):
        panel = f"/traces/{self.ids[trace]}"
        self.opens(trace).browser.press("Convert")
        ways = (f"{panel}/check", f"{panel}/schedule")
        assert self.browser.eventually(lambda: self.browser.path in ways), self.browser.path
        if self.browser.path == ways[0]:
            self.looks("check").leaves_all().browser.press("Go on to the schedule")
        self.browser.is_on(ways[1])
        self.browser.choose("schedule_type", "daily").fill("timezone", "UTC")
        self.browser.find("[name=schedule_time]").send_keys("0900AM")
        # While it asks for the preview, the old one is grey.
        assert self.browser.eventually(lambda: not self.browser.all("#preview[aria-busy]"))
        self.looks("schedule")
        self.browser.press("Deploy").is_on(f"/traces/{self.ids[trace]}")
        self.browser.sees("The automation is deployed.", "Every day at 09:00")
        assert "Nothing carries out" not in self.browser.text
        assert "left away" not in self.browser.text
        return self.looks("deployed")

    def leaves_all(self):
        """Has everything stay as it was recorded."""
        for name in {box.get_attribute("name") for box in self.browser.all(".choices input")}:
            self.browser.choose(name, "recorded")
        return self

    def runs(self):
        """Presses the button, and sees the run succeed with all of its steps."""
        self.browser.press("Run now")
        assert self.browser.eventually(lambda: self.browser.path.startswith("/runs/"))
        has_succeeded = self.browser.eventually(
            lambda: "Succeeded" in self.browser.find("#state").text or self.looks_again())
        assert has_succeeded, self.browser.text
        return self.looks("run")


class Binding:
    """The form of a step, in the words of whoever fills it in."""

    def __init__(self, person, step):
        self.person, self.browser = person, person.browser
        self.place = f"#step-{step}"

    def field(self, name):
        return self.browser.find(f"{self.place} [name='{name}']")

    def unfolds(self):
        """What carries the tool out by now is another matter."""
        self.browser.press("Change what carries it out", within=self.place)
        return self

    def makes_connection(self, kind, name, url, token=None):
        self.browser.press("Make a connection", within=self.place)
        self.browser.is_on("/connections/new").sees("New connection")
        self.person.looks("kinds")
        self.browser.press(kind).fill("name", name).fill("url", url)
        if token:
            self.browser.choose("auth", "bearer").fill("secret_token", token)
        self.person.looks(f"new-{name}")
        self.browser.press("Make connection").sees("The connection is made.")
        return self

    def chooses(self, connection):
        Select(self.field("carried_out_by")).select_by_visible_text(
            f"Use the connection ({connection})")
        self.browser.press("Look at what is sent", within=self.place).sees("What would be sent")
        return self

    def carried_out_by(self):
        return Select(self.field("carried_out_by")).first_selected_option.text

    def names(self, tool):
        """Over there: chosen where it is known what there is."""
        field = self.field("remote")
        if field.tag_name == "select":
            Select(field).select_by_value(tool)
            self.browser.press("Look again", within=self.place)
            assert self.browser.eventually(
                lambda: self.field("shown_remote").get_attribute("value") == tool)
        else:
            self.browser.fill("remote", tool)
        return self

    def offered(self):
        """What stands in the rows before anything is said."""
        rows = {}
        for number in range(1, 20):
            name = self.browser.all(f"{self.place} [name='params-{number}-name']")
            if not name or not name[0].get_attribute("value"):
                return rows
            chosen = Select(self.field(f"params-{number}-from")).first_selected_option
            rows[name[0].get_attribute("value")] = chosen.get_attribute("value")
        return rows

    def says(self, *rows):
        """What each row says: a name over there, and a parameter of the call or a text with its parts."""
        self.browser.choose("params_as", "rows")
        for number, (name, parameter, text) in enumerate(rows, start=1):
            if self.field(f"params-{number}-name").get_attribute("value") != name:
                self.browser.fill(f"params-{number}-name", name)
            source = Select(self.field(f"params-{number}-from"))
            if text:
                source.select_by_visible_text("A text with {parts} of the call")
                self.browser.fill(f"params-{number}-text", text)
            else:
                source.select_by_value(f"call/{parameter}")
        self.browser.press("Look again", within=self.place)
        return self

    def shows(self, recorded, check):
        """What was recorded stands beside what would be sent."""
        def is_so():
            sent = self.value("sent-title")
            return sent is not None and check(sent)

        assert self.browser.eventually(is_so), self.browser.text
        assert self.value("recorded-title") == recorded
        return self

    def value(self, title):
        shown = self.browser.all(f"{self.place} section[aria-labelledby='{title}'] pre")
        return json.loads(shown[0].text) if shown else None

    def binds(self):
        self.person.looks("binding")
        self.browser.press("Bind", within=self.place).sees("The tool is bound.")
        step = self.browser.find(f"{self.place} .step")
        assert "Not bound" not in step.text
        return self


def is_call(tool, **arguments):
    """Of an MCP server, signed without telling by what."""
    return lambda sent: (
        sent["params"] == {"name": tool, "arguments": arguments}
        and sent["headers"]["Authorization"] == "Bearer [secret token]")


def is_event(tool, **params):
    """For a runner."""
    return lambda sent: (
        sent["body"]["type"] == "step.run" and sent["body"]["data"]["tool"] == tool
        and sent["body"]["data"]["params"] == params)


def told(runner):
    """The steps that a runner was told of."""
    return [(event["data"]["tool"], event["data"]["params"])
            for event in runner.events if event["type"] == "step.run"]


def test_a_server_reports_and_mails_and_a_runner_writes_the_sheet(
        reprise, browser, office, runner, sheet_trace, mail):
    person = Person(reprise, browser, "iris", sheet_trace, mail)
    person.opens(sheet_trace["name"])
    browser.sees("fetch_channel_statistics", "Not bound", "Nothing carries out")
    person.looks("panel")

    # Which tools there are is known once the server was asked for them.
    report = Binding(person, 1).makes_connection("MCP server", "office", office.url, TOKEN)
    browser.sees("What would be sent")
    assert report.carried_out_by() == "Use the connection (office)"
    browser.press("Test the connection", within="#step-1")
    browser.eventually(lambda: browser.path.startswith("/connections/"))
    person.tests("office", "answers and has 3 tools.", "channel_report", "send_mail")
    browser.press("Bind the tool to it").sees("What would be sent")
    report.names("channel_report")
    browser.sees("Needed there, and nothing is said of it yet: from_day.")
    assert report.offered() == {"channel": "call/channel_id", "from_day": ""}
    person.looks("one-missing")
    report.says(("channel", "channel_id", None), ("from_day", "since", None))
    report.shows(
        {"channel_id": "UC-9x1", "since": "2026-11-01"},
        is_call("channel_report", channel="UC-9x1", from_day="2026-11-01"))
    # What the server says of its tool fills the form.
    assert report.field("effect").get_attribute("value") == "read"
    report.binds()
    browser.sees("is carried out by an MCP server (connection office, as channel_report)")

    values = ["2026-11-02", "UC-9x1", 18234, 912]
    sheet = Binding(person, 2).unfolds().makes_connection("Webhook", "runner", runner.url)
    browser.sees("shown this once")
    runner.secret = browser.find("#secret").text
    person.looks("secret")
    browser.press("Bind the tool to it").sees("What would be sent")
    assert sheet.carried_out_by() == "Use the connection (runner)"
    sheet.names("write_row").says(
        ("document", "spreadsheet_id", None), ("tab", None, "Copy of {sheet}"),
        ("cells", "values", None))
    sheet.shows(
        {"spreadsheet_id": "1aBcD", "sheet": "Stats", "values": values},
        is_event("write_row", document="1aBcD", tab="Copy of Stats", cells=values))
    sheet.binds()
    browser.sees("is carried out by a webhook (connection runner, as write_row)")
    person.tests("runner", "answered a signed ping with 204.")
    assert [event["type"] for event in runner.events] == ["ping"]
    person.deploys(sheet_trace["name"]).runs()
    assert office.calls() == [
        {"tool": "channel_report", "channel": "UC-9x1", "from_day": "2026-11-01"}]
    assert told(runner) == [
        ("write_row", {"document": "1aBcD", "tab": "Copy of Stats", "cells": values})]

    # What both call alike, or by names that mean the same, is there already.
    letter = Binding(person.opens(mail["name"]), 1).chooses("office").names("send_mail")
    assert letter.offered() == {
        "to": "call/recipient", "subject": "call/subject", "text": "call/body"}
    letter.shows(MAIL, is_call(
        "send_mail", to="ann@example.com", subject="Status", text="All green.")).binds()
    person.tests("office", "answers and has 3 tools.")
    person.deploys(mail["name"]).runs()
    assert office.calls()[1:] == [
        {"tool": "send_mail", "to": "ann@example.com", "subject": "Status", "text": "All green."}]
    assert browser.complaints() == []


def test_a_runner_reports_and_mails_and_a_server_writes_the_sheet(
        reprise, browser, office, runner, sheet_trace, mail):
    person = Person(reprise, browser, "jona", sheet_trace, mail)
    person.opens(mail["name"])
    browser.sees("send_gmail", "Not bound")
    letter = Binding(person, 1).makes_connection("Webhook", "runner", runner.url)
    runner.secret = browser.sees("shown this once").find("#secret").text
    browser.press("Bind the tool to it").sees("What would be sent")
    letter.names("send_mail").says(
        ("to", "recipient", None), ("subject", "subject", None), ("text", None, "Hello, {body}"))
    letter.shows(MAIL, is_event(
        "send_mail", to="ann@example.com", subject="Status", text="Hello, All green.")).binds()
    person.tests("runner", "answered a signed ping with 204.")
    person.deploys(mail["name"]).runs()
    mailed = ("send_mail", {
        "to": "ann@example.com", "subject": "Status", "text": "Hello, All green."})
    assert told(runner) == [mailed]

    # As it was recorded, under its own name: nothing is to be said.
    report = Binding(person.opens(sheet_trace["name"]), 1).chooses("runner")
    params = {"channel_id": "UC-9x1", "since": "2026-11-01"}
    report.shows(params, is_event("fetch_channel_statistics", **params)).binds()

    sheet = Binding(person, 2).unfolds().makes_connection("MCP server", "office", office.url, TOKEN)
    browser.sees("What would be sent").press("Test the connection", within="#step-2")
    browser.eventually(lambda: browser.path.startswith("/connections/"))
    person.tests("office", "answers and has 3 tools.", "add_cells")
    person.opens(sheet_trace["name"])
    sheet.unfolds().chooses("office").names("add_cells")
    assert sheet.offered() == {"table": "", "sheet": "call/sheet", "cells": ""}
    sheet.says(
        ("table", "spreadsheet_id", None), ("sheet", "sheet", None), ("cells", "values", None))
    values = ["2026-11-02", "UC-9x1", 18234, 912]
    sheet.shows(
        {"spreadsheet_id": "1aBcD", "sheet": "Stats", "values": values},
        is_call("add_cells", table="1aBcD", sheet="Stats", cells=values)).binds()
    person.deploys(sheet_trace["name"]).runs()
    assert told(runner) == [mailed, ("fetch_channel_statistics", params)]
    assert office.calls() == [
        {"tool": "add_cells", "table": "1aBcD", "sheet": "Stats", "cells": values}]
    assert browser.complaints() == []
