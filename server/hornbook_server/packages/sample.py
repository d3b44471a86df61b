"""A small course of our own, to try the service with: SCORM 1.2, two SCOs."""

import io
import zipfile

TITLE = "First steps with Hornbook"

_MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="hornbook.first-steps" version="1.0"
  xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="course">
    <organization identifier="course">
      <title>{TITLE}</title>
      <item identifier="read" identifierref="read-page"><title>Read</title></item>
      <item identifier="finish" identifierref="finish-page"><title>Finish</title></item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="read-page" type="webcontent" adlcp:scormtype="sco" href="read.html">
      <file href="read.html"/><file href="course.js"/>
    </resource>
    <resource identifier="finish-page" type="webcontent" adlcp:scormtype="sco" href="finish.html">
      <file href="finish.html"/><file href="course.js"/>
    </resource>
  </resources>
</manifest>
"""

_SCRIPT = """function findApi(frame) {
  for (let hops = 0; frame && hops < 10; hops += 1, frame = frame.parent === frame ? frame.opener : frame.parent) {
    if (frame.API) return frame.API;
  }
  return null;
}
const api = findApi(window);
if (api) {
  api.LMSInitialize("");
  addEventListener("pagehide", () => { api.LMSFinish(""); });
}
function complete() {
  if (!api) return;
  api.LMSSetValue("cmi.core.lesson_status", "completed");
  api.LMSCommit("");
}
"""

_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>{title}</title><script src="course.js"></script>
<h1>{title}</h1><p>{text}</p><button onclick="complete()">Done</button></html>
"""


def sample_package() -> bytes:
    """The package as a zip file."""
    members = {
        "imsmanifest.xml": _MANIFEST,
        "course.js": _SCRIPT,
        "read.html": _PAGE.format(title="Read", text="A hornbook was a child's first book: one page, made to last."),
        "finish.html": _PAGE.format(title="Finish", text="You have read it all."),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in members.items():
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
