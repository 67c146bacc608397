"""Starting by make and systemd, and commands beside a server that others have set up."""

import os
import pathlib
import pwd
import re
import shutil
import signal
import socket
import sqlite3
import subprocess

import pytest

from conftest import ROOT, Reprise, eventually, older_database, processes_on


def test_commands_find_the_server_whatever_they_are_told_themselves(program, folder):
    program.settings |= {"REPRISE_LISTEN": "127.0.0.3", "REPRISE_ORIGIN": "https://reprise.example"}
    program.start()
    other = Reprise(folder)
    assert other.port != program.port
    link = other.command("user", "link", "admin")
    assert link.stdout.startswith("https://reprise.example/sign-in?"), link.stderr
    base = f"http://127.0.0.3:{program.port}"
    alice = other.command("user", "add", "alice").stdout.strip()
    token = other.command("token", "alice").stdout.strip()
    for each in (alice, token):
        client = program.client(each)
        client.base = base
        assert client.get("/automation/traces", headers={"Host": "reprise.example"}).ok
    assert f"answers on port {program.port}" in other.command("doctor").stdout


def test_the_token_goes_where_the_server_is_and_not_where_one_was(program, folder):
    program.start()
    place = program.data / "server.lock"
    first = place.read_text()
    assert first.startswith(f"127.0.0.1 {program.port} {program.origin} /")
    assert pathlib.Path(first.rstrip("\n").split(" ", 3)[3]).is_socket()
    os.kill(program.server_process(), signal.SIGKILL)
    assert eventually(lambda: program.client().get("/health").ok)
    program.stop()
    # Nobody holds it any more, so what it says counts for nobody.
    assert place.read_text() == first
    other = Reprise(folder)
    with socket.socket() as stranger:
        stranger.bind(("127.0.0.1", program.port))
        stranger.listen()
        stranger.settimeout(0.1)
        link = other.command("user", "link", "admin").stdout
        assert link.startswith(f"{other.origin}/sign-in?")
        with pytest.raises(TimeoutError):
            stranger.accept()


@pytest.mark.parametrize("listen, host, warning", [
    ("127.0.0.2", "127.0.0.2", None), ("127.0.0.1", "localhost", None),
    ("0.0.0.0", "localhost", "nginx listens on 0.0.0.0, and http://localhost:"),
])
def test_the_link_names_an_address_that_answers(program, listen, host, warning):
    program.settings["REPRISE_LISTEN"] = listen
    program.start()
    assert program.link.startswith(f"http://{host}:{program.port}/sign-in?")
    assert program.sign_in(program.link).headers["Location"] == "/traces"
    program.stop()
    said = program.process.stderr.read()
    assert warning in said and "is no https" in said if warning else said == ""


def test_an_address_of_the_network_is_in_the_link_and_warned_of(program):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # Sends nothing.
            address = probe.getsockname()[0]
        except OSError:
            pytest.skip("this machine has no network")
    program.settings["REPRISE_LISTEN"] = address
    program.start()
    origin = f"http://{address}:{program.port}"
    assert program.link.startswith(f"{origin}/sign-in?")
    program.stop()
    assert f"{origin} is no https" in program.process.stderr.read()


def test_the_port_that_browsers_leave_out_is_left_out(program):
    assert program.command("seed", "--traces", "1").returncode == 0
    program.port = 80
    assert program.command("user", "link", "admin").stdout.startswith("http://localhost/sign-in?")


def test_demo_traces_are_for_a_new_folder_alone(program, mail_trace):
    program.start()
    program.account("alice").post("/automation/traces", mail_trace)
    program.stop()
    program.settings["REPRISE_DEMO"] = "1"
    traces = program.start().client().get("/automation/traces?user_id=*").json()["traces"]
    assert [trace["name"] for trace in traces] == [mail_trace["name"]]
    assert program.client().delete(f"/automation/traces/{traces[0]['id']}").ok
    program.stop()
    # The folder is empty by now, and no longer new.
    assert program.start().client().get("/automation/traces?user_id=*").json()["count"] == 0


def test_loading_demo_traces_that_was_cut_off_begins_again(program):
    program.settings["REPRISE_DEMO"] = "1"
    traces = program.start().client().get("/automation/traces").json()["traces"]
    assert program.client().delete(f"/automation/traces/{traces[0]['id']}").ok
    program.stop()
    (program.data / "demo-loaded").rename(program.data / "demo-loading")
    names = {trace["name"] for trace in traces}
    again = program.start().client().get("/automation/traces").json()["traces"]
    assert len(again) == 4 and {trace["name"] for trace in again} == names
    assert not (program.data / "demo-loading").exists()


def test_make_run_starts_all_of_it_and_a_signal_ends_it(program):
    environment = {**program.environment(), "REPRISE_DEMO": "1"}
    program.process = subprocess.Popen(
        ["make", "--no-print-directory", "run"], cwd=ROOT, env=environment,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True)
    lines = iter(program.process.stdout.readline, "")
    program.greeting = next((line for line in lines if "Reprise is running." in line), "")
    assert program.greeting, program.process.stderr.read()
    group = processes_on(program)
    assert program.link.startswith(program.origin)
    assert program.client(token=None).get("/health").ok
    assert program.client().get("/automation/traces").json()["count"] == 4
    os.kill(program.process.pid, signal.SIGTERM)
    assert program.process.wait(timeout=40) != 0
    assert eventually(lambda: not any(map(is_alive, group)), seconds=40)
    assert program.process.stdout.read() == ""
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", program.port)) != 0
    assert not list(program.data.rglob("*.sock"))


def is_alive(process):
    return pathlib.Path(f"/proc/{process}").exists()


def test_migrate_makes_a_database_and_brings_an_older_one_up_to_date(program):
    database = program.data / "reprise.db"
    for _ in range(2):
        done = program.command("migrate")
        assert done.returncode == 0 and f"{database} is up to date (SQLite 3." in done.stdout
    shape = tables(database)
    database.unlink()
    older_database(database, [
        ("t", "admin", "p", "c", "Kept", "[]", "2026-10-30T15:00:00Z", "2026-10-30 15:00:05")])
    assert program.command("migrate").returncode == 0
    assert tables(database) == shape
    with sqlite3.connect(database) as kept:
        rows = kept.execute("SELECT name, deployment_status FROM automation_traces").fetchall()
        assert rows == [("Kept", "draft")]
        assert kept.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    kept.close()


def tables(database):
    with sqlite3.connect(database) as opened:
        found = opened.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall()
    opened.close()
    return found


def test_migrate_leaves_a_database_that_a_server_has(program):
    program.start()
    done = program.command("migrate")
    assert done.returncode == 1 and "in use by process" in done.stderr


@pytest.mark.skipif(
    not shutil.which("systemd-socket-activate"), reason="systemd-socket-activate is not installed")
def test_a_server_takes_the_socket_that_systemd_hands_it(program, folder):
    path = folder / "handed.sock"
    alone = subprocess.Popen(
        ["systemd-socket-activate", f"--listen={path}",
         *(f"--setenv={name}={value}" for name, value in program.environment().items()
           if name.startswith("REPRISE_")), str(program.binary), "serve"],
        env=program.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True)
    try:
        assert eventually(lambda: path.is_socket() or alone.poll() is not None)
        with socket.socket(socket.AF_UNIX) as nginx:
            nginx.settimeout(20)
            nginx.connect(str(path))
            nginx.sendall(fastcgi_request({
                "REQUEST_METHOD": "GET", "REQUEST_URI": "/health", "QUERY_STRING": "",
                "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "localhost", "CONTENT_LENGTH": "",
                "REQUEST_SCHEME": "http", "REMOTE_ADDR": "127.0.0.1"}))
            answer = b"".join(iter(lambda: nginx.recv(65_536), b""))
        assert b"Status: 200" in answer and b"ok" in answer, answer
        assert not list(program.data.rglob("reprise.sock"))
    finally:
        alone.terminate()
        assert alone.wait(timeout=40) == 0, alone.stderr.read()
    assert path.is_socket()  # It is systemd's, who keeps it for the next one.


def fastcgi_request(parameters):
    """The records of a request without a body (FastCGI 1.0, 3.3 and 5)."""
    def record(kind, content=b""):
        return bytes([1, kind, 0, 1, *len(content).to_bytes(2, "big"), 0, 0]) + content

    pairs = b"".join(
        bytes([len(name), len(value)]) + name.encode() + value.encode()
        for name, value in parameters.items())
    return (record(1, bytes([0, 1, 0, 0, 0, 0, 0, 0])) + record(4, pairs) + record(4) + record(5))


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize("command", [["up"], ["serve"], ["migrate"], ["seed"]])
def test_a_folder_of_somebody_else_is_one_clear_line(program, command):
    program.data.mkdir(mode=0o755)
    account = pwd.getpwnam("nobody")
    done = subprocess.run(
        ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups",
         str(program.binary), *command],
        env=program.environment(), capture_output=True, text=True, timeout=60)
    assert done.returncode == 1 and len(done.stderr.splitlines()) == 1, done
    assert f"the folder {program.data} is not writable for this user" in done.stderr
    assert not list(program.data.iterdir())


def test_headers_stand_once_on_whatever_nginx_answers_itself(program):
    base = program.start().client(token=None).base
    style = subprocess.run(
        ["curl", "-sSI", f"{base}/style.css"], capture_output=True, text=True, check=True).stdout
    tag = re.search(r'(?m)^ETag: (\S+)', style).group(1)
    for status, path, options in (
            (200, "/style.css", []), (304, "/style.css", ["-H", f"If-None-Match: {tag}"]),
            (200, "/style.css", ["-H", f"If-Match: {tag}"]),
            (412, "/style.css", ["-H", 'If-Match: "x"']),
            (412, "/style.css", ["-H", "If-Unmodified-Since: Mon, 01 Jan 2001 00:00:00 GMT"]),
            (412, "/icon.svg", ["-I", "-H", 'If-Match: "x"']),
            (200, "/style.css", ["-H", "Range: bytes=99999999-"]),
            (405, "/style.css", ["-X", "POST"]), (405, "/style.css", ["-X", "OPTIONS"]),
            (405, "/traces", ["-X", "TRACE"]), (404, "/reprise.css", ["-H", 'If-Match: "x"']),
            (404, "/nowhere.css", [])):
        done = subprocess.run(
            ["curl", "-sSi", *options, base + path], capture_output=True, text=True, check=True)
        head = done.stdout.replace("\r", "").split("\n\n")[0].split("\n")
        assert head[0].split()[1] == str(status), (path, options, head)
        names = [line.split(":")[0].lower() for line in head[1:] if ":" in line]
        assert len(names) == len(set(names)), (status, names)
        for name in ("content-security-policy", "x-content-type-options", "referrer-policy",
                     "cross-origin-opener-policy", "cross-origin-resource-policy"):
            assert name in names, (status, path, names)
        assert ("allow" in names) == (status == 405), (path, options, names)


@pytest.mark.parametrize("given, networks", [
    (None, "127.0.0.0/8,::1/128"), ("", ""), ("10.0.0.0/8", "10.0.0.0/8"),
])
def test_networks_that_are_set_but_empty_are_none_with_make_run_too(given, networks):
    recipe = subprocess.run(
        ["make", "-n", "-C", str(ROOT), "run"], capture_output=True, text=True, check=True).stdout
    start = recipe[recipe.index("REPRISE_DEMO"):].replace(
        "exec .build/release/reprise up", "sh -c 'echo \"<$REPRISE_ALLOW_NETWORKS>\"'")
    assert start.startswith("REPRISE_DEMO") and "echo" in start
    environment = {
        name: value for name, value in os.environ.items() if name != "REPRISE_ALLOW_NETWORKS"}
    if given is not None:
        environment["REPRISE_ALLOW_NETWORKS"] = given
    told = subprocess.run(
        ["sh", "-c", start], capture_output=True, text=True, env=environment).stdout
    assert told == f"<{networks}>\n"
