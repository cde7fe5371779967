"""The way in: who may not see anything gets one sentence and, where that helps, a button; nothing of the data is drawn."""

from typing import NoReturn

import streamlit as st

from data.errors import UserError
from ui import html, style
from ui.access.rights import NEEDS, Action, may
from ui.access.visitor import Outside, Visitor, refused, shown, signature_of
from ui.texts import language, plain, t

KNOWN: tuple[Outside, ...] = ("stranger", "unverified")  # who signed in, and may see nothing all the same


def enter() -> Visitor:
    """The visitor, who may see the pages; stops the redraw for everybody else."""
    try:
        found = shown()
    except UserError as error:
        st.error(plain(error.message(language())), icon=":material/lock:")
        st.stop()
    if not isinstance(found, Visitor):
        _outside(found)
    return found


def admit_to(visitor: Visitor, action: Action) -> None:
    """Stop where the visitor may see pages, but not this one."""
    if not may(visitor.role, action):
        refused(action, visitor.signature)
        html.head(t("access.overline"), t("access.forbidden"))
        st.info(plain(t("access.forbidden_line", role=t(f"access.role.{NEEDS[action]}"), own=t(f"access.role.{visitor.role}"))), icon=":material/lock:")
        st.stop()


def account(visitor: Visitor) -> None:
    """Who one is here, and the way out; or that nobody has to sign in on this computer."""
    label = t("access.here") if visitor.local else t(f"access.role.{visitor.role}")
    icon = ":material/computer:" if visitor.local else ":material/account_circle:"
    with st.container(key="account"), st.popover(label, icon=icon, type="tertiary"):
        if visitor.local:
            html.show(html.small(t("access.here_line")))
            return
        st.text(visitor.signature)
        html.show(html.small(t(f"access.may.{visitor.role}")))
        st.button(t("access.out"), on_click=st.logout, key="sign-out", icon=":material/logout:")


def _outside(why: Outside) -> NoReturn:
    st.set_page_config(page_title=t("ui.title"), page_icon=style.ICON, layout="wide")
    email = signature_of(why)
    if why in KNOWN:
        refused("see", email)
    html.head(t("ui.title"), t(f"access.outside.{why}"))
    html.show(html.small(t(f"access.outside_line.{why}", email=email)))
    if why in KNOWN:
        st.button(t("access.out"), on_click=st.logout, key="sign-out", icon=":material/logout:")
    else:
        st.button(t("access.in"), on_click=st.login, key="sign-in", type="primary", icon=":material/login:")
    st.stop()
