"""Addresses that the server must know before the code of the pages is loaded."""

FIRST_PAGE = "overzicht"
ALIVE, READY, HEALTH = "/leeft", "/gereed", "/gezond"  # for whoever watches over the server: they hold no data
CONFIDENTIAL = "vertrouwelijk"  # under it every confidential download has an address of its own, which works once
