if not queue_speaks():
    not_yet("Nothing on controller speaks AMQP on port 5672.")
