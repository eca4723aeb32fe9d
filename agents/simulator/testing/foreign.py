"""Drives a simulated router with python3-librouteros and prints what it found as JSON.

usage: foreign.py PORT plain|both PATH...
"""

import json
import sys

import librouteros
from librouteros.exceptions import LibRouterosError
from librouteros.login import plain, token

port, logins, *paths = sys.argv[1:]


def connect(method, password="simulator"):
    return librouteros.connect(
        "127.0.0.1", "admin", password, port=int(port), login_method=method, encoding="latin-1", timeout=10
    )


def identity(api):
    return next(iter(api.path("system", "identity")))["name"]


def said(action):
    try:
        return action()
    except LibRouterosError as error:
        return str(error)


def together(api):
    """Two tagged commands in flight on one connection, written and read sentence by sentence."""
    api.protocol.writeSentence("/system/identity/print", "=.proplist=name", ".tag=a")
    api.protocol.writeSentence("/user/group/print", "=.proplist=name", ".tag=b")
    found, open_tags = {"a": [], "b": []}, {"a", "b"}
    while open_tags:
        reply, words = api.protocol.readSentence()
        tag = next(word[5:] for word in words if word.startswith(".tag="))
        if reply == "!done":
            open_tags.remove(tag)
        found[tag] += [word[6:] for word in words if word.startswith("=name=")]
    return found


def unicode_round_trip(api):
    """The library counts characters where the protocol counts bytes, so UTF-8 goes through it as latin-1."""
    users = api.path("ip", "hotspot", "user")
    made = users.add(name="u", comment="Bu Sri ☂ é".encode("utf-8").decode("latin-1"))
    comment = next(row["comment"] for row in users if row[".id"] == made)
    users.remove(made)
    return comment.encode("latin-1").decode("utf-8")


api = connect(plain)
print(
    json.dumps(
        {
            "plain": identity(api),
            "challenge": identity(connect(token)) if logins == "both" else "not asked",
            "refused": said(lambda: connect(plain, "wrong") and "logged in"),
            "menus": {path: said(lambda: len(list(api(path + "/print")))) for path in paths},
            "empty": list(api("/ip/hotspot/walled-garden/print")),
            "trap": said(lambda: str(list(api("/no/such/print")))),
            "together": together(connect(plain)),
            "unicode": unicode_round_trip(api),
        }
    )
)
