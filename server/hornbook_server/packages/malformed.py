"""What is wrong with XML that cannot be read, in an author's words."""

from xml.parsers import expat

from hornbook_server.domain.package import PackageError
from hornbook_server.packages.findings import refusal

_REASONS = {
    expat.errors.XML_ERROR_NO_ELEMENTS: "it ends before all of its elements are closed",
    expat.errors.XML_ERROR_UNCLOSED_TOKEN: "it ends inside of a tag",
    expat.errors.XML_ERROR_TAG_MISMATCH: "a tag is closed that is not the one opened last",
    expat.errors.XML_ERROR_INVALID_TOKEN: "a character is not allowed here, such as a bare & or <",
    expat.errors.XML_ERROR_UNDEFINED_ENTITY: "it names an entity that XML does not know, such as &nbsp;",
    expat.errors.XML_ERROR_DUPLICATE_ATTRIBUTE: "a tag has the same attribute twice",
    expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: "something follows the root element",
    expat.errors.XML_ERROR_BAD_CHAR_REF: "it has a reference to a character that XML does not allow, such as &#1;",
    expat.errors.XML_ERROR_MISPLACED_XML_PI: "something stands before the XML declaration",
    expat.errors.XML_ERROR_XML_DECL: "its XML declaration lacks the version, or is not closed",
    expat.errors.XML_ERROR_SYNTAX: "text stands where a tag has to begin",
}


def refused(error: expat.ExpatError, file: str) -> PackageError:
    """The refusal of what is not well-formed, with the place."""
    reason = expat.ErrorString(error.code)
    message = f"The file is not well-formed XML: {_REASONS.get(reason, reason)} (column {error.offset + 1})."
    fix = "Correct it there, or export the package again."
    return refusal("XML_NOT_WELL_FORMED", message, fix, file=file, line=error.lineno)


def of_dtd(message: str, file: str, line: int) -> PackageError:
    return refusal("XML_DTD", message, "Remove the DOCTYPE and its entities.", file=file, line=line)
