"""Addresses that the server must know before the code of the pages is loaded."""

FIRST_PAGE = "overzicht"
CONFIDENTIAL = "vertrouwelijk"  # under it every confidential download has an address of its own, which works once
