"""Events en bereik: own events through time and by kind, whom they reached, how satisfied people were, communication per channel."""

import streamlit as st

from ui import behind, events, outreach
from ui.drawing import chart
from ui.empty import empty_page
from ui.guard import guard
from ui.links import linked
from ui.scope import scope, step

view = guard()
source, at = scope(view)
events.head(source, at)
behind.draw(view, "events")
if events.reached(source, at).events.value is None and outreach.posted(source, at).posts is None:
    empty_page("events", view.lang)
    st.stop()
by = step(view.lang)
for place, key in zip(st.columns(3, gap="large"), ("events", "attendances", "organisations"), strict=True):
    with place:
        chart(view, events.through_time, by, key)
chart(view, events.split, events.dimension_asked(view.lang))
chart(view, events.audience_of)
left, right = st.columns(2, gap="large")
with left:
    chart(view, outreach.posts_of)
    behind.line(["D2.3"], "posts", view.lang)
with right:
    outreach.channels_head(source, at)
    linked(outreach.channel_table(source, at), "channels", view.lang)
