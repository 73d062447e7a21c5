from __future__ import annotations

from pathlib import Path

import pytest

from servanda.errors import EndpointError
from servanda.store.credentials import Credentials, credentials_for

URL = "https://graph.example.org:8443/query"


@pytest.fixture(autouse=True)
def nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home without a netrc."""
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def netrc(folder: Path, text: str, name: str = ".netrc") -> Path:
    """A netrc that nobody else may read."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    file.chmod(0o600)
    return file


def test_nobody_asks_without_a_name() -> None:
    """With neither environment nor netrc, there are no credentials."""
    assert credentials_for(URL, {}) is None
    assert credentials_for("http://[", {}) is None


def test_user_and_password_stand_in_the_environment() -> None:
    """Whatever letters a password has, it is taken as it is."""
    said = {"SERVANDA_USER": "ana", "SERVANDA_PASSWORD": " p:ä\tss "}
    assert credentials_for(URL, said) == Credentials("ana", " p:ä\tss ")


def test_a_token_stands_in_the_environment() -> None:
    """A token needs no user."""
    assert credentials_for(URL, {"SERVANDA_TOKEN": "a.b-c"}) == Credentials(token="a.b-c")  # noqa: S106


@pytest.mark.parametrize(
    "said,words",
    [
        ({"SERVANDA_USER": "ana"}, "SERVANDA_USER is set, and SERVANDA_PASSWORD is not"),
        ({"SERVANDA_PASSWORD": "sesame"}, "SERVANDA_PASSWORD is set, and SERVANDA_USER is not"),
        ({"SERVANDA_TOKEN": "sesame", "SERVANDA_USER": "ana"}, "SERVANDA_TOKEN is set, and so is a user"),
        ({"SERVANDA_TOKEN": "sesame\nX-More: 1"}, "SERVANDA_TOKEN holds blanks"),
        ({"SERVANDA_USER": "ana:sesame", "SERVANDA_PASSWORD": "sesame"}, "SERVANDA_USER holds a colon"),
    ],
)
def test_what_cannot_be_meant_is_refused(said: dict[str, str], words: str) -> None:
    """Half a pair, two kinds at once, and what no header can hold are errors that repeat no secret."""
    with pytest.raises(EndpointError) as raised:
        credentials_for(URL, said)
    assert str(raised.value).startswith(words)
    assert "sesame" not in str(raised.value)


def test_the_netrc_at_home_is_read(nobody: Path) -> None:
    """What `~/.netrc` says of the host counts, whatever the port; of other hosts it says nothing here."""
    netrc(nobody, 'machine graph.example.org login ana password "open sesame"\n')
    assert credentials_for(URL, {}) == Credentials("ana", "open sesame")
    assert credentials_for("https://other.example.org/query", {}) is None


def test_another_netrc_can_be_named(nobody: Path) -> None:
    """NETRC names the file that is read in place of the one at home; the environment counts more."""
    netrc(nobody, "machine graph.example.org login no password no\n")
    other = str(netrc(nobody, "machine graph.example.org login ana password sesame\n", "other"))
    assert credentials_for(URL, {"NETRC": other}) == Credentials("ana", "sesame")
    said = {"NETRC": other, "SERVANDA_USER": "bo", "SERVANDA_PASSWORD": "secret"}
    assert credentials_for(URL, said) == Credentials("bo", "secret")


def test_a_netrc_that_does_not_parse_is_an_error_with_its_line(nobody: Path) -> None:
    """The line is told, and nothing of what stands in it."""
    file = netrc(nobody, "machine graph.example.org\nlogin ana password open sesame\n")
    with pytest.raises(EndpointError) as raised:
        credentials_for(URL, {})
    assert str(raised.value).startswith(
        f"{file}:3: this netrc does not parse; mend this line or the one before"
    )
    assert "sesame" not in repr(raised.value)


def test_a_netrc_that_others_may_read_is_refused(nobody: Path) -> None:
    """Passwords that everybody on the machine can read are not used, as other programs have it."""
    file = netrc(nobody, "machine graph.example.org login ana password sesame\n")
    file.chmod(0o644)
    with pytest.raises(EndpointError, match="too permissive"):
        credentials_for(URL, {})


def test_a_netrc_that_is_not_there_is_an_error_if_it_was_named(nobody: Path) -> None:
    """A file that NETRC names must be there, and be a text."""
    missing = nobody / "missing"
    with pytest.raises(EndpointError) as raised:
        credentials_for(URL, {"NETRC": str(missing)})
    assert str(raised.value) == f"{missing}: cannot be read: No such file or directory"
    missing.write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(EndpointError, match="no text in UTF-8"):
        credentials_for(URL, {"NETRC": str(missing)})


def test_credentials_are_not_printed() -> None:
    """Whoever prints credentials sees the user alone."""
    shown = f"{Credentials('ana', 'sesame')} {Credentials(token='sesame')!r}"  # noqa: S106 - of no server
    assert "ana" in shown
    assert "sesame" not in shown
