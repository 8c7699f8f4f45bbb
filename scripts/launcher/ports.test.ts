import { describe, expect, it } from 'vitest';
import { freePlatformPorts, type PortProbe } from './ports.ts';

const unset = {
  port: undefined,
  gatewayPort: undefined,
  metricsPort: undefined,
  apiMetricsPort: undefined,
  sshPort: undefined,
  bind: '127.0.0.1',
};
const standard = {
  port: 7800,
  gatewayPort: 7801,
  databasePort: 7802,
  metricsPort: 7803,
  apiMetricsPort: 7804,
  sshPort: 2222,
};

/** A machine on which these ports are taken by others. */
function machine(busy: readonly number[] = [], database?: number): PortProbe {
  const free = async (port: number) => !busy.includes(port);
  return {
    free,
    next: async (from, _, taken) => {
      let port = from;
      while (taken.includes(port) || !(await free(port))) port += 1;
      return port;
    },
    database,
  };
}

describe('the ports of a platform', () => {
  it('are the well-known ones where nobody else is', async () => {
    expect(await freePlatformPorts(unset, undefined, machine())).toEqual(standard);
  });

  it('of a second platform on the machine are all its own', async () => {
    const second = await freePlatformPorts(unset, undefined, machine(Object.values(standard)));
    expect(second).toEqual({
      port: 7805,
      gatewayPort: 7806,
      databasePort: 7807,
      metricsPort: 7808,
      apiMetricsPort: 7809,
      sshPort: 7810,
    });
  });

  it('lie beside a port that is given, so that two that start at once do not meet', async () => {
    expect(await freePlatformPorts({ ...unset, port: 9000 }, undefined, machine())).toEqual({
      port: 9000,
      gatewayPort: 9001,
      databasePort: 9002,
      metricsPort: 9003,
      apiMetricsPort: 9004,
      sshPort: 9005,
    });
    const last = await freePlatformPorts({ ...unset, port: 65_535 }, undefined, machine());
    expect(last).toEqual({ ...standard, port: 65_535, sshPort: 7805 });
  });

  it('are the kept ones from the second start on, and the database’s own where it still runs', async () => {
    const kept = {
      port: 8000,
      gatewayPort: 8100,
      databasePort: 8200,
      metricsPort: 8300,
      apiMetricsPort: 8400,
      sshPort: 8500,
    };
    expect(await freePlatformPorts(unset, kept, machine())).toEqual(kept);
    expect(await freePlatformPorts(unset, kept, machine([8200], 8200))).toEqual(kept);
    expect((await freePlatformPorts(unset, kept, machine([8200]))).databasePort).toBe(8201);
    expect(await freePlatformPorts(unset, kept, machine([8300]))).toEqual(kept);
  });

  it('are completed where an older release kept no ports for metrics and SSH', async () => {
    const kept = { port: 7800, gatewayPort: 7801, databasePort: 7802 };
    expect(await freePlatformPorts(unset, kept, machine([7803]))).toEqual({
      ...standard,
      metricsPort: 7804,
      apiMetricsPort: 7805,
    });
  });

  it('of metrics can be given or off, and one that is chosen avoids one that is given', async () => {
    const given = await freePlatformPorts({ ...unset, apiMetricsPort: 7803 }, undefined, machine());
    expect([given.metricsPort, given.apiMetricsPort]).toEqual([7804, 7803]);
    const off = await freePlatformPorts(
      { ...unset, metricsPort: null, apiMetricsPort: null },
      undefined,
      machine(),
    );
    expect([off.metricsPort, off.apiMetricsPort]).toEqual([null, null]);
  });

  it('of SSH clients can be off', async () => {
    expect((await freePlatformPorts({ ...unset, sshPort: null }, undefined, machine())).sshPort).toBeNull();
  });

  it.each([
    ['SPRINGBOARD_PORT', 7800],
    ['SPRINGBOARD_GATEWAY_PORT', 7801],
    ['SPRINGBOARD_SSH_PORT', 2222],
  ])('are never changed silently once a person may know them: %s', async (variable, busy) => {
    const start = freePlatformPorts(unset, standard, machine([busy]));
    await expect(start).rejects.toThrow(`Port ${busy} on 127.0.0.1 is taken`);
    await expect(start).rejects.toThrow(`${variable}=${busy + 10} npm start`);
  });
});
