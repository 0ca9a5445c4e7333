#!/bin/sh
# Installs without network and without an administrator.
cd -- "$(dirname -- "$(readlink -f -- "$0")")" || exit 2
code=2
[ -d carried/python ] && chmod -R u+rwX,u+x carried/python
for python in carried/python/bin/python3 python@PYTHON@ python3 python; do
    if "$python" -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] != "@PYTHON@")' >/dev/null 2>&1; then
        "$python" -X utf8 -m carried.install
        code=$?
        found=yes
        break
    fi
done
[ -n "${found-}" ] || cat carried/words/no-python.txt
if [ -t 0 ]; then
    cat carried/words/close.txt
    read -r _
fi
exit "$code"
