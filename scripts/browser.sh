#!/bin/sh
# Makes sure that the tests have a browser, LibreOffice, nginx, systemd-analyze and an OpenID provider: installs packages.txt and packages-dev.txt on Debian or Ubuntu as root, elsewhere says what to do.
# (libatomic1: playwright, which drives the browser, does not start without it on a bare Debian.)
set -eu
cd "$(dirname "$0")/.."
wanted=$(cat packages.txt packages-dev.txt)
if [ -n "${CHROMIUM:-}" ]; then
    wanted=$(cat packages-dev.txt)
fi
missing=""
if command -v dpkg-query >/dev/null 2>&1; then
    for package in $wanted; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
    done
    if [ -n "$missing" ] && [ "$(id -u)" = 0 ]; then
        echo "Installing:$missing"
        export DEBIAN_FRONTEND=noninteractive
        # nginx is for the tests, which start it themselves: its package may not start a web server on this machine.
        policy=/usr/sbin/policy-rc.d
        if [ ! -e "$policy" ]; then
            printf '#!/bin/sh\nexit 101\n' >"$policy"
            chmod +x "$policy"
            trap 'rm -f "$policy"' EXIT
        fi
        apt-get update -qq </dev/null
        # shellcheck disable=SC2086 -- the names are meant to be split
        apt-get install -y -qq --no-install-recommends $missing </dev/null >/dev/null
    fi
fi
lacking=""
# The OpenID provider of the tests runs on Node.js; where npm is there already, whoever put it there keeps it.
if ! command -v npm >/dev/null 2>&1 && command -v dpkg-query >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    apt-get update -qq </dev/null
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nodejs npm </dev/null >/dev/null
fi
if ! command -v npm >/dev/null 2>&1; then
    lacking=yes
    echo "No Node.js with npm found, so the tests of signing in are left out. Install it (on Debian or Ubuntu: apt-get install nodejs npm)." >&2
elif [ ! tests/oidc/node_modules/.package-lock.json -nt tests/oidc/package-lock.json ]; then
    npm ci --prefix tests/oidc --no-audit --no-fund --silent </dev/null
    touch tests/oidc/node_modules/.package-lock.json
fi
if ! command -v "${SOFFICE:-soffice}" >/dev/null 2>&1; then
    lacking=yes
    echo "No LibreOffice found, so the tests that compute the Excel annex anew are left out. Install it (on Debian or Ubuntu: apt-get install" \
        "$(tr '\n' ' ' <packages-dev.txt)), or set SOFFICE to the path of the program." >&2
fi
if ! PATH="$PATH:/usr/sbin" command -v nginx >/dev/null 2>&1; then
    lacking=yes
    echo "No nginx found, so the tests of several servers are left out. Install it (on Debian or Ubuntu: apt-get install nginx)." >&2
fi
if ! command -v systemd-analyze >/dev/null 2>&1; then
    lacking=yes
    echo "No systemd-analyze found, so the tests of the units in deploy/systemd are left out. Install it (on Debian or Ubuntu: apt-get install systemd)." >&2
fi
browser=${CHROMIUM:-}
for name in chromium chromium-browser google-chrome "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
    /Applications/Chromium.app/Contents/MacOS/Chromium; do
    [ -n "$browser" ] || browser=$(command -v "$name" || true)
done
if [ -z "$browser" ]; then
    lacking=yes
    echo "No Chromium found, so the browser tests are left out. Install it (on Debian or Ubuntu: apt-get install $(tr '\n' ' ' <packages.txt))" \
        "or Google Chrome, or set CHROMIUM to the path of the program." >&2
fi
[ -z "$lacking" ] || [ "${CI:-}" != true ]
