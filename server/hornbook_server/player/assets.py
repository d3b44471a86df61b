"""The player's built files: their names carry their hash, so browsers keep them for good."""

import mimetypes
from pathlib import Path

import flask
import msgspec

from hornbook_server.domain.course import LearningStandard

STATIC = Path(__file__).parent / "static"
# A worker has the policy that it comes with: pdf.js's loads decoders that the build has put beside it.
_OF_WORKERS = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"
_PLAYED_BY = {
    LearningStandard.SCORM11: "standards/scorm12.ts",
    LearningStandard.SCORM12: "standards/scorm12.ts",
    LearningStandard.SCORM20042NDEDITION: "standards/scorm2004.ts",
    LearningStandard.SCORM20043RDEDITION: "standards/scorm2004.ts",
    LearningStandard.SCORM20044THEDITION: "standards/scorm2004.ts",
}
_FOR_GOOD = "public, max-age=31536000, immutable"


def built() -> dict[str, str] | None:
    """File names by entry point, as the build has written them; None where nothing has been built."""
    try:
        return msgspec.json.decode((STATIC / "manifest.json").read_bytes(), type=dict[str, str])
    except FileNotFoundError:
        return None


def modules(standard: LearningStandard) -> list[str]:
    """The files that playing a course of this standard begins with, to be fetched side by side."""
    parts = msgspec.json.decode((STATIC / "modules.json").read_bytes(), type=dict[str, list[str]])
    entries = ["main.ts", *filter(None, [_PLAYED_BY.get(standard)])]
    return list(dict.fromkeys(file for entry in entries for file in parts[entry]))


def asset(name: str) -> flask.Response:
    """A built file, compressed where the browser takes that."""
    packed = STATIC / f"{name}.gz"
    zipped = flask.request.accept_encodings.quality("gzip") > 0 and packed.is_file()
    response = flask.send_from_directory(STATIC, packed.name if zipped else name, etag=False, conditional=False)
    response.headers["Content-Type"] = _type(name)
    response.headers["Cache-Control"] = _FOR_GOOD
    response.headers["Content-Security-Policy"] = _OF_WORKERS
    response.headers["Vary"] = "Accept-Encoding"
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    return response


def _type(name: str) -> str:
    if name.endswith((".js", ".mjs")):
        return "text/javascript; charset=utf-8"
    return mimetypes.guess_type(name)[0] or "application/octet-stream"
