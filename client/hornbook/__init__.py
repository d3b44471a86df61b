"""Client of the Hornbook course service and of SCORM Cloud."""
