"""From bytes to trusted tables: the workbook contract, the reader, the checks."""
