"""What the schedule form tells while it is typed, in a real browser."""

from browser import browser  # noqa: F401, a fixture
from test_forms import account, filled
from test_history_pages import note


def test_a_preview_is_never_of_what_was_typed_before(reprise, browser):
    if not browser.scripts:
        return
    _, xena = account(reprise, browser, "xena")
    trace_id = note(xena, "Reminder")
    filled(reprise, browser, trace_id)
    browser.sees("Every 2 hours")
    type_text = """
        const field = document.querySelector('[name=customInterval]')
        field.value = arguments[0]
        field.dispatchEvent(new InputEvent('input', { bubbles: true }))
        return document.getElementById('preview').ariaBusy"""
    assert browser.driver.execute_script(type_text, "every 3 hours") == "true"
    browser.sees("Every 3 hours")
    assert browser.eventually(lambda: browser.find("#preview").get_attribute("aria-busy") is None)

    browser.driver.execute_cdp_cmd("Network.enable", {})
    browser.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["*preview=live*"]})
    browser.driver.execute_script(type_text, "every 4 hours")
    browser.sees("This cannot be told now")
    assert "Every 3 hours" not in browser.text
    browser.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": []})
    browser.driver.execute_script(type_text, "every 5 huors")
    browser.sees("did you mean")
    browser.driver.execute_script(type_text, "every 5 hours")
    browser.sees("Every 5 hours")


def test_a_preview_that_cannot_be_had_says_why(reprise, browser):
    if not browser.scripts:
        return
    _, yuna = account(reprise, browser, "yuna")
    trace_id = note(yuna, "Reminder")
    filled(reprise, browser, trace_id)
    browser.sees("Every 2 hours")
    put = """
        const field = document.querySelector(`[name=${arguments[0]}]`)
        field.value = arguments[1]
        field.dispatchEvent(new InputEvent('input', { bubbles: true }))"""
    answer_with = """
        window.real ??= window.fetch
        window.fetch = (path) => {
          if (arguments[0] === 200) return real(path)
          const answer = new Response('', { status: arguments[0] })
          Object.defineProperty(answer, 'url', { value: new URL(path, location).href })
          return Promise.resolve(answer)
        }"""
    for status, words in [
            (429, "too much is asked at once"), (503, "the server is in trouble"),
            (404, "There is no such automation any more"), (414, "too long to be looked at")]:
        browser.driver.execute_script(answer_with, status)
        browser.driver.execute_script(put, "customInterval", f"every {status % 50 + 2} minutes")
        browser.sees(words, "What you typed stays.")
    # What may be over soon is asked for again.
    browser.driver.execute_script(answer_with, 503)
    browser.driver.execute_script(put, "customInterval", "every 7 hours")
    browser.sees("the server is in trouble")
    browser.driver.execute_script(answer_with, 200)
    browser.sees("Every 7 hours")

    dates = ", ".join(f"{2027 + year}-01-{day:02}" for year in range(30) for day in range(1, 29))
    browser.driver.execute_script(put, "exclude_dates", dates)
    browser.sees("This form is too long to be looked at while it is typed. Deploy takes all of it")
    browser.press("Deploy").is_on(f"/traces/{trace_id}").sees("The automation is deployed.")
    trace = yuna.get(f"/automation/traces/{trace_id}").json()["trace"]
    assert len(trace["schedule_config"]["exclude_dates"]) == 840

    browser.open(f"{reprise.origin}/traces/{trace_id}/schedule").sees("too long to be looked at")
    browser.driver.execute_script(put, "exclude_dates", "")
    browser.sees("Every 7 hours")
    browser.driver.delete_all_cookies()
    browser.driver.execute_script(put, "customInterval", "every 8 hours")
    browser.sees("your session is over")


def test_a_preview_left_open_tells_the_runs_that_come(reprise, browser):
    if not browser.scripts:
        return
    _, zoe = account(reprise, browser, "zoe")
    trace_id = note(zoe, "Reminder")
    filled(reprise, browser, trace_id)
    browser.sees("Every 2 hours")
    # As after some hours.
    past = "2026-01-01T00:00Z"
    browser.driver.execute_script("""
        const text = document.querySelector('#preview [data-distance]')
        text.dataset.distance = arguments[0]
        count()""", past)
    assert browser.eventually(
        lambda: browser.find("#preview [data-distance]").get_attribute("data-distance") != past)
    assert " ago" not in browser.find("#preview").text
