"""Stands in for bcrypt within the manager, whose modules are subinterpreters: Debian's bcrypt is a PyO3 module, which cannot be imported there.

Hashes of the same form of use (`hashpw` with a salt or with an earlier hash), by PBKDF2 of the standard library.
"""
import base64
import hashlib
import hmac
import os

_ROUNDS = 20_000
_PREFIX = b'$pbkdf2-sha256$'


def gensalt(rounds=12, prefix=b'2b'):
    return _PREFIX + base64.b64encode(os.urandom(16)) + b'$'


def hashpw(password, salt):
    text = salt[len(_PREFIX):].split(b'$')[0] if salt.startswith(_PREFIX) else base64.b64encode(salt)
    digest = hashlib.pbkdf2_hmac('sha256', password, base64.b64decode(text), _ROUNDS)
    return _PREFIX + text + b'$' + base64.b64encode(digest)


def checkpw(password, hashed):
    return hmac.compare_digest(hashpw(password, hashed), hashed)
