"""Writes the contract's schemas as Python types, with datamodel-code-generator."""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

MODULE = "codegen/hornbook_contract/models.py"
STRUCT = "msgspec.Struct"

_HEADER = '"""Generated from openapi/ by `python codegen`: change the contract, not this file."""'
_REPOSITORY = Path(__file__).resolve().parents[1]
_OPTIONS = (
    "--input-file-type=openapi",
    "--target-python-version=3.11",
    "--snake-case-field",
    "--keyword-only",
    "--enum-field-as-literal=all",
    "--no-use-annotated",  # types say shapes; the contract's validators check limits and patterns
    "--use-schema-description",
    "--use-single-line-docstring",
    "--disable-timestamp",
    f"--custom-file-header={_HEADER}",
    "--formatters=ruff-format",
)


def render(document: dict[str, Any]) -> dict[str, str]:
    """The generated files of this document: path relative to the repository, text."""
    return {MODULE: models(document, STRUCT)}


def models(document: dict[str, Any], kind: str) -> str:
    """A module with a class for each schema; `kind` is one of datamodel-code-generator's output model types."""
    # The formatter takes its settings from the folder it works in, so that must lie in the repository.
    with TemporaryDirectory(dir=_REPOSITORY, prefix=".codegen-") as folder:
        source, target = Path(folder, "openapi.json"), Path(folder, "models.py")
        source.write_text(json.dumps(document), encoding="utf-8")
        command = [sys.executable, "-m", "datamodel_code_generator", f"--input={source}", f"--output={target}"]
        subprocess.run([*command, f"--output-model-type={kind}", *_OPTIONS], check=True)  # noqa: S603 our own command
        return target.read_text(encoding="utf-8")
