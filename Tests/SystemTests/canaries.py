"""Secrets that can be told from any other text, and the search for them in all that a program tells."""

import base64
import os
import secrets
import urllib.parse


def new_canary(behind=""):
    """A secret of letters and digits in both cases, and what is to stand behind these."""
    while True:
        core = "Cn" + base64.b64encode(os.urandom(18), altchars=b"Az").decode()
        if core != core.lower():
            return core + behind


def spellings(canary):
    """The bytes by which a secret is known: of a text its letters and digits, which stand in each of
    its spellings by percent signs and by JSON as they are."""
    value = canary if isinstance(canary, bytes) else core_of(canary)
    forms = {value, value.hex().encode(), value.hex().upper().encode()}
    for case in ("%{:02x}", "%{:02X}"):
        forms.add("".join(case.format(byte) for byte in value).encode())
    for before in range(3):
        coded = base64.b64encode(bytes(before) + value)
        # What the secret alone decides: a character has six bits.
        inside = coded[(before * 8 + 5) // 6:(before + len(value)) * 8 // 6]
        forms |= {inside, inside.translate(bytes.maketrans(b"+/", b"-_"))}
    if not isinstance(canary, bytes):
        forms.add(value.lower())
    return forms


def core_of(canary):
    core = canary
    while core and not (core.isascii() and core.isalnum()):
        core = core[:-1]
    assert len(core) >= 16, canary
    return core.encode()


def leaks(told, canaries):
    """Where which secret stands: `told` has texts or bytes by the names of their places."""
    check_search()
    found = []
    sought = {canary: spellings(canary) for canary in canaries}
    for place, content in told.items():
        content = content.encode() if isinstance(content, str) else content
        found += [f"{canary!r} in {place}" for canary, forms in sought.items()
                  if any(form in content for form in forms)]
    return found


def check_search():
    """A search that finds nothing because it sees nothing is none."""
    canary = new_canary("/+ ü")
    forms = [
        canary, urllib.parse.quote(canary), canary.encode().hex(), canary.lower(),
        *(base64.b64encode(b"x" * before + canary.encode() + b"y").decode() for before in range(3))]
    for form in forms:
        assert any(each in f"<{form}>".encode() for each in spellings(canary)), form
    raw = secrets.token_bytes(32)
    assert any(each in base64.b64encode(raw) for each in spellings(raw))


def files_below(folder):
    """What lies in a folder, by its places there."""
    told = {}
    for file in folder.rglob("*"):
        if file.is_file():
            told[str(file.relative_to(folder))] = file.read_bytes()
    return told
