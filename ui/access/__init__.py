"""Who may do what: roles, the list of people, and the visitor of this redraw."""
