"""What the player's own document may load: its build, its launch's content, the style sheets that the launch names."""

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import SplitResult, quote, urlsplit

_HOST = re.compile(r"[A-Za-z0-9.\-]+(:\d+)?|\[[0-9A-Fa-f:.]+\](:\d+)?")


def content_security_policy(launch_url: str, host: str, launch_id: str, styles: Iterable[str]) -> str:
    """`host` is what the browser calls this service, which may differ from `launch_url` on one's own machine."""
    build = " ".join(_at(launch_url, host, "/player/"))
    launch = " ".join(_at(launch_url, host, f"/play/{launch_id}/"))
    sheets, beside = _sources(styles)
    return _written(
        {
            "default-src": "'none'",
            "script-src": f"{build} 'wasm-unsafe-eval'",
            "style-src": f"{build} {sheets}".strip(),
            "img-src": f"data: blob: {build} {launch} {beside}".strip(),
            "font-src": f"data: {build} {beside}".strip(),
            "connect-src": f"{launch} {build}",
            "frame-src": "http: https:",
            "base-uri": "'none'",
            "form-action": "'none'",
            "frame-ancestors": "*",
        }
    )


def viewer_policy(launch_url: str, host: str, launch_id: str, styles: Iterable[str], elsewhere: Iterable[str]) -> str:
    """Of the page that shows a media file; `elsewhere` are the origins of files that are played from where they are.

    pdf.js sets styles as it draws, and fonts of a document are blobs.
    """
    build = " ".join(_at(launch_url, host, "/player/"))
    launch = " ".join(_at(launch_url, host, f"/play/{launch_id}/"))
    media = " ".join((launch, *elsewhere))
    sheets, beside = _sources(styles)
    return _written(
        {
            "default-src": "'none'",
            "script-src": f"{build} 'wasm-unsafe-eval'",
            "style-src": f"{build} 'unsafe-inline' {launch} {sheets}".strip(),
            "img-src": f"data: blob: {build} {launch} {beside}".strip(),
            "font-src": f"data: blob: {build} {launch} {beside}".strip(),
            "media-src": media,
            "connect-src": f"{media} {build}",
            "worker-src": build,
            "base-uri": "'none'",
            "form-action": "'none'",
            "frame-ancestors": "*",
        }
    )


def _written(directives: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def _at(launch_url: str, host: str, path: str) -> Iterator[str]:
    parts = urlsplit(launch_url)
    yield f"{parts.scheme}://{parts.netloc}{parts.path}{path}"
    if host != parts.netloc and _HOST.fullmatch(host):
        yield f"{host}{parts.path}{path}"


def _sources(styles: Iterable[str]) -> tuple[str, str]:
    """Style sheets of other origins, without what would end a source (CSP 3, 2.3.1); and what they may load there."""
    parts = [one for one in map(_split, styles) if one.scheme in ("http", "https") and _HOST.fullmatch(one.netloc)]
    origins = [f"{one.scheme}://{one.netloc}" for one in parts]
    paths = [quote(one.path, safe="/%:@!$&'()*+=~") for one in parts]
    return " ".join(map("".join, zip(origins, paths, strict=True))), " ".join(origins)


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")
