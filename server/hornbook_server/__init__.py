"""The Hornbook service: the SCORM Cloud API v2 over real packages."""

import warnings

# connexion imports starlette's test client, which then asks for a package that only tests would need.
warnings.filterwarnings("ignore", message="Using `httpx` with `starlette.testclient`")
