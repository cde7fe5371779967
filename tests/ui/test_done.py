"""What was done is told until whoever did it could have seen it, and then no more."""

import pytest
from streamlit.testing.v1 import AppTest

from ui import done


def script() -> None:
    import streamlit as st

    from ui import done

    if st.button("do"):
        done.keep("saved", 7)
        st.rerun()
    if number := done.told("saved"):
        st.success(f"stored {number}")


def test_a_redraw_that_follows_at_once_tells_it_again(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(done.time, "monotonic", lambda: now[0])
    app = AppTest.from_function(script).run()
    assert not app.success
    app.button[0].click().run()
    assert [s.value for s in app.success] == ["stored 7"]
    assert [s.value for s in app.run().success] == ["stored 7"], "the first redraw may have been cut off"
    now[0] += done.STAYS + 1
    assert not app.run().success
    assert not app.run().success


def test_a_second_act_is_told_as_long_as_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(done.time, "monotonic", lambda: now[0])
    app = AppTest.from_function(script).run()
    app.button[0].click().run()
    now[0] += done.STAYS - 1
    app.button[0].click().run()
    now[0] += done.STAYS - 1
    assert app.run().success
