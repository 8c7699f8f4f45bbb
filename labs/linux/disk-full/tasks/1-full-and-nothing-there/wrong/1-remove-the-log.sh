# The place is right, and the room is not there.
rm -f "$root"/log/*
