"""The report as a Word document: real styles, fields and native charts."""
