#!/bin/sh
# Double click starts one task, from whatever folder.
cd -- "$(dirname -- "$(readlink -f -- "$0")")" || exit 2
python=$(cat carried/installed.txt 2>/dev/null)
if [ -n "$python" ] && [ -x "$python" ]; then
    "./$python" -X utf8 -m carried.start @TASK@
    code=$?
else
    cat carried/words/not-installed.txt
    code=2
fi
if [ -t 0 ]; then
    cat carried/words/close.txt
    read -r _
fi
exit "$code"
