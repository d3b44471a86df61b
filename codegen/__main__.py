"""Turns the contract in openapi/ into code, and the catalogue of findings into a page.

`python codegen` writes, `python codegen --check` compares.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import client_methods
import operations_table
import warnings_page
import wire_models
from bundle import BundleError, bundle

REPOSITORY = Path(__file__).resolve().parents[1]
INDEX = REPOSITORY / "openapi" / "openapi.yaml"
CATALOGUE = REPOSITORY / "server" / "hornbook_server" / "packages" / "catalogue.toml"
LRS_INDEX = REPOSITORY / "openapi" / "lrs" / "openapi.yaml"
BUNDLED = "codegen/hornbook_contract/openapi.json"
LRS_BUNDLED = "codegen/hornbook_contract/lrs.json"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python codegen", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a committed file is stale")
    arguments = parser.parse_args()
    try:
        files = generated(bundle(INDEX), bundle(LRS_INDEX))
    except BundleError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return check(files) if arguments.check else write(files)


def generated(document: dict[str, Any], lrs: dict[str, Any]) -> dict[str, str]:
    """Every generated file: path relative to the repository, text."""
    return {
        BUNDLED: _json_text(document),
        LRS_BUNDLED: _json_text(lrs),
        **operations_table.render(document),
        **wire_models.render(document),
        **client_methods.render(document),
        **warnings_page.render(CATALOGUE),
    }


def _json_text(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def write(files: dict[str, str]) -> int:
    for path, text in files.items():
        (REPOSITORY / path).write_bytes(text.encode())
    return 0


def check(files: dict[str, str]) -> int:
    stale = [path for path, text in files.items() if not _same(REPOSITORY / path, text)]
    for path in stale:
        sys.stderr.write(f"{path} is not what its source says: run `make gen` and commit the result\n")
    return 1 if stale else 0


def _same(file: Path, text: str) -> bool:
    return file.is_file() and file.read_bytes() == text.encode()


if __name__ == "__main__":
    sys.exit(main())
