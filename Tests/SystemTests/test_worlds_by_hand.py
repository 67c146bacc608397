"""Logs that a person pastes, checks, puts on a schedule and runs, on another day than their agents; with
scripts and without."""

import json

import pytest

from browser import browser  # noqa: F401, a fixture
from test_real_tools import Person
from worlds.automation import host, leads, meant, recorded
from worlds.tasks import forward_the_bill, mark_visits


class Converting(Person):
    """Somebody who makes an automation of a log, and writes no JSON."""

    def pastes(self, log):
        self.browser.press("New trace").is_on("/traces/new")
        self.browser.find("textarea[name=trace]").click()
        self.browser.driver.execute_cdp_cmd("Input.insertText", {"text": json.dumps(log)})
        self.browser.press("Save trace").sees("The trace is saved.")
        return self.looks("panel")

    def checks(self, *words):
        self.browser.press("Convert").sees("What will be sent", *words)
        return self.looks("check")

    def deploys(self):
        self.browser.press("Go on to the schedule").sees("What it means")
        self.browser.choose("schedule_type", "daily").fill("timezone", "UTC")
        self.browser.find("[name=schedule_time]").send_keys("0900AM")
        # While it asks for the preview, the old one is grey.
        assert self.browser.eventually(lambda: not self.browser.all("#preview[aria-busy]"))
        self.browser.press("Deploy").sees("The automation is deployed.", "Every day at 09:00")
        return self.looks("deployed")


@pytest.fixture
def converting(reprise, browser):
    """Somebody whose tools lead into a world, as a task needs it."""
    made = []

    def converting(name, task):
        person = Converting(reprise, browser, name)
        person.host = host(task)
        made.append(person.host)
        leads(person.client, person.host)
        return person

    yield converting
    for each in made:
        each.close()


def test_the_mail_that_is_forwarded_is_the_one_of_that_sender(converting):
    person = converting("wanda", forward_the_bill)
    person.pastes(recorded(forward_the_bill)).checks("forward_mail", "billing@harbour.example")
    person.deploys().runs()
    assert person.host.world.state == meant(forward_the_bill, person.host).world.state
    assert person.browser.complaints() == []


def test_the_visits_that_are_marked_are_all_of_the_day_before(converting):
    person = converting("xenia", mark_visits)
    person.pastes(recorded(mark_visits)).checks("mark_done", "the day before the run")
    person.deploys().runs()
    world = person.host.world
    events = world.parts["calendar"].events.values()
    assert [event["title"] for event in events if event["state"] == "done"] == [
        "Visit: Garden", "Visit: Shed", "Visit: Roof", "Visit: Cellar", "Visit: Attic"]
    assert world.state == meant(mark_visits, person.host).world.state
    assert person.browser.complaints() == []
