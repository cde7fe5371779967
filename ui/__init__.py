"""What the pages share: the frame, the guard, cached access to data and figures, filters, texts and drawing."""
