set -eu
in_project "$PROJECT" network delete first
in_project "$PROJECT" network create third >/dev/null
