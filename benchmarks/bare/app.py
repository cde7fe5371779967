"""Serves the bare page as the dashboard is served: the same server, the same settings, and what stays for good out of the garbage collector's rounds."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st


@asynccontextmanager
async def start(_app: st.App) -> AsyncIterator[None]:
    """As in `dashboard.py`."""
    gc.collect()
    gc.freeze()
    yield


app = st.App(Path(__file__).with_name("page.py"), lifespan=start)
