"""Makes the pictures of README.md, of the program with its demo traces."""

import os
import pathlib
import sys
import tempfile

from browser import Browser
from conftest import ROOT, Reprise, eventually


def main(target):
    with tempfile.TemporaryDirectory(prefix="reprise-pictures-") as folder:
        os.chmod(folder, 0o755)
        program = Reprise(folder, REPRISE_DEMO="1").start()
        try:
            mail, window = prepared(program), Browser(size=(1280, 900))
            window.open(program.link).press("Sign in").is_on("/traces")
            for name, path in (("list", "/traces"), ("panel", f"/traces/{mail}")):
                window.open(program.origin + path)
                window.driver.save_screenshot(str(target / f"{name}.png"))
            window.close()
        finally:
            program.stop()


def prepared(program):
    """Deploys the demo traces and runs one."""
    client = program.client()
    ids = {trace["name"]: trace["id"] for trace in client.get("/automation/traces").json()["traces"]}
    for name, kind, time, config in (
            ("Weekly status mail", "weekly", "09:00",
             {"days": ["monday", "wednesday", "friday"], "timezone": "America/New_York"}),
            ("Stock count to the list", "custom", "every 15 minutes", {"timezone": "UTC"}),
            ("Morning reminder", "monthly", "07:30",
             {"day_of_month": "last", "timezone": "Europe/Berlin"})):
        assert client.post("/automation/deploy", {
            "trace_id": ids[name], "schedule_type": kind, "schedule_time": time,
            "schedule_config": config}).ok
    client.patch(f"/automation/deployment-status/{ids['Morning reminder']}?status=paused")
    mail = ids["Weekly status mail"]
    run = client.post(f"/automation/traces/{mail}/runs").json()["run_id"]
    assert eventually(lambda: client.get(f"/automation/runs/{run}").json()["run"]["outcome"])
    return mail


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / ".readme")
