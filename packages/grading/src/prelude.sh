# Runs a lab's script that comes on standard input. The script is never a file and never in a process list; its
# children get an empty standard input. Helpers write records to the platform even where output is redirected.
exec {__springboard_out}>&1
__springboard_record() { printf '\036%s\035%s\037\n' "$1" "${2-}" >&"$__springboard_out"; }
pass() { __springboard_record pass "${1-}"; exit 0; }
not_yet() { __springboard_record not_yet "${1-}"; exit 1; }
env_broken() { __springboard_record env_broken "${1-}"; exit 75; }
note() { __springboard_record note "${1-}"; }
metric() { __springboard_record metric "${1-} ${2-}"; }
__springboard_script=$(cat && printf .) || exit 75
exec 0</dev/null
cd /
set -u
eval "${__springboard_script%.}"
