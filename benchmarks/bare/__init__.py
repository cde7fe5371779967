"""The floor of every measurement over the websocket: a Streamlit page that knows nothing, and draws as many elements of the same kinds."""
