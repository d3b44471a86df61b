"""The browser of the tests: Debian's Chromium, or whatever bears its name on PATH."""

import shutil

from tests.browser import slowness

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    *slowness.arguments(),
]
MISSING = "there is no Chromium: install Debian's package chromium, or put one on PATH"
