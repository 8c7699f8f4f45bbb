import os

PREFIX1, HOST1, GATEWAY1 = (f'172.20.{os.environ["NET1"]}.{end}' for end in ('0/24', '10', '1'))
PREFIX2, HOST2, GATEWAY2 = (f'172.21.{os.environ["NET2"]}.{end}' for end in ('0/24', '10', '1'))
R1, R2 = '10.10.12.1', '10.10.12.2'


def beside(number):
    """A host of the grader's beside host1 or host2, and what it takes for its way out."""
    from wires import Port

    link, network, gateway = (
        ('lan1', f'172.20.{os.environ["NET1"]}', GATEWAY1),
        ('lan2', f'172.21.{os.environ["NET2"]}', GATEWAY2),
    )[number - 1]
    return Port(link, f'{network}.250/24', gateway)


def instance(number):
    """The tenant's instance on the port of host1 or host2."""
    from wires import Port

    return Port(f'lan{number + 2}', f'192.168.{os.environ["TENANT"]}.{10 * number}/24', mtu=1450)
