#!/bin/sh
# Prints the path of a Python >= 3.11 that can make virtual environments, or says what is missing and exits 1.
# PYTHON=… chooses one.
set -u
works() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
found=
for name in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python; do
  path=$(command -v "$name" 2>/dev/null) || continue
  if works "$path"; then found=$path; break; fi
done
if [ -z "$found" ]; then
  echo "Python 3.11 or newer is missing. On Debian or Ubuntu: apt-get install python3 python3-venv. Elsewhere: python.org" >&2
  exit 1
fi
if ! "$found" -c 'import ensurepip, venv' 2>/dev/null; then
  echo "$found has no venv module. On Debian or Ubuntu: apt-get install python3-venv" >&2
  exit 1
fi
echo "$found"
