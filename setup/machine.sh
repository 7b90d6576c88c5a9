#!/bin/sh
# Says which programs some tests need and this machine lacks, with the command that brings them. Those tests are then
# skipped, each saying so; on CI they fail.
has() { command -v "$1" >/dev/null 2>&1; }
lack() { echo "  not on this machine: $1 ($2). On Debian: apt-get install $3"; }
has chromium || has chromium-browser || has google-chrome || lack Chromium "the tests in the browser" "chromium fonts-noto-core"
has ogrinfo || lack GDAL "the test with its OGC API client" gdal-bin
[ -x /usr/bin/qgis ] || /usr/bin/python3 -c 'import qgis' 2>/dev/null || lack QGIS "the test with its OGC API client" python3-qgis
[ -d /usr/lib/postgresql ] || has postgres || lack PostgreSQL "the tests of the store on PostgreSQL" "postgresql postgresql-15-postgis-3"
exit 0
