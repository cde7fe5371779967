"""Figures from plain tables: colours, the plotly template, one function per kind of chart. Knows plotly, not Streamlit."""
