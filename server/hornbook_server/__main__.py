"""`hornbook`, and what it says where only the client is installed."""

import sys


def main() -> None:
    try:
        from hornbook_server.cli import app  # noqa: PLC0415 what it imports may be missing
    except ModuleNotFoundError as missing:
        if missing.name is None or missing.name.startswith("hornbook"):
            raise
        sys.stderr.write(
            f"hornbook: the command needs the server's packages, and {missing.name} is not installed.\n"
            "Install them with: pip install 'hornbook[server]'\n"
        )
        sys.exit(2)
    app()


if __name__ == "__main__":
    main()
