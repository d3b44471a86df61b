"""`make speclint`: Redocly reads the files of the contract, Spectral the bundled document; each must find nothing."""

import os
import sys
from pathlib import Path

from tests.fixtures import node

HERE = Path(__file__).parent
BIN = HERE / "node_modules" / ".bin"
REDOCLY = ("redocly", "lint", "--config", "redocly.yaml", "../../../openapi/openapi.yaml")
SPECTRAL = ("spectral", "lint", "--fail-severity=hint", "../../../codegen/hornbook_contract/openapi.json")


def main() -> int:
    if not node.has_npm():
        sys.stderr.write(f"make speclint is skipped, since {node.MISSING}\n")
        return 1 if os.environ.get("CI") else 0
    try:
        node.install(HERE)
        for name, *arguments in (REDOCLY, SPECTRAL):
            node.run(BIN / name, *arguments, cwd=HERE)
    except node.Failed as failed:
        sys.stderr.write(f"{failed}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
