"""Pausing everything, policies, and looking for what ran: by keyboard alone, with scripts and without."""

from browser import browser  # noqa: F401, a fixture
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select
from test_pages import focus, keys, sign_in


def note(client, name, **schedule):
    """Saves a trace that writes a note; deploys it where there is a schedule."""
    trace_id = client.post("/automation/traces", {
        "provider_id": "desk", "thread_id": name, "name": name, "trace_data": [
            {"event": "tool_call", "tool": "note", "params": {"text": name}}]}).json()["trace_id"]
    if schedule:
        assert client.post("/automation/deploy", {"trace_id": trace_id, **schedule}).ok
    return trace_id


def test_pausing_and_resuming_everything(reprise, browser):
    name = f"paula-{browser.driver.session_id[:8]}"
    paula = reprise.account(name)
    note(paula, "Reminder", schedule_type="daily", schedule_time="09:00")
    sign_in(reprise, browser, name)
    focus(browser, "a[href='/pause']")
    keys(browser, Keys.ENTER)
    browser.is_on("/pause")
    focus(browser, "#reason")
    keys(browser, "Stocktaking")
    focus(browser, "#until")
    keys(browser, "12012099", Keys.TAB, "0900AM")
    browser.fill("timezone", "Asia/Tokyo")
    focus(browser, "main button.primary")
    keys(browser, Keys.ENTER)
    browser.is_on("/traces").sees("Everything is paused.", "All your automations are paused until")
    pause = paula.get("/automation/pause").json()["pause"]
    assert (pause["reason"], pause["until"]) == ("Stocktaking", "2099-12-01T00:00:00Z")

    focus(browser, ".banner button")
    keys(browser, Keys.ENTER)
    browser.is_on("/traces").sees("The pause is over")
    assert paula.get("/automation/pause").json()["pause"] is None
    assert browser.complaints() == []


def test_policies_by_form(reprise, browser):
    name = f"polly-{browser.driver.session_id[:8]}"
    polly = reprise.account(name)
    trace_id = note(polly, "Reminder", schedule_type="daily", schedule_time="09:00",
                    schedule_config={"timezone": "UTC"})
    sign_in(reprise, browser, name)
    browser.open(f"{reprise.origin}/traces/{trace_id}/schedule")
    focus(browser, "#policies > summary")
    keys(browser, Keys.ENTER)
    focus(browser, "#overlap")
    keys(browser, "Let")
    focus(browser, "#attempts")
    keys(browser, "eleven")
    browser.press("Deploy again").sees("This cannot be deployed yet")
    assert "from 1 to 10" in browser.find("#attempts-fault").text
    assert browser.find("#policies").get_attribute("open")
    assert Select(browser.find("#overlap")).first_selected_option.text.startswith("Let one run")
    browser.fill("attempts", "5")
    browser.press("Deploy again").is_on(f"/traces/{trace_id}").sees("The automation is deployed.")
    config = polly.get(f"/automation/traces/{trace_id}").json()["trace"]["schedule_config"]
    assert config == {"timezone": "UTC", "policies": {"overlap": "queue", "attempts": 5}}


def test_looking_for_what_ran(reprise, browser):
    name = f"rita-{browser.driver.session_id[:8]}"
    rita = reprise.account(name)
    first, second = note(rita, "First"), note(rita, "Second")
    runs = [rita.begin(each) for each in (first, second)]
    for run in runs:
        rita.ended(run)
    sign_in(reprise, browser, name)
    focus(browser, "nav a[href='/runs']")
    keys(browser, Keys.ENTER)
    browser.is_on("/runs").sees("First", "Second")
    assert len(browser.all("table.runs tbody tr")) == 2
    focus(browser, "#trace_id")
    keys(browser, "Second")
    focus(browser, ".filters button")
    keys(browser, Keys.ENTER)
    assert browser.eventually(lambda: len(browser.all("table.runs tbody tr")) == 1)
    focus(browser, f"table a[href='/traces/{second}']")
    keys(browser, Keys.ENTER)
    browser.is_on(f"/traces/{second}").sees("Nothing has come due yet.")
    focus(browser, f"a[href='/traces/{second}/occurrences']")
    keys(browser, Keys.ENTER)
    browser.is_on(f"/traces/{second}/occurrences").sees("Started by hand.", "Succeeded")
    focus(browser, f"a[href='/runs/{runs[1]}']")
    keys(browser, Keys.ENTER)
    browser.is_on(f"/runs/{runs[1]}").sees("Attempt 1", "writes a note")
    assert browser.complaints() == []
