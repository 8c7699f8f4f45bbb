import { describe, expect, it } from 'vitest';
import { routes } from './host-routes.ts';
import { toSubnet } from './subnet.ts';

describe('routes', () => {
  it('reads the kernel table and leaves the default route out', () => {
    const table = [
      'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT',
      'eth0\t00000000\t0100A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0',
      'eth0\t0000A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0',
      'tun0\t00004064\t00000000\t0001\t0\t0\t0\t0000C0FF\t0\t0\t0',
      '',
    ].join('\n');
    expect(routes(table)).toEqual([toSubnet('192.168.0.0/24'), toSubnet('100.64.0.0/10')]);
  });

  it('reads nothing from nothing', () => {
    expect(routes('')).toEqual([]);
  });
});
