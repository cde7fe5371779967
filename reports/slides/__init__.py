"""The report as a PowerPoint presentation: title, summary, a slide per objective."""
