"""What README.md shows works when it is pasted."""

import json
import re
import subprocess

from conftest import ROOT, eventually


def test_the_curl_examples_work_when_pasted(reprise):
    readme = (ROOT / "README.md").read_text()
    sections = [
        re.search(rf"## {name}\n(.*?)\n## ", readme, re.S).group(1)
        for name in ("By curl", "Messages")]
    script = "".join(re.findall(r"```sh\n(.*?)```", "".join(sections), re.S))
    script = script.replace("http://localhost:8080", reprise.origin)
    script = script.replace("data/admin-token", str(reprise.data / "admin-token"))
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", re.sub(r"(?m)^curl ", "curl -f ", script)],
        capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert len(answers) == 15 and all(answer["success"] for answer in answers)
    deployed, started, occurrences, totals, paused, bound, connection, found, *others = answers
    (office, operations, runner, report, log), told = others[:5], others[5:]
    assert deployed["next_run_at"] and started["run_id"]
    assert [row["run_id"] for row in occurrences["occurrences"]] == [started["run_id"]]
    assert [(row["outcome"], row["count"]) for row in totals["totals"]] == [("succeeded", 1)]
    assert paused["message"] == "Deployment status updated to 'paused'"
    assert bound["binding"]["tool"] == "check_*"
    assert connection["connection"]["secrets"]["token"]["last4"] == "cdef"
    assert found["binding"]["connection"] == "crm" and not found["notices"]
    assert office["connection"]["kind"] == "openapi"
    assert operations["binding"]["connection"] == "office" and not operations["notices"]
    assert runner["secret"].startswith("whsec_")
    assert report["binding"]["connection"] == "runner" and not report["notices"]
    assert log["binding"]["remote"] == "note" and not log["notices"]
    assert [channel["kind"] for channel in told[0]["channels"]] == ["mail", "ntfy"]
    assert told[0]["events"]["runs_missed"] is False and told[1]["events"]["run_failed"] is False
    assert eventually(lambda: any(
        "Up you get." in mail.read_text() for mail in (reprise.data / "outbox").glob("*.eml")))


def test_every_setting_stands_in_the_readme():
    names = re.findall(
        r"(?:text|number|flag)\(\"(\w+)\"", (ROOT / "Sources/App/Settings.swift").read_text())
    readme = (ROOT / "README.md").read_text()
    assert len(names) > 10
    assert [name for name in names if f"`REPRISE_{name.upper()}`" not in readme] == []
