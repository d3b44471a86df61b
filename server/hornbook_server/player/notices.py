"""Pages that say in words what is the matter, in the language that the browser asks for, as the player itself."""

from importlib.resources import files
from typing import Literal

import flask
import msgspec
from msgspec import Struct

Name = Literal["expired", "nothing", "away", "returned", "unbuilt"]


class _Words(Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    paragraphs: tuple[str, ...]


_NOTICES = msgspec.toml.decode(
    (files("hornbook_server.player") / "notices.toml").read_bytes(), type=dict[Name, dict[str, _Words]]
)
_DEFAULT = "en"


def notice(name: Name, status: int) -> flask.Response:
    """In English where it is not there in any of the browser's languages."""
    words = _NOTICES[name]
    wanted = (tag.partition("-")[0].lower() for tag in flask.request.accept_languages.values())
    language = next((each for each in wanted if each in words), _DEFAULT)
    page = flask.render_template("notice.html", language=language, words=words[language])
    return flask.make_response(page, status, {"Vary": "Accept-Language"})
