"""Media types do not depend on the machine."""

import pytest

from hornbook_server.player.media_types import media_type


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("index.html", "text/html"),
        ("INDEX.HTM", "text/html"),
        ("a.xhtml", "application/xhtml+xml"),
        ("a/b.js", "text/javascript"),
        ("a.mjs", "text/javascript"),
        ("a.css", "text/css"),
        ("a.json", "application/json"),
        ("imsmanifest.xml", "application/xml"),
        ("a.svg", "image/svg+xml"),
        ("a.wasm", "application/wasm"),
        ("a.woff", "font/woff"),
        ("a.woff2", "font/woff2"),
        ("a.ttf", "font/ttf"),
        ("a.otf", "font/otf"),
        ("a.eot", "application/vnd.ms-fontobject"),
        ("a.swf", "application/x-shockwave-flash"),
        ("a.mp4", "video/mp4"),
        ("a.m4v", "video/mp4"),
        ("a.webm", "video/webm"),
        ("a.mp3", "audio/mpeg"),
        ("a.ogg", "audio/ogg"),
        ("a.vtt", "text/vtt"),
        ("a.pdf", "application/pdf"),
        ("a.min.js", "text/javascript"),
        ("a.unknown", "application/octet-stream"),
        ("a.js/README", "application/octet-stream"),
        ("html", "application/octet-stream"),
        ("", "application/octet-stream"),
    ],
)
def test_a_file_has_the_type_of_its_extension(path, kind):
    assert media_type(path) == kind
