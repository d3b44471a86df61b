"""The contract, to read and to try at /docs, and as the document itself at /openapi.json.

Nothing comes from elsewhere: the Swagger UI is the one that flask-swagger-ui ships, and the browser is told to load
from this service alone.
"""

import hashlib
from importlib.resources import files
from pathlib import Path

import flask

from hornbook_contract import openapi_bytes

_SWAGGER_UI = Path(str(files("flask_swagger_ui"))) / "dist"
_OWN = Path(__file__).parent / "static"
_ASSETS = {
    "documentation.css": _OWN,
    "documentation.js": _OWN,
    "favicon-32x32.png": _SWAGGER_UI,
    "swagger-ui-bundle.js": _SWAGGER_UI,
    "swagger-ui.css": _SWAGGER_UI,
}
_HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def documentation_pages() -> flask.Blueprint:
    pages = flask.Blueprint("documentation", __name__, template_folder="templates")
    pages.add_url_rule("/docs", view_func=_page)
    pages.add_url_rule("/docs/<name>", view_func=_asset)
    pages.add_url_rule("/openapi.json", view_func=_document)
    pages.after_request(_harden)
    return pages


def _page() -> str:
    return flask.render_template("documentation.html")


def _asset(name: str) -> flask.Response:
    if name not in _ASSETS:
        flask.abort(404)
    return flask.send_from_directory(_ASSETS[name], name)


def _document() -> flask.Response:
    content = openapi_bytes()
    response = flask.Response(content, content_type="application/json")
    response.set_etag(hashlib.sha256(content).hexdigest())
    response.make_conditional(flask.request)
    return response


def _harden(response: flask.Response) -> flask.Response:
    response.headers.update(_HEADERS)
    return response
