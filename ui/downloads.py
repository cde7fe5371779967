"""Downloads that are made when somebody asks: Streamlit runs them later, in another thread, without a session."""

import logging
from collections.abc import Callable
from functools import partial
from typing import ParamSpec

LOG = logging.getLogger("impactmonitor")
P = ParamSpec("P")


def later(make: Callable[P, bytes], *args: P.args, **kwargs: P.kwargs) -> Callable[[], bytes]:
    """A download that calls `make` with these arguments, bound now; what goes wrong then is in the log."""
    return partial(_made, partial(make, *args, **kwargs))


def _made(make: Callable[[], bytes]) -> bytes:
    try:
        return make()
    except Exception:
        LOG.exception("download failed")
        raise
