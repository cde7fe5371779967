"""The report as one web page that needs nothing from outside, and as a PDF of that page."""
