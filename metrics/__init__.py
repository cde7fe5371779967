"""From trusted tables to figures: the catalogue of indicators, the engine, targets, forecast and trace."""
