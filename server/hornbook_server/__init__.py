"""The Hornbook service: the SCORM Cloud API v2 over real packages."""
