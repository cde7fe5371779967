#!/bin/sh
# Makes sure that the browser tests have a browser: installs packages.txt on Debian or Ubuntu as root, elsewhere says what to do.
# (libatomic1: playwright, which drives the browser, does not start without it on a bare Debian.)
set -eu
cd "$(dirname "$0")/.."
if [ -n "${CHROMIUM:-}" ]; then
    exit 0
fi
missing=""
if command -v dpkg-query >/dev/null 2>&1; then
    for package in $(cat packages.txt); do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
    done
    if [ -n "$missing" ] && [ "$(id -u)" = 0 ]; then
        echo "Installing:$missing"
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq </dev/null
        # shellcheck disable=SC2086 -- the names are meant to be split
        apt-get install -y -qq --no-install-recommends $missing </dev/null >/dev/null
        missing=""
    fi
fi
for name in chromium chromium-browser google-chrome "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
    /Applications/Chromium.app/Contents/MacOS/Chromium; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
echo "No Chromium found, so the browser tests are left out. Install it (on Debian or Ubuntu: apt-get install $(tr '\n' ' ' <packages.txt))" \
    "or Google Chrome, or set CHROMIUM to the path of the program." >&2
[ "${CI:-}" != true ]
