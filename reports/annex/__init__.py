"""The Excel annex of a report: every figure a formula over the rows in the same file, for a funder who wants to check."""

from reports.annex.book import annex
from reports.annex.request import Request

__all__ = ["Request", "annex"]
