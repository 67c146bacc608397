"""Starting, stopping and going on: what an operator sees of the program."""

import contextlib
import fcntl
import hashlib
import json
import os
import pathlib
import pwd
import re
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import threading
import time

import pytest
import requests

import torture_program
from conftest import ROOT, Reprise, eventually, older_database, processes_on, refusal
from loopback_server import Handler, Server


def test_the_greeting_is_one_line_with_link_and_token_and_both_work(program):
    program.start()
    assert re.fullmatch(
        r"Reprise is running\. Sign in once, within an hour: http://localhost:\d+/sign-in\?\S+ – "
        r"the administrator's API token lies in \S+/admin-token", program.greeting)
    assert stat.S_IMODE((program.data / "admin-token").stat().st_mode) == 0o600
    assert program.client().get("/automation/traces").json()["count"] == 0
    for _ in range(2):  # As a scanner of mail may, before the person does.
        assert "Sign in as <bdi>admin</bdi>" in requests.get(program.link, timeout=30).text
    first = program.sign_in(program.link)
    assert (first.status_code, first.headers["Location"]) == (303, "/traces")
    assert "HttpOnly" in first.headers["Set-Cookie"]
    second = program.sign_in(program.link)
    assert second.status_code == 403 and "used already" in second.text


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_stops_all_of_it_and_nothing_stays_behind(program, number):
    program.start()
    group = processes_on(program)
    assert len(group) >= 3
    program.process.send_signal(number)
    assert program.process.wait(timeout=40) == 0
    assert not [process for process in group if pathlib.Path(f"/proc/{process}").exists()]
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", program.port)) != 0
    assert not list(program.data.rglob("*.sock"))
    assert program.process.stderr.read() == ""


def test_an_idle_stop_is_quick(program):
    program.start()
    began = time.monotonic()
    assert program.stop() == 0
    # No patience runs out: the shortest is 28 s.
    assert time.monotonic() - began < 20


def test_what_is_under_way_when_all_is_told_to_stop_is_answered(program):
    program.settings["REPRISE_THREADS"] = "2"  # So that some wait between nginx and the server.
    program.start()
    answers = []

    def sign_in():
        answers.append(program.client(token=None).post(
            "/sign-in", data={"name": "admin", "password": "not the password"},
            headers={"Sec-Fetch-Site": "same-origin"}).status_code)

    clients = [threading.Thread(target=sign_in) for _ in range(14)]
    for client in clients:
        client.start()
    time.sleep(0.2)
    assert program.stop() == 0
    for client in clients:
        client.join()
    assert len(answers) == 14 and max(answers) < 500


def test_pages_are_answered_while_a_run_drains(program):
    asked, release = threading.Event(), threading.Event()

    class Slow(Handler):
        def do_GET(self):
            asked.set()
            release.wait(20)
            self.send_response(204)
            self.end_headers()

    with contextlib.closing(Server(Slow)) as slow:
        admin = program.start().client()
        trace_id = admin.post("/automation/traces", {
            "provider_id": "p", "thread_id": "t", "trace_data": [
                {"event": "tool_call", "tool": "http_request", "params": {
                    "method": "GET", "url": f"{slow.origin}/"}}],
        }).json()["trace_id"]
        assert admin.post("/automation/deploy", {
            "trace_id": trace_id, "schedule_type": "daily", "schedule_time": "09:00"}).ok
        assert admin.post(f"/automation/traces/{trace_id}/runs").ok
        assert asked.wait(20)
        program.process.send_signal(signal.SIGTERM)
        for _ in range(4):
            time.sleep(0.5)
            program.process.send_signal(signal.SIGTERM)  # A second one changes nothing.
            assert admin.get("/automation/traces").ok
        release.set()
        assert program.process.wait(timeout=20) == 0
    with sqlite3.connect(program.data / "reprise.db") as kept:
        ended = kept.execute("SELECT outcome FROM occurrences WHERE outcome IS NOT NULL")
        assert ended.fetchall() == [("succeeded",)]
    kept.close()


def test_a_terminal_that_is_gone_does_not_matter_under_nohup(program):
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    program.start()
    signal.signal(signal.SIGHUP, before)
    program.process.send_signal(signal.SIGHUP)
    time.sleep(1)
    assert program.process.poll() is None and program.client().get("/automation/traces").ok


def test_nothing_stays_behind_even_where_the_first_process_is_killed(program):
    program.start()
    group = processes_on(program)
    os.kill(program.process.pid, signal.SIGKILL)
    program.process.wait(timeout=10)
    assert eventually(
        lambda: not [each for each in group if pathlib.Path(f"/proc/{each}").exists()])
    assert program.start().client().get("/automation/traces").ok


def test_nginx_is_started_again_when_its_master_is_killed(program):
    program.start()
    master = program.nginx_process()
    os.kill(master, signal.SIGKILL)
    assert eventually(
        lambda: torture_program.is_healthy(program) and nginx_process(program) != master)
    group = processes_on(program)
    assert program.stop() == 0
    assert not [process for process in group if pathlib.Path(f"/proc/{process}").exists()]
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", program.port)) != 0


def nginx_process(program):
    """The id of nginx's master; `None` between two of them."""
    with contextlib.suppress(AssertionError, OSError):
        return program.nginx_process()


def test_commands_make_no_data_folder(program, tmp_path):
    for command in (["token", "admin"], ["user", "link", "admin"], ["user", "add", "alice"],
                    ["backup", str(tmp_path / "copy.db")]):
        done = program.command(*command)
        assert done.returncode == 1 and len(done.stderr.splitlines()) == 1, done
        assert not program.data.exists(), command


@pytest.mark.parametrize("lives", [True, False])
def test_commands_tell_the_token_to_nobody_but_their_server(program, lives):
    program.start()
    program.stop()
    heard = []
    server = subprocess.Popen(
        [str(program.binary), "serve"], env=program.environment(), stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) if lives else None
    # A command that comes before the server has the folder works on the folder itself.
    assert not lives or eventually(
        lambda: f"process {server.pid}," in (program.data / "lock").read_text())

    class Stranger(Handler):
        def do_GET(self):
            heard.append(self.headers.get("Authorization"))
            self.send_text(200, "{}")

        do_POST = do_GET

    with contextlib.closing(Server(Stranger, program.port)):
        try:
            done = eventually(lambda: link_of(program))
        finally:
            if server:
                server.terminate()
                assert server.wait(timeout=40) == 0
    assert done and "/sign-in?" in done
    assert heard == []


def link_of(program):
    """While a server starts, it has the folder and cannot be asked yet."""
    done = program.command("user", "link", "admin")
    return done.stdout if done.returncode == 0 else None


@pytest.mark.parametrize("crons, named", [
    (["--cron", "once 2020-01-01 09:00"], "still to come"), (["--cron", "nonsense"], "--cron: "),
])
def test_a_seed_that_cannot_be_is_one_clear_line(program, crons, named):
    done = program.command("seed", "--traces", "2", "--deployed", "1", *crons)
    assert done.returncode == 1 and len(done.stderr.splitlines()) == 1, done
    assert named in done.stderr and "ScheduleFault" not in done.stderr


def test_a_server_alone_makes_the_socket_for_an_nginx_of_its_own(program):
    alone = subprocess.Popen(
        [str(program.binary), "serve"], env=program.environment(), stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        name = hashlib.sha256(str(program.data).encode()).hexdigest()[:16]
        root = os.getuid() == 0
        run = pathlib.Path(f"/run/reprise-{name}") if root else program.data / "run"
        assert eventually(lambda: (run / "reprise.sock").is_socket() or alone.poll() is not None)
        assert alone.poll() is None, alone.stderr.read()
        if root:
            # It is given away just after it was made.
            assert eventually(
                lambda: run.stat().st_gid == (run / "reprise.sock").stat().st_gid != 0)
    finally:
        alone.terminate()
        assert alone.wait(timeout=40) == 0
    assert not (run / "reprise.sock").exists()


def test_a_second_start_goes_on_where_the_first_stopped(program, mail_trace):
    program.settings["REPRISE_DEMO"] = "1"
    program.start()
    token = program.token
    admin = program.client()
    assert admin.get("/automation/traces").json()["count"] == 4
    trace_id = admin.post("/automation/traces", mail_trace).json()["trace_id"]
    schedule = {"trace_id": trace_id, "schedule_type": "daily", "schedule_time": "09:00"}
    next_run = admin.post("/automation/deploy", schedule).json()["next_run_at"]
    demo = admin.get("/automation/traces/thread/demo-weekly-mail").json()["trace"]["id"]
    assert admin.delete(f"/automation/traces/{demo}").ok
    assert program.stop() == 0

    program.start()
    assert program.token == token
    trace = program.client().get(f"/automation/traces/{trace_id}").json()["trace"]
    assert (trace["deployment_status"], trace["next_run_at"]) == ("deployed", next_run)
    assert program.client().get(f"/automation/traces/{demo}").status_code == 404


def test_deleting_the_token_file_revokes_it_and_the_next_start_makes_another(program):
    program.start()
    old = program.token
    program.stop()
    (program.data / "admin-token").unlink()
    program.start()
    assert program.token != old
    assert program.client(old).get("/automation/traces").status_code == 401
    assert program.client().get("/automation/traces").ok


def test_a_taken_port_is_one_clear_line(program):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        program.port = other.getsockname()[1]
        lines, status = refusal(program)
    assert status == 1 and len(lines) == 1
    assert str(program.port) in lines[0] and "REPRISE_PORT" in lines[0]


def test_a_data_folder_in_use_is_one_clear_line(program, folder):
    program.start()
    other = Reprise(folder)
    lines, status = refusal(other)
    assert status == 1 and len(lines) == 1
    assert f"in use by process {program.server_process()}" in lines[0]
    done = other.command("seed")
    assert done.returncode == 1 and "in use by process" in done.stderr


def test_of_two_starts_at_once_one_serves_and_the_other_says_why_not(folder):
    starts = [Reprise(folder), Reprise(folder)]
    for start in starts:
        start.process = subprocess.Popen(
            [str(start.binary), "up"], env=start.environment(), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert eventually(lambda: any(start.process.poll() is not None for start in starts))
        loser = next(start for start in starts if start.process.poll() is not None)
        winner = starts[1 - starts.index(loser)]
        assert loser.process.returncode == 1
        lines = loser.process.stderr.read().strip().splitlines()
        assert len(lines) == 1 and str(loser.data) in lines[0]
        assert winner.process.stdout.readline().startswith("Reprise is running.")
        assert winner.client(token=None).get("/health").status_code == 200
        assert winner.client(token=None).get("/style.css").ok
    finally:
        for start in starts:
            start.stop()


def test_a_restart_that_meets_passing_trouble_is_tried_again(program):
    program.start()
    dead = program.server_process()
    with open(program.data / "lock", "r+") as lock:
        # It stands in line before whoever starts next.
        taker = threading.Thread(target=fcntl.flock, args=(lock, fcntl.LOCK_EX), daemon=True)
        taker.start()
        time.sleep(0.5)
        os.kill(dead, signal.SIGKILL)
        taker.join(timeout=20)
        assert not taker.is_alive()
        time.sleep(1)
    assert eventually(lambda: program.client().get("/health").ok, seconds=20)
    assert program.process.poll() is None and program.server_process() != dead


def test_a_data_folder_may_have_spaces_in_its_path_but_nothing_that_nginx_cannot_write(folder):
    program = Reprise(folder)
    program.data = folder / "my data; here"
    try:
        program.start()
        assert program.client().get("/automation/traces").ok
        assert program.client(token=None).get("/style.css").ok
    finally:
        assert program.stop() == 0
    program.data = folder / "my $data"
    lines, status = refusal(program)
    assert status == 1 and len(lines) == 1 and "my $data" in lines[0]


def test_a_missing_nginx_is_one_clear_line(program):
    program.settings["REPRISE_NGINX"] = "/nowhere/nginx"
    lines, status = refusal(program)
    assert status == 1 and len(lines) == 1 and "/nowhere/nginx" in lines[0]


def test_a_folder_that_cannot_be_written_is_one_clear_line(program):
    program.data = pathlib.Path("/proc/reprise-data")
    lines, status = refusal(program)
    assert status == 1 and len(lines) == 1 and "/proc/reprise-data" in lines[0]


@pytest.mark.parametrize("name, value", [
    ("REPRISE_PORT", "eighty"), ("REPRISE_THREADS", "0"), ("REPRISE_ORIGIN", "reprise.example"),
    ("REPRISE_LISTEN", "everywhere"), ("REPRISE_ALLOW_NETWORKS", "10.0.0.0/99"),
    ("REPRISE_LOG_LEVEL", "loud"), ("REPRISE_DEMO", "maybe"), ("REPRISE_SENDMAIL", "/nowhere"),
])
def test_a_setting_that_cannot_be_is_named_with_what_would_be_right(program, name, value):
    program.settings[name] = value
    lines, status = refusal(program)
    assert status == 1 and len(lines) == 1 and name in lines[0] and value in lines[0]


def test_an_origin_that_the_network_can_read_is_warned_of(program):
    program.settings["REPRISE_ORIGIN"] = "http://reprise.example:8080"
    program.start()
    program.stop()
    assert "http://reprise.example:8080 is no https" in program.process.stderr.read()


def test_a_server_that_dies_is_back_and_keeps_what_it_acknowledged(program, mail_trace):
    program.start()
    ids = [program.client().post("/automation/traces", mail_trace).json()["trace_id"]
           for _ in range(5)]
    dead = program.server_process()
    os.kill(dead, signal.SIGKILL)
    # A dying thread may still take a request in.
    assert eventually(lambda: not pathlib.Path(f"/proc/{dead}").exists())
    # The socket is held by the parent, so that a request waits instead of failing.
    for trace_id in ids:
        assert program.client().get(f"/automation/traces/{trace_id}").ok
    assert program.server_process() != dead


def test_an_older_database_is_taken_over_with_its_rows(program):
    program.data.mkdir(mode=0o750)
    data = '[{"event":"tool_call","tool":"note","params":{"z":1.10,"a":1}}]'
    older_database(program.data / "reprise.db", [(
        "7d1f5ad0-51c9-4dd6-9f0c-7a3a2a6b2f11", "admin", "google-107", "chat_1", None, data,
        "2026-10-30T15:00:00Z", "2026-10-30 15:00:05")])
    program.start()
    answer = program.client().get("/automation/traces/7d1f5ad0-51c9-4dd6-9f0c-7a3a2a6b2f11")
    trace = answer.json()["trace"]
    assert data in answer.text
    assert (trace["deployment_status"], trace["schedule_type"], trace["deployed_at"]) == (
        "draft", None, None)
    assert trace["created_at"].startswith("2026-10-30T15:00:00")
    columns = [row[1] for row in sqlite3.connect(
        f"file:{program.data}/reprise.db?mode=ro", uri=True).execute(
            "PRAGMA table_info(automation_traces)")]
    assert set(columns) >= {
        "id", "user_id", "provider_id", "thread_id", "name", "trace_data", "deployment_status",
        "schedule_type", "schedule_time", "schedule_config", "deployed_at", "created_at",
        "updated_at"}
    assert program.client().post("/automation/deploy", {
        "trace_id": trace["id"], "schedule_type": "daily", "schedule_time": "09:00"}).ok


def test_nobody_else_on_the_machine_may_read_what_is_kept(program):
    program.start()
    for path in program.data.iterdir():
        assert path.stat().st_mode & 0o007 == 0, path
    assert (program.data / "logs" / "automation.log").read_text()


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become somebody else")
def test_it_runs_as_an_ordinary_user_too(folder, mail_trace):
    account = pwd.getpwnam("nobody")
    home = folder / "house"
    home.mkdir()
    for name in ("Templates", "Public", "nginx"):
        shutil.copytree(ROOT / name, home / name)
    binary = shutil.copy(ROOT / ".build" / "release" / "reprise", home / "reprise")
    subprocess.run(["chown", "-R", "nobody", folder], check=True)
    program = Reprise(folder, REPRISE_HOME=str(home), binary=binary, user=account.pw_uid)
    try:
        program.start()
        assert program.client().post("/automation/traces", mail_trace).status_code == 201
        assert program.client(token=None).get("/style.css").ok
        assert pathlib.Path(f"/proc/{program.server_process()}").stat().st_uid == account.pw_uid
    finally:
        assert program.stop() == 0


def test_a_changed_template_shows_without_a_restart_and_a_wrong_one_stops_the_start(folder):
    home = folder / "house"
    for name in ("Templates", "Public", "nginx"):
        shutil.copytree(ROOT / name, home / name)
    program = Reprise(folder, REPRISE_HOME=str(home), REPRISE_RELOAD_TEMPLATES="1")
    page = home / "Templates" / "sign-in.mustache"
    try:
        program.start()
        page.write_text(page.read_text().replace("<h1>Sign in</h1>", "<h1>Come in</h1>"))
        assert "<h1>Come in</h1>" in program.client(token=None).get("/sign-in").text
    finally:
        program.stop()
    page.write_text(page.read_text().replace("{{next}}", "{{nextt}}"))
    lines, status = refusal(program)
    assert status == 1 and "sign-in.mustache" in lines[0] and "nextt" in lines[0]
    assert re.search(r"sign-in\.mustache:\d+", lines[0])


def test_accounts_and_tokens_from_the_command_line(program):
    program.start()
    made = program.command("user", "add", "alice")
    assert made.returncode == 0, made.stderr
    alice = program.client(made.stdout.strip())
    assert alice.get("/automation/traces").json()["count"] == 0
    reader = program.client(program.command("token", "alice", "--access", "read").stdout.strip())
    assert reader.get("/automation/traces").ok
    assert reader.post("/automation/traces", {}).status_code == 403
    link = program.command("user", "link", "alice").stdout.strip()
    assert program.sign_in(link).headers["Location"] == "/traces"
    nobody = program.command("user", "link", "nobody")
    assert nobody.returncode == 1 and "Account not found" in nobody.stderr


def test_a_password_from_the_command_line(program):
    program.start()
    for password in ("correct horse battery", "staple of the battery"):
        short = program.command("user", "password", "admin", input="short\n")
        assert short.returncode == 1 and "at least 8 characters" in short.stderr
        assert len(short.stderr.splitlines()) == 1 and "{" not in short.stderr
        assert program.command("user", "password", "admin").returncode == 1
        done = program.command("user", "password", "admin", input=password + "\n")
        assert (done.returncode, done.stdout) == (0, ""), done.stderr
        program.stop()  # The second time, no server runs.
    program.start()
    for password, status in (("correct horse battery", 422), ("staple of the battery", 303)):
        answer = program.client(token=None).post(
            "/sign-in", data={"name": "admin", "password": password},
            headers={"Sec-Fetch-Site": "same-origin"})
        assert answer.status_code == status
    assert "battery" not in "".join(log.read_text() for log in program.data.glob("logs/*"))


def test_the_next_start_replaces_a_revoked_token(program):
    program.start()
    old = program.token
    listed = requests.Session()
    program.sign_in(program.link, listed)
    page = listed.get(f"{program.origin}/account").text
    path = re.search(r"/account/tokens/[^/]+/revoke", page).group()
    csrf = re.search(r'name="csrf" value="([^"]+)"', page).group(1)
    assert listed.post(
        program.origin + path, data={"csrf": csrf}, headers={"Sec-Fetch-Site": "same-origin"}).ok
    assert program.client(old).get("/automation/traces").status_code == 401
    program.stop()
    program.start()
    assert program.token != old and program.client().get("/automation/traces").ok


def test_a_preview_reads_a_case_a_line(program):
    case = {"schedule_type": "daily", "schedule_time": "02:30",
            "schedule_config": {"timezone": "America/New_York"}, "after": "2026-03-07T12:00:00Z",
            "count": 1}
    wrong = {"schedule_time": "25:00", "schedule_config": {"timezone": "PST"}}
    done = subprocess.run(
        [str(program.binary), "preview", "--jsonl"],
        input="\n".join([json.dumps(case), "{}", json.dumps({**case, **wrong})]),
        capture_output=True, text=True, timeout=60, check=True)
    first, second, third = map(json.loads, done.stdout.splitlines())
    assert first["next"] == ["2026-03-08T07:00:00Z"]
    assert second["error"]["path"] == ["after"]
    assert [fault["path"][-1] for fault in third["errors"]] == ["timezone", "schedule_time"]
    assert third["error"] in third["errors"]
    # A line of many readings of the pipe, between others, and a last one without an end.
    long = json.dumps({**case, "schedule_time": "x" * 300_000})
    lines = subprocess.run(
        [str(program.binary), "preview", "--jsonl"], input="\n".join([long, "", long, "{}"]),
        capture_output=True, text=True, timeout=60, check=True).stdout.splitlines()
    assert len(lines) == 4 and lines[0] == lines[2] and "1000" in lines[0]


def test_the_installations_own_zone_holds_where_none_is_named(program):
    daily = {"schedule_type": "daily", "schedule_time": "09:00"}
    program.settings["REPRISE_TIMEZONE"] = "Europe/Berlin"
    told = program.command("preview", "every day at 9am")
    assert "Every day at 09:00, Berlin time" in told.stdout
    assert "note: No time zone was given: Europe/Berlin is used." in told.stdout
    case = json.dumps({**daily, "after": "2026-11-24T12:00:00Z", "count": 1})
    cases = program.command("preview", "--jsonl", input=case)
    assert json.loads(cases.stdout)["next"] == ["2026-11-25T08:00:00Z"]
    program.start()
    trace_id = program.client().post("/automation/traces", {
        "provider_id": "desk", "thread_id": "zones",
        "trace_data": [{"event": "tool_call", "tool": "note", "params": {"text": "x"}}],
    }).json()["trace_id"]
    deployed = program.client().post("/automation/deploy", {"trace_id": trace_id, **daily}).json()
    assert deployed["notices"][0] == "No time zone was given: Europe/Berlin is used."
    program.stop()

    program.settings["REPRISE_TIMEZONE"] = "Asia/Tokyo"
    program.start()
    trace = program.client().get(f"/automation/traces/{trace_id}").json()["trace"]
    assert trace["next_run_at"] == deployed["next_run_at"]
    assert trace["schedule_config"] is None
    preview = program.client().post("/automation/schedule/preview", daily).json()
    assert preview["timezone"] == "Asia/Tokyo"
    for status in ["paused", "deployed"]:
        assert program.client().patch(
            f"/automation/deployment-status/{trace_id}?status={status}").ok
    trace = program.client().get(f"/automation/traces/{trace_id}").json()["trace"]
    assert trace["next_run_at"] == deployed["next_run_at"]
    program.stop()

    program.settings["REPRISE_TIMEZONE"] = "new york"
    lines, status = refusal(program)
    assert status == 1 and len(lines) == 1
    assert "REPRISE_TIMEZONE" in lines[0] and 'did you mean "America/New_York"?' in lines[0]
    told = program.command("preview", "every day at 9am")
    assert told.returncode == 1 and "REPRISE_TIMEZONE" in told.stderr


def test_a_preview_offers_what_could_be_meant(program):
    told = program.command("preview", "every weekday at 9")
    assert told.returncode == 1 and told.stderr.splitlines() == [
        "reprise: 9:00 or 21:00? write 9am or 9pm (at character 18)", "  every weekday at 9",
        "  " + " " * 17 + "^", "  could be: every weekday at 9am",
        "  could be: every weekday at 9pm"]
    zone = program.command("preview", "every hour", "--tz", "new york")
    assert zone.returncode == 1 and zone.stderr == (
        "reprise: --tz: “new york” is no time zone of the tz database; "
        'did you mean "America/New_York"?\n')
    turned = program.command("preview", "every hour", "--tz", "\u202enew york\x07")
    assert turned.returncode == 1 and "“\ufffdnew york\u2407”" in turned.stderr
    unknown = program.command("preview", "every hour", "e\x1b[31mx", "--b\u202ead")
    assert unknown.returncode == 64 and not {"\x1b", "\u202e"} & set(unknown.stderr)
    noticed = program.command("preview", "every hour", "--config", '{"\\u001b[31m\\u202ex": 1}')
    assert noticed.returncode == 0 and "\u241b[31m\ufffdx" in noticed.stdout
    case = {"schedule_type": "custom", "schedule_time": "mon-fri 9", "after": "2026-11-24T12:00:00Z"}
    cases = program.command("preview", "--jsonl", input="\n".join(
        [json.dumps(case), json.dumps({**case, "schedule_time": "x" * 1001})]))
    first, second = map(json.loads, cases.stdout.splitlines())
    assert first["error"]["offers"] == ["mon-fri 9am", "mon-fri 9pm"]
    assert second["error"]["path"] == ["schedule_time"] and "1000" in second["error"]["message"]


def test_a_case_is_refused_as_the_api_refuses_it(program):
    program.start()
    right = {"schedule_type": "daily", "schedule_time": "02:30", "after": "2026-03-07T12:00:00Z"}
    changes = [
        {"schedule_type": None}, {"schedule_type": ""}, {"schedule_type": 5},
        {"schedule_type": "hourly"}, {"schedule_time": 5}, {"schedule_time": None},
        {"schedule_config": []}, {"schedule_config": {"timezone": "PST"}}, {"count": 101},
        {"count": "5"}, {"after": "now"}, {"schedule_time": "every 2 huors"},
        {"schedule_type": "custom", "schedule_time": "every 2 huors"},
        {"schedule_type": "custom", "schedule_time": "0 9 * * * *"},
    ]
    cases = [{**right, **change} for change in changes]
    done = subprocess.run(
        [str(program.binary), "preview", "--jsonl"], input="\n".join(map(json.dumps, cases)),
        capture_output=True, text=True, timeout=60, check=True)
    for case, line in zip(cases, done.stdout.splitlines(), strict=True):
        answer = program.client().post("/automation/schedule/preview", case)
        assert answer.status_code == 422, case
        assert [(fault["path"], fault["message"]) for fault in json.loads(line)["errors"]] == [
            (fault["loc"][1:], fault["msg"]) for fault in answer.json()["detail"]], case


@pytest.mark.parametrize("options", [["--tz", "PST"], ["--count", "3"], ["every day"]])
def test_cases_and_a_schedule_of_ones_own_do_not_mix(program, options):
    done = program.command("preview", "--jsonl", *options)
    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr == "reprise: --jsonl reads its cases on standard input alone\n"


def test_errors_of_nginx_itself_come_in_both_dresses(program):
    program.start()
    large = {"data": b"x" * 10_000_000, "headers": {"Content-Type": "application/json"}}
    answer = program.client().post("/automation/traces", **large)
    assert (answer.status_code, list(answer.json())) == (413, ["detail"])
    page = program.client().post("/traces", **large)
    assert page.status_code == 413 and "<h1>Too large</h1>" in page.text
    traced = program.client().call("TRACE", "/automation/traces")
    assert (traced.status_code, list(traced.json())) == (405, ["detail"])
    assert "POST" in traced.headers["Allow"]
    assert program.client().post("/style.css").headers["Allow"] == "GET, HEAD"
    assert "Allow" not in answer.headers
    for face in ("page", "api"):
        hidden = program.client().get(f"/error/{face}/400")
        assert hidden.status_code == 404 and "nginx" not in hidden.text
        assert hidden.headers["X-Content-Type-Options"] == "nosniff"
    longest = program.client().get("/traces?" + "x" * 40_000)
    assert longest.status_code == 414 and "<h1>Too long</h1>" in longest.text
    assert program.client().get("/style.css", headers={"Range": "bytes=99999999-"}).ok
    coded = program.client().post(
        "/automation/traces", data=b"x", headers={"Transfer-Encoding": "gzip"})
    assert (coded.status_code, list(coded.json())) == (501, ["detail"])
    for each, face in (
            (answer, "application/json"), (page, "text/html"), (traced, "application/json"),
            (longest, "text/html"), (coded, "application/json")):
        assert each.headers["Content-Type"].startswith(face)
        assert each.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert each.headers["X-Content-Type-Options"] == "nosniff"
