"""`make clients`: clients of six languages from the contract, in build/clients/; `generate.py typescript` makes one."""

import shutil
import sys
from pathlib import Path

from tests.fixtures.node import CLIENTS, ROOT, Failed, run

CONTRACT = ROOT / "codegen" / "hornbook_contract" / "openapi.json"
OUTPUT = ROOT / "build" / "clients"
GENERATOR = CLIENTS / "bin" / "openapi-generator-cli"
LANGUAGES = {
    "csharp": ("csharp", "--additional-properties=packageName=Hornbook"),
    "go": ("go", "--additional-properties=packageName=hornbook"),
    "java": (
        "java",
        "--group-id=hornbook",
        "--artifact-id=hornbook-client",
        "--invoker-package=hornbook.client",
        "--api-package=hornbook.client.api",
        "--model-package=hornbook.client.model",
        "--additional-properties=library=native,openApiNullable=false",
    ),
    "php": ("php", "--additional-properties=invokerPackage=Hornbook"),
    "ruby": ("ruby", "--additional-properties=gemName=hornbook,moduleName=Hornbook"),
    "typescript": (
        "typescript-fetch",
        "--additional-properties=supportsES6=true,importFileExtension=.js",
        "--model-name-mappings=ResponseError=ResponseErrorSchema",  # its runtime has a ResponseError of its own
    ),
}


def generate(language: str, output: Path) -> None:
    """The client of a language, in place of what was in `output`; raises Failed."""
    shutil.rmtree(output, ignore_errors=True)
    run(GENERATOR, "generate", "-i", CONTRACT, "-o", output, "-g", *LANGUAGES[language], cwd=ROOT)


def main(languages: list[str]) -> int:
    for language in languages or LANGUAGES:
        try:
            generate(language, OUTPUT / language)
        except Failed as failed:
            sys.stderr.write(f"{failed}\n")
            return 1
        sys.stdout.write(f"{(OUTPUT / language).relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
