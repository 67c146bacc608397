"""A real Chromium, driven by selenium."""

import base64
import json
import os
import pathlib
import tempfile

import pytest
from conftest import ROOT
from selenium import webdriver
from selenium.common.exceptions import (
    NoSuchElementException, StaleElementReferenceException, TimeoutException, WebDriverException)
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

# axe-core as the PyPI package axe-playwright-python carries it; `make test` puts it there.
AXE = ROOT / ".build" / "python" / "axe_playwright_python" / "axe.min.js"


class Browser:
    """One window, and the few things that a person does in it."""

    def __init__(self, scripts=True, size=(1280, 1000), dark=False):
        self.scripts = scripts
        options = Options()
        for argument in (
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                f"--window-size={size[0]},{size[1]}", "--force-prefers-reduced-motion"):
            options.add_argument(argument)
        if dark:
            options.add_argument("--force-dark-mode")
        if not scripts:
            options.add_experimental_option(
                "prefs", {"profile.managed_default_content_settings.javascript": 2})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        # Chromium leaves its socket's folder behind.
        self.folder = tempfile.TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True)
        service = Service("/usr/bin/chromedriver", env={**os.environ, "TMPDIR": self.folder.name})
        self.driver = webdriver.Chrome(options=options, service=service)
        self.driver.set_page_load_timeout(30)

    def open(self, address):
        self.driver.get(address)
        return self

    @property
    def path(self):
        return "/" + self.driver.current_url.split("/", 3)[3].split("?")[0].split("#")[0]

    @property
    def text(self):
        return self.driver.find_element(By.TAG_NAME, "body").text

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def press(self, words, within="body"):
        """Presses the button or link that bears these words, in a part of the page."""
        def press():
            element = next((
                element for element in self.all(f"{within} :is(button, a, summary)")
                if element.text.strip() == words and element.is_displayed()), None)
            if element:
                element.click()
            return element

        # What is asked for anew meanwhile takes the place of what was found: `eventually` looks again.
        assert self.eventually(press), (
            f"no button or link says {words!r} on {self.path}:\n{self.text}")
        return self

    def fill(self, name, value):
        """Types into the field of that name, in place of what stands there."""
        field = self.find(f"[name='{name}']:not([type=hidden])")
        field.clear()
        field.send_keys(value)
        return self

    def choose(self, name, *values):
        """Ticks these values of a group, and no others of a group of checkboxes."""
        for box in self.all(f"[name='{name}']"):
            wanted = box.get_attribute("value") in values
            if box.is_selected() != wanted and (wanted or box.get_attribute("type") == "checkbox"):
                label = box.find_element(By.XPATH, "ancestor::label")
                label.click()
        return self

    def eventually(self, check, seconds=20):
        """What `check` answers, once that is true; a page may be replaced while it looks."""
        ignored = (StaleElementReferenceException, NoSuchElementException)

        def look(_):
            try:
                return check()
            except WebDriverException as fault:
                # Another word for a stale element.
                if "does not belong to the document" in str(fault):
                    return False
                raise

        try:
            return WebDriverWait(
                self.driver, seconds, 0.1, ignored_exceptions=ignored).until(look)
        except TimeoutException:
            return False

    def sees(self, *words):
        """Makes sure that all of this stands on the page, soon."""
        if self.eventually(lambda: all(word in self.text for word in words)):
            return self
        raise AssertionError(f"{words} is not all on {self.path}:\n{self.text}")

    def is_on(self, path):
        """Makes sure that the page of this path is shown, soon."""
        if self.eventually(lambda: self.path == path):
            return self
        raise AssertionError(f"on {self.path}, not {path}:\n{self.text}")

    def complaints(self):
        """What the browser's console holds against the pages since it was last asked."""
        return [
            json.dumps(entry) for entry in self.driver.get_log("browser")
            if entry["level"] in ("SEVERE", "WARNING")]

    def violations(self):
        """What axe-core finds wrong with the page."""
        return self.driver.execute_async_script(AXE.read_text() + """
            ;const done = arguments[0]
            axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => done(
              violations.map(({ id, nodes }) => id + ': ' + nodes[0].html.slice(0, 120))))""")

    def picture(self, name):
        """Keeps how all of the page looks, where REPRISE_SCREENSHOTS names a folder."""
        folder = os.environ.get("REPRISE_SCREENSHOTS")
        if folder:
            size = self.driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
            shot = self.driver.execute_cdp_cmd("Page.captureScreenshot", {
                "captureBeyondViewport": True, "clip": {**size, "scale": 1}})
            pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
            path = pathlib.Path(folder) / f"{name}.png"
            path.write_bytes(base64.b64decode(shot["data"]))
        return self

    def close(self):
        self.driver.quit()
        self.folder.cleanup()


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def browser(request):
    window = Browser(scripts=request.param)
    yield window
    window.close()
