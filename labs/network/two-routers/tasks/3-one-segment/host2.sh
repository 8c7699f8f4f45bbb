tunnel "$HOST1"
