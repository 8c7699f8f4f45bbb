import socket

import openstack


def connect():
    return openstack.connect(cloud="grader", api_timeout=12)


def queue_speaks():
    """Whether something on RabbitMQ's port speaks AMQP."""
    try:
        with socket.create_connection(("controller", 5672), timeout=4) as connection:
            connection.sendall(b"AMQP\x00\x00\x09\x01")
            return len(connection.recv(8)) > 0
    except OSError:
        return False
