import os

VLAN = int(os.environ["VLAN"])


def instance(number):
    """The tenant's instance on the port of host1 or host2."""
    from wires import Port

    return Port(f'lan{number + 2}', f'192.168.{os.environ["TENANT"]}.{10 * number}/24')
