"""The logs: bounded, begun anew when they were moved away, and without secrets."""

import http.client

import pytest

from conftest import eventually

SIZE = 10 << 20
LOGS = ["automation.log", "nginx-access.log", "nginx-error.log"]


@pytest.fixture
def logs(program):
    folder = program.data / "logs"
    folder.mkdir(parents=True)
    return folder


def speak(program):
    """Lets the program and nginx have something to log."""
    assert program.client().post("/automation/pause", {"reason": "Stocktaking"}).ok
    assert program.client().delete("/automation/pause").ok
    # Nginx warns of a body that it has to lay down in a file.
    long = program.client().post("/automation/pause", {"reason": "x" * 100_000})
    assert long.status_code == 422


def size(log, missing):
    """Its bytes; `missing` between the moment when it is moved away and the one when it is begun anew."""
    try:
        return log.stat().st_size
    except FileNotFoundError:
        return missing


@pytest.mark.parametrize("name", LOGS)
def test_five_files_of_ten_megabytes_are_kept_and_the_oldest_goes(program, logs, name):
    for number, suffix in enumerate(["", ".1", ".2", ".3", ".4"]):
        (logs / (name + suffix)).write_bytes(f"file {number}\n".encode() + b"x" * (SIZE - 7))
    program.start()
    speak(program)
    assert eventually(lambda: size(logs / name, missing=SIZE) < SIZE / 2)
    assert sorted(path.name for path in logs.iterdir() if path.name.startswith(name)) == sorted(
        name + suffix for suffix in ["", ".1", ".2", ".3", ".4"])
    for number in range(1, 5):
        assert (logs / f"{name}.{number}").open().readline() == f"file {number - 1}\n"


@pytest.mark.parametrize("name", LOGS)
def test_a_log_that_was_moved_away_is_begun_anew(program, logs, name):
    program.start()
    speak(program)
    assert eventually(lambda: size(logs / name, missing=0))
    (logs / name).rename(logs / "away")
    assert eventually(lambda: speak(program) or (logs / name).exists())
    assert eventually(lambda: size(logs / name, missing=0))


def test_no_log_has_a_sign_in_link_or_a_key_however_much_is_logged(program):
    program.settings["REPRISE_LOG_LEVEL"] = "trace"
    program.start()
    nobody = program.client(token=None)
    path = program.link.removeprefix(program.origin)
    secret = path.split("link=")[1]
    for each in (path, path.replace("/sign-in", "/sign-in/"), path.replace("?", "?x&")):
        nobody.get(each, headers={"Referer": program.link})
    token = program.token
    assert token.startswith("rep_")
    odd = "%72e%70%5f%" + f"{ord(token[4]):x}" + token[5:]
    for each in (f"/automation/traces?limit=5&token={token}", f"/traces?{token}", f"/{token}?x",
                 f"{path}&token={token}"):
        nobody.get(each)
    # As it is written, where requests would write it otherwise.
    for each in (f"/runs?x={token.replace('_', '%5F')}", f"/runs?y={odd}"):
        connection = http.client.HTTPConnection("127.0.0.1", program.port, timeout=30)
        connection.request("GET", each)
        assert connection.getresponse().status == 303
    for each in ("/style.css", "/script.js", "/icon.svg", "/nowhere", "/traces?seen"):
        nobody.get(each, headers={"Referer": program.link})
    nobody.call("POST", "/sign-in", data=b"x", headers={"Referer": program.link})
    nobody.call("TRACE", path, headers={"Referer": program.link})
    nobody.get(path + "&" + "x" * 9000)
    nobody.get(path, headers={"Host": "reprise.example"})
    for each in ("/automation/callbacks/", "//automation//callbacks/"):
        # Nginx warns of a body that it puts into a file.
        for result in (1, "x" * 50_000):
            nobody.call("POST", each + "signed-address", {"result": result})
    folder = program.data / "logs"
    assert eventually(lambda: "/traces?seen" in (folder / "nginx-access.log").read_text())
    assert program.stop() == 0
    # A list of numbers, as a program writes the bytes of a value that it describes.
    key = ", ".join(str(byte) for byte in bytes.fromhex((program.data / "key").read_text()))
    for log in folder.iterdir():
        text = log.read_text()
        assert secret not in text and "/sign-in?" not in text and key not in text, log
        assert "signed-address" not in text, log
        assert token[5:20] not in text, log
    errors = (folder / "nginx-error.log").read_text()
    assert '"POST /automation/callbacks/… HTTP/1.1"' in errors
    services = next(line for line in (folder / "automation.log").read_text().splitlines()
                    if "sl-services" in line and "FastCGIServer" in line)
    assert len(services) < 500, "a service is told of by its name alone"
    access = (folder / "nginx-access.log").read_text()
    assert '"GET /automation/traces?limit=5&token=rep_... HTTP/1.1"' in access
    assert '"GET /runs?x=rep%5F... HTTP/1.1"' in access
    assert '"GET /traces?rep_... HTTP/1.1"' in access and '"GET /rep_... HTTP/1.1"' in access
    # Its last lines are there too.
    assert '"GET /sign-in HTTP/1.1" 421' in access
