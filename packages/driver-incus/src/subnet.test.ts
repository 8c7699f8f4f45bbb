import { describe, expect, it } from 'vitest';
import { freeSubnets, hostAddress, nodeAddress, overlaps, toAddress, toNumber, toSubnet } from './subnet.ts';

describe('subnets', () => {
  it('reads addresses and networks', () => {
    expect(toAddress(toNumber('100.127.255.254'))).toBe('100.127.255.254');
    expect(toSubnet('10.77.3.9/16')).toEqual({ base: toNumber('10.77.0.0'), prefix: 16 });
  });

  it.each([
    ['10.77.0.0/24', '10.77.0.0/16', true],
    ['10.77.0.0/16', '10.77.255.255/32', true],
    ['10.77.0.0/24', '10.77.1.0/24', false],
    ['0.0.0.0/0', '192.0.2.0/24', true],
    ['100.64.0.0/18', '100.64.64.0/18', false],
  ])('%s and %s overlap: %s', (a, b, expected) => {
    expect(overlaps(toSubnet(a), toSubnet(b))).toBe(expected);
    expect(overlaps(toSubnet(b), toSubnet(a))).toBe(expected);
  });

  it('draws the same candidates for an installation each time, and different ones for another', () => {
    const mine = freeSubnets('0123abcd', []);
    expect(mine).toHaveLength(256);
    expect(freeSubnets('0123abcd', [])).toEqual(mine);
    expect(freeSubnets('0123abce', [])[0]).not.toEqual(mine[0]);
    for (const subnet of mine) expect(overlaps(subnet, toSubnet('100.64.0.0/10'))).toBe(true);
  });

  it('leaves out what is taken', () => {
    const [first] = freeSubnets('0123abcd', []);
    const taken = [toSubnet(`${toAddress((first?.base ?? 0) + 77)}/32`)];
    expect(freeSubnets('0123abcd', taken)).toHaveLength(255);
    expect(freeSubnets('0123abcd', taken)[0]).not.toEqual(first);
    expect(freeSubnets('0123abcd', [toSubnet('100.64.0.0/10')])).toEqual([]);
  });

  it('gives nodes addresses within the subnet, never those of host, network or broadcast, and another with each draw', () => {
    const subnet = toSubnet('100.64.0.0/29');
    const drawn = new Set(
      Array.from({ length: 100 }, (_, draw) => nodeAddress(subnet, 'environment', 'host1', draw)),
    );
    expect([...drawn].sort()).toEqual([2, 3, 4, 5, 6].map((last) => `100.64.0.${last}`));
    expect(hostAddress(subnet)).toBe('100.64.0.1');
  });
});
