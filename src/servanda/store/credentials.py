"""Who asks an endpoint: from the environment or a netrc, never from the command line."""

from __future__ import annotations

import base64
import netrc
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from servanda.errors import EndpointError

LOG_IN = "set SERVANDA_USER and SERVANDA_PASSWORD, or write them into ~/.netrc"
"""What to do where somebody is not let in."""

_PRINTABLE = re.compile(r"[!-~]+")
_HIDDEN = "***"


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user and a password, or a token (RFC 6750). Neither password nor token is printed."""

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    def hidden(self, text: str) -> str:
        """`text` without the password and the token, should somebody have repeated them.

        >>> Credentials("ana", "s3cret").hidden("no such user: ana:s3cret")
        'no such user: ana:***'
        """
        _, _, basic = self.basic().partition(" ")
        for secret in filter(None, (basic, self.password, self.token)):
            text = text.replace(secret, _HIDDEN)
        return text

    def basic(self) -> str:
        """User and password as a header has them (RFC 7617)."""
        return f"Basic {base64.b64encode(f'{self.user}:{self.password}'.encode()).decode()}"


def credentials_for(url: str, environment: Mapping[str, str] = os.environ) -> Credentials | None:
    """Those for the endpoint `url`, or None if there are none.

    They are SERVANDA_TOKEN, or SERVANDA_USER and SERVANDA_PASSWORD, in the environment; else what the netrc
    says of the host: the file that NETRC names, or `~/.netrc`. Raises `EndpointError` for half of a pair, for
    both kinds together, for a token that no header can hold, and for a netrc that cannot be read.
    """
    names = ("SERVANDA_USER", "SERVANDA_PASSWORD", "SERVANDA_TOKEN")
    user, password, token = (environment.get(name, "") for name in names)
    if token and (user or password):
        raise EndpointError("SERVANDA_TOKEN is set, and so is a user or password; unset one of them")
    if bool(user) != bool(password):
        given, missing = names[:2] if user else reversed(names[:2])
        raise EndpointError(f"{given} is set, and {missing} is not; set both")
    if token and not _PRINTABLE.fullmatch(token):
        raise EndpointError("SERVANDA_TOKEN holds blanks, line ends or letters beyond ASCII; write it anew")
    if token:
        return Credentials(token=token)
    if ":" in user:
        raise EndpointError(
            "SERVANDA_USER holds a colon, which no user of HTTP can; the password stands apart"
        )
    if user:
        return Credentials(user, password)
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:  # no address: nothing is said of it, and `Endpoint` says what is wrong
        return None
    return _from_netrc(host, environment.get("NETRC", ""))


def _from_netrc(host: str, file: str) -> Credentials | None:
    """What a netrc says of a host; without a file, `~/.netrc`, which nobody else may be allowed to read."""
    where = file or str(Path("~/.netrc").expanduser())
    if not file and not Path(where).is_file():
        return None
    try:
        found = netrc.netrc(file or None).authenticators(host)
    except OSError as error:
        raise EndpointError(f"cannot be read: {error.strerror or error}", where) from error
    except UnicodeDecodeError as error:
        raise EndpointError("this netrc is no text in UTF-8", where) from error
    except netrc.NetrcParseError as error:  # whose words may hold a password, where it names a line
        if error.lineno is None:
            raise EndpointError(error.msg, where) from None
        what = "this netrc does not parse; mend this line or the one before: blanks in passwords are quoted"
        raise EndpointError(what, f"{where}:{error.lineno}") from None
    return Credentials(found[0], found[2]) if found and found[0] and found[2] else None
