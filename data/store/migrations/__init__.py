"""How an older store becomes one of today, one step a file. A step that was released is never changed."""
