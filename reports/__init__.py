"""Files that leave the dashboard: charts as pictures, workbooks and CSV. Knows charts and metrics, not Streamlit."""
