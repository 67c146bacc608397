"""The vault's key: made once, never made anew for a database that needs it, and in no backup."""

import contextlib
import sqlite3
import stat

import pytest

from conftest import refusal


def seal_by(program, key_id):
    """Has the database hold a data key that a key of that id has wrapped, once."""
    with contextlib.closing(sqlite3.connect(program.data / "reprise.db")) as database, database:
        database.execute(
            "INSERT INTO data_keys VALUES ('alice', 'data', 1, ?, ?, 0)", (b"\x07" * 60, key_id))


def test_the_first_start_makes_a_key_and_the_next_ones_keep_it(program):
    key = program.data / "vault-key"
    program.start()
    made = key.read_text()
    assert stat.S_IMODE(key.stat().st_mode) == 0o400
    name, digits = made.rstrip("\n").split(" ")
    assert name and len(bytes.fromhex(digits)) == 32
    told = program.command("doctor")
    assert told.returncode == 0, told.stdout
    assert f"ok     vault key: {key}; no secret needs it yet" in told.stdout
    copy = program.data.parent / "copy.db"
    assert program.command("backup", str(copy)).returncode == 0
    assert not any(text in copy.read_bytes() for text in (digits.encode(), bytes.fromhex(digits)))
    program.stop()
    program.start()
    assert key.read_text() == made
    program.stop()
    for log in (program.data / "logs").iterdir():
        assert digits not in log.read_text()


@pytest.mark.parametrize("spoil, words", [
    (lambda key, name: key.unlink(), "is gone"),
    (lambda key, name: rewrite(key, "other " + "0" * 64), "need the key"),
    (lambda key, name: None, "does not open the secrets"),
    (lambda key, name: rewrite(key, "zz"), "is no list of keys: line 1 "),
])
def test_a_start_without_the_right_key_is_refused_in_one_line(program, spoil, words):
    program.start()
    program.stop()
    key = program.data / "vault-key"
    name = key.read_text().split(" ")[0]
    seal_by(program, name)
    spoil(key, name)
    before = key.read_text() if key.exists() else None
    lines, status = refusal(program)
    assert status == 1 and len(lines) == 1, lines
    assert "key" in lines[0] and words in lines[0] and str(key) in lines[0]
    ill = program.command("doctor")
    assert ill.returncode == 1 and "WRONG  vault key: " in ill.stdout and words in ill.stdout
    assert (key.read_text() if key.exists() else None) == before
    # What needs no secret goes on.
    if words != "is no list of keys: line 1 ":
        assert "/sign-in?" in program.command("user", "link", "admin").stdout


def rewrite(key, text):
    key.unlink()
    key.write_text(text + "\n")
    key.chmod(0o400)


def test_a_credential_of_systemd_is_the_key_and_none_is_made(program, folder):
    credentials = folder / "credentials"
    credentials.mkdir()
    (credentials / "vault-key").write_text("first " + "0123456789abcdef" * 4)
    program.settings["CREDENTIALS_DIRECTORY"] = str(credentials)
    program.start()
    assert not (program.data / "vault-key").exists()
    # The doctor looks where the server does, whatever this shell has.
    del program.settings["CREDENTIALS_DIRECTORY"]
    told = program.command("doctor")
    assert told.returncode == 0, told.stdout
    assert f"vault key: {credentials}/vault-key; no secret needs it yet" in told.stdout
    program.stop()
    program.settings["CREDENTIALS_DIRECTORY"] = str(credentials)
    seal_by(program, "second")
    lines, status = refusal(program)
    assert status == 1 and len(lines) == 1 and f"{credentials}/vault-key is not" in lines[0]


def test_a_key_that_others_may_read_is_wrong(program):
    program.start()
    program.stop()
    key = program.data / "vault-key"
    key.chmod(0o440)
    ill = program.command("doctor")
    assert ill.returncode == 1 and f"WRONG  vault key: others may read {key}" in ill.stdout
