"""Pages that are left open: they go on telling how things stand, in the reader's time and the schedule's."""

import contextlib
import re
import threading

import pytest
from browser import Browser
from loopback_server import Handler, Server
from test_history_pages import note
from test_pages import sign_in


@pytest.fixture
def window():
    window = Browser()
    yield window
    window.close()


@pytest.fixture
def reader(reprise, window):
    """Somebody new, signed in."""
    name = f"lena-{window.driver.session_id[:8]}"
    client = reprise.account(name)
    sign_in(reprise, window, name)
    return client


@contextlib.contextmanager
def slow_server():
    """Answers when it is told to; a POST is then taken, and never answered."""
    answer = threading.Event()

    class Answers(Handler):
        def do_GET(self):
            answer.wait(60)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_POST(self):
            answer.wait(60)
            self.close_connection = True

    server = Server(Answers)
    try:
        yield f"{server.origin}/", answer
    finally:
        answer.set()
        server.close()


@pytest.mark.parametrize("page", ["/traces", "/traces/{id}", "/runs"])
def test_what_runs_is_told_while_it_does_and_when_it_is_over(reprise, window, reader, page):
    with slow_server() as (url, answer):
        trace_id = reader.post("/automation/traces", {
            "provider_id": "desk", "thread_id": "slow", "trace_data": [
                {"event": "tool_call", "tool": "http_request",
                 "params": {"method": "GET", "url": url}}]}).json()["trace_id"]
        window.open(reprise.origin + page.format(id=trace_id))
        # Who stands somewhere on the page is not moved.
        window.driver.execute_script(
            "window.place = document.querySelector('main a'); window.place.focus()")
        run = reader.post(f"/automation/traces/{trace_id}/runs").json()["run_id"]
        window.sees("Running")
        answer.set()
        assert window.eventually(lambda: "Running" not in window.text and "Succeeded" in window.text)
    assert window.all(f"a[href='/runs/{run}']")
    # A page that said how to begin has other words now.
    assert window.driver.execute_script(
        "return document.activeElement === window.place || !window.place.isConnected")
    assert window.complaints() == []


def test_a_run_of_which_nobody_knows_the_outcome_asks_on_the_page_left_open(reprise, window, reader):
    with slow_server() as (url, answer):
        trace_id = reader.post("/automation/traces", {
            "provider_id": "desk", "thread_id": "slow", "trace_data": [
                {"event": "tool_call", "tool": "http_request",
                 "params": {"method": "POST", "url": url, "body": "Pay"}}]}).json()["trace_id"]
        run = reader.post(f"/automation/traces/{trace_id}/runs").json()["run_id"]
        window.open(f"{reprise.origin}/runs/{run}").sees("Running")
        assert "What became of it?" not in window.text
        answer.set()
        window.sees("Outcome unknown", "What became of it?")
    window.fill("note", "It is paid.").press("It succeeded").sees("Succeeded", "It is paid.")
    assert window.complaints() == []


def test_a_row_that_changes_keeps_the_focus_that_is_in_it(reprise, window, reader):
    first = note(reader, "First", schedule_type="daily", schedule_time="09:00")
    window.open(f"{reprise.origin}/traces")
    window.driver.execute_script(
        "document.querySelector(`a[href='/traces/${arguments[0]}']`).focus()", first)
    note(reader, "Second")
    assert reader.patch(f"/automation/deployment-status/{first}?status=paused").ok
    window.sees("Second", "Paused")
    assert window.driver.execute_script(
        "return document.activeElement.getAttribute('href')") == f"/traces/{first}"


@pytest.mark.parametrize("page", ["/traces", "/traces/{id}"])
def test_a_page_that_comes_back_by_back_tells_at_once_how_things_stand(reprise, window, reader, page):
    trace_id = note(reader, "Reminder", schedule_type="daily", schedule_time="09:00")
    window.open(reprise.origin + page.format(id=trace_id)).sees("Deployed")
    window.driver.execute_script("""
        window.left = true
        // What it would ask for later is not waited for.
        for (let timer = setTimeout(() => {}); timer; timer--) clearTimeout(timer)""")
    window.press("Runs").is_on("/runs")
    assert reader.patch(f"/automation/deployment-status/{trace_id}?status=paused").ok
    window.driver.back()
    window.is_on(page.format(id=trace_id)).sees("Paused")
    assert window.driver.execute_script("return window.left"), "the page was kept as it was left"
    assert window.complaints() == []


def test_the_pause_of_everything_is_told_on_a_panel_left_open(reprise, window, reader):
    trace_id = note(reader, "Reminder", schedule_type="daily", schedule_time="09:00")
    window.open(f"{reprise.origin}/traces/{trace_id}").sees("Next run")
    assert reader.post("/automation/pause", {"reason": "Stocktaking"}).ok
    window.sees("Everything paused", "All your automations are paused: Stocktaking")
    assert "Next run after the pause\n" in window.text and "Deployed" in window.text
    assert reader.delete("/automation/pause").ok
    assert window.eventually(lambda: "Next run in" in window.text and "Stocktaking" not in window.text)


def test_a_panel_left_open_says_that_its_trace_is_deleted(reprise, window, reader):
    trace_id = note(reader, "Reminder")
    window.open(f"{reprise.origin}/traces/{trace_id}").sees("Reminder")
    assert reader.delete(f"/automation/traces/{trace_id}").ok
    window.sees("Trace not found", "what it named was deleted")
    assert not window.all("main form")


def test_a_page_left_open_says_that_its_reader_is_signed_out(reprise, window, reader):
    note(reader, "Reminder")
    window.open(f"{reprise.origin}/traces").sees("Reminder")
    window.driver.delete_all_cookies()
    window.sees("You are signed out", "Reminder")
    window.press("Sign in again").is_on("/sign-in")


def test_a_page_left_open_says_that_it_hears_nothing_any_more(program, window):
    program.start()
    window.open(program.link).press("Sign in").is_on("/traces").sees("No trace yet")
    program.stop()
    window.sees("This page cannot be brought up to date. It shows how things stood on")
    program.start()
    assert window.eventually(lambda: "brought up to date" not in window.text, 40)


def test_a_next_run_that_has_passed_is_due(reprise, window, reader):
    note(reader, "Reminder", schedule_type="daily", schedule_time="09:00")
    window.open(f"{reprise.origin}/traces").sees("Reminder")
    assert window.driver.execute_script("""
        const time = document.querySelector('time[data-next]')
        time.dateTime = new Date(Date.now() - 120000).toISOString()
        count()
        return time.textContent""") == "due now"


def test_a_schedule_is_told_by_its_own_days_and_clocks_then_by_the_readers(reprise, window, reader):
    trace_id = note(
        reader, "Status", schedule_type="weekly", schedule_time="20:00", schedule_config={
            "days": ["monday", "wednesday", "friday"], "timezone": "America/New_York"})
    window.driver.execute_cdp_cmd(
        "Emulation.setTimezoneOverride", {"timezoneId": "Asia/Kolkata"})
    window.open(f"{reprise.origin}/traces/{trace_id}").sees("Every Monday, Wednesday and Friday")
    assert window.eventually(lambda: window.all(".next small"))
    for run in window.all(".next time"):
        here = run.find_element("css selector", "small").text
        assert re.match(r"(Mon|Wed|Fri) \d+ \w+ \d{4}, 20:00 E[SD]T", run.text), run.text
        assert re.match(r"(Tue|Thu|Sat) \d+ \w+, 0[56]:30 your time$", here), here
    # Clocks change on the night of a Sunday, which is another day elsewhere perhaps.
    change = next(p for p in window.all("p") if "Clocks go" in p.text).text
    assert re.search(r"on Sun \d+ \w+ \d{4}, 0[13]:00 E[SD]T Sun \d+ \w+, 1[12]:30 your time", change), change
    window.open(f"{reprise.origin}/traces")
    title = window.find("time[data-next]").get_attribute("title")
    assert re.match(r"(Mon|Wed|Fri) .*20:00 E[SD]T; (Tue|Thu|Sat) .*0[56]:30 .*your time", title)


def test_a_change_of_clocks_is_told_by_the_schedules_day_first(reprise, window, reader):
    trace_id = note(
        reader, "Night", schedule_type="daily", schedule_time="02:30",
        schedule_config={"timezone": "Europe/Berlin"})
    window.driver.execute_cdp_cmd(
        "Emulation.setTimezoneOverride", {"timezoneId": "America/Los_Angeles"})
    window.open(f"{reprise.origin}/traces/{trace_id}").sees("Clocks go")
    assert window.eventually(lambda: "your time" in window.text)
    change = next(p for p in window.all("p") if "Clocks go" in p.text).text
    assert re.search(
        r"Clocks go (forward|back) to UTC\+0[12]:00 on Sun \d+ \w+ \d{4}, 0[23]:00 CES?T "
        r"Sat \d+ \w+, 1[678]:00 your time", change), change
