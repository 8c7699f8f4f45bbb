# Takes the first listener for the one that was asked about.
echo 22 >/root/port
