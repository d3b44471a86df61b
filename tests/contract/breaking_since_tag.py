"""`make breaking`: the contract against that of the newest release, the last tag before this commit.

A break that is meant stands as a line of docs/breaking.txt until the release that makes it.
"""

import json
import subprocess
import sys
from pathlib import Path

from hornbook_contract import openapi_document
from tests.contract.breaking import breaking_changes

ROOT = Path(__file__).parents[2]
MEANT = ROOT / "docs" / "breaking.txt"
DOCUMENT = "codegen/hornbook_contract/openapi.json"


def git(*arguments: str) -> str | None:
    """What git prints, None where it cannot."""
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else None


def main() -> int:
    tag = git("describe", "--tags", "--abbrev=0")
    released = tag and git("show", f"{tag}:{DOCUMENT}")
    if not released:
        sys.stdout.write("There is no release to compare the contract with yet.\n")
        return 0
    meant = MEANT.read_text().splitlines() if MEANT.exists() else []
    breaks = [each for each in breaking_changes(json.loads(released), openapi_document()) if each not in meant]
    sys.stderr.writelines(f"{each}\n" for each in breaks)
    if breaks:
        sys.stderr.write(f"These break clients of {tag}: take them back, or list in docs/breaking.txt what is meant.\n")
    return 1 if breaks else 0


if __name__ == "__main__":
    sys.exit(main())
