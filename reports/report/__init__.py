"""The report to the funder as data: what is asked, the figures, and a document of parts and blocks that every format renders."""
