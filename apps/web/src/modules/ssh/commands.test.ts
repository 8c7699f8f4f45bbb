import { expect, it } from 'vitest';
import { sshCommand, sshConfig } from './commands.ts';

const address = { host: 'labs.example.org', port: 2222, hostKey: null };
const id = '3fa85f64-5717-4562-b3fc-2c963f66afa6';

it('the command names the port, the attempt and the node', () => {
  expect(sshCommand(address, id)).toBe(`ssh -p 2222 ${id}@labs.example.org`);
  expect(sshCommand(address, id, 'ceph1')).toBe(`ssh -p 2222 ${id}.ceph1@labs.example.org`);
  expect(sshCommand({ ...address, port: 22 }, id)).toBe(`ssh ${id}@labs.example.org`);
});

it('the settings have a host for each node', () => {
  const text = sshConfig(address, id, ['ceph1', 'ceph2']);
  expect(text).toContain(`Host lab-ceph1\n  HostName labs.example.org\n  Port 2222\n  User ${id}.ceph1\n`);
  expect(text).toContain('\n\nHost lab-ceph2\n');
});
