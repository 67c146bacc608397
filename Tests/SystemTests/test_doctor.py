"""`reprise doctor`: what it sees, and that it leaves everything as it was."""

import shutil
import sqlite3

import pytest

from conftest import ROOT, Reprise, older_database, refusal


@pytest.fixture
def home(folder):
    """A copy of what the program comes with, to be spoilt."""
    home = folder / "house"
    for name in ("Templates", "Public", "nginx"):
        shutil.copytree(ROOT / name, home / name)
    return home


def test_the_doctor_says_what_is_wrong_and_changes_nothing(program):
    well = program.command("doctor")
    assert well.returncode == 0, well.stdout + well.stderr
    assert "WRONG" not in well.stdout and "tz database" in well.stdout
    assert not program.data.exists()
    program.data.mkdir()
    (program.data / "key").write_text("zz")
    ill = program.command("doctor")
    assert ill.returncode == 1 and "WRONG  data folder" in ill.stdout and "key" in ill.stdout
    (program.data / "key").unlink()
    program.settings["REPRISE_ZONEINFO"] = "/nowhere"
    ill = program.command("doctor")
    assert ill.returncode == 1 and "WRONG  time zones" in ill.stdout
    lines, status = refusal(program)
    assert status == 1 and len(lines) == 1 and "REPRISE_ZONEINFO" in lines[0]


def test_the_doctor_tells_its_own_server_from_another(program, tmp_path):
    program.start()
    own = program.command("doctor")
    assert own.returncode == 0 and f"answers on port {program.port}" in own.stdout
    other = Reprise(tmp_path / "other")
    other.port = program.port
    ill = other.command("doctor")
    assert ill.returncode == 1 and "WRONG  port" in ill.stdout and not other.data.exists()


def test_it_tells_the_settings_of_the_running_server_and_what_this_shell_has_otherwise(
        program, home):
    program.settings |= {"REPRISE_RUNS": "7", "REPRISE_HOME": str(home)}
    alone = program.command("doctor").stdout
    assert "ok     settings: those of this shell\n" in alone and "REPRISE_RUNS=7\n" in alone
    program.start()
    program.settings |= {
        "REPRISE_RUNS": "8", "REPRISE_HOME": str(ROOT), "REPRISE_NGINX": "/bin/false",
        "REPRISE_ALLOW_NETWORKS": "", "REPRISE_SENDMAIL": "/bin/true"}
    told = program.command("doctor")
    # All checks are of what the server has, which is well.
    assert told.returncode == 0, told.stdout
    assert "ok     settings: those of the running server\n" in told.stdout
    assert "\n       REPRISE_RUNS=7\n" in told.stdout
    assert f"REPRISE_PORT={program.port}" in told.stdout and "REPRISE_THREADS=8" in told.stdout
    assert "networks: runs may call 127.0.0.0/8 too" in told.stdout
    assert "REPRISE_SENDMAIL names no program" in told.stdout
    differing = [line.split(": ", 1)[1] for line in told.stdout.splitlines() if "differs: " in line]
    assert "REPRISE_RUNS is 7 there and 8 in this shell" in differing
    assert "REPRISE_SENDMAIL is empty there and /bin/true in this shell" in differing
    assert {line.split()[0] for line in differing} >= {
        "REPRISE_HOME", "REPRISE_NGINX", "REPRISE_ALLOW_NETWORKS"}
    assert not any(line.startswith(("REPRISE_PORT", "REPRISE_DATA")) for line in differing)


def test_a_server_that_does_not_tell_its_settings_is_wrong(program):
    program.start()
    (program.data / "admin-token").unlink()
    ill = program.command("doctor")
    assert ill.returncode == 1 and "WRONG  settings: " in ill.stdout
    assert "admin-token is gone" in ill.stdout


def newer(database):
    with sqlite3.connect(database) as newer:
        newer.execute("CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
        newer.execute("INSERT INTO grdb_migrations VALUES ('tomorrow')")
    newer.close()


@pytest.mark.parametrize("make, status, words", [
    (older_database, 0, "it is brought up to date at the next start"),
    (newer, 1, "was made by a newer version of this program"),
    (lambda database: database.write_text("dear diary\n" * 999), 1, "is damaged or no SQLite"),
])
def test_a_database_is_looked_at_and_stays_as_it_is(program, make, status, words):
    program.data.mkdir()
    make(program.data / "reprise.db")
    before = contents(program.data)
    for _ in range(2):
        done = program.command("doctor")
        assert done.returncode == status and words in done.stdout, done.stdout + done.stderr
        assert ("WRONG  database" in done.stdout) == (status == 1)
    assert contents(program.data) == before


def test_after_a_stop_and_beside_the_server_the_database_is_well(program):
    program.start()
    beside = program.command("doctor")
    assert beside.returncode == 0 and "ok     database: SQLite 3." in beside.stdout
    program.stop()
    before = contents(program.data)
    after = program.command("doctor")
    assert after.returncode == 0 and "ok     database: SQLite 3." in after.stdout
    assert "brought up to date" not in beside.stdout + after.stdout
    assert contents(program.data) == before


def contents(folder):
    return {str(path): path.is_file() and path.read_bytes() for path in folder.rglob("*")}


def test_nginx_is_asked_what_it_thinks_of_its_configuration(program, home):
    template = home / "nginx" / "nginx.conf.mustache"
    template.write_text(template.read_text().replace("sendfile on;", "sendfly on;"))
    program.settings["REPRISE_HOME"] = str(home)
    ill = program.command("doctor")
    wrong = [line for line in ill.stdout.splitlines() if line.startswith("WRONG")]
    assert ill.returncode == 1 and len(wrong) == 1, ill.stdout
    assert wrong[0].startswith("WRONG  nginx: ") and '"sendfly" in nginx.conf:' in wrong[0]
    assert not program.data.exists()


def test_what_is_no_nginx_is_said_to_be_none(program):
    program.settings["REPRISE_NGINX"] = "/bin/false"
    ill = program.command("doctor")
    assert ill.returncode == 1 and "WRONG  nginx: /bin/false does not take" in ill.stdout


def test_it_tells_who_sends_mail_and_where_runs_may_call(program):
    told = program.command("doctor").stdout
    assert f"mail: goes to {program.data}/outbox; REPRISE_SENDMAIL names no program" in told
    assert "networks: runs may call 127.0.0.0/8 too, which REPRISE_ALLOW_NETWORKS names" in told
    program.settings |= {"REPRISE_SENDMAIL": "/bin/true", "REPRISE_ALLOW_NETWORKS": ""}
    told = program.command("doctor").stdout
    assert "mail: goes out by /bin/true, which REPRISE_SENDMAIL names" in told
    assert "networks: runs may call public addresses alone" in told


def test_a_log_level_that_cannot_be_is_refused_by_every_command(program):
    program.settings["REPRISE_LOG_LEVEL"] = "loud"
    for command in (["doctor"], ["user", "link", "admin"], ["migrate"]):
        done = program.command(*command)
        assert done.returncode == 1 and len(done.stderr.splitlines()) == 1, done
        assert "REPRISE_LOG_LEVEL" in done.stderr and "debug" in done.stderr
    assert not program.data.exists()
