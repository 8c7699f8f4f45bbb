tunnel "$HOST2"
