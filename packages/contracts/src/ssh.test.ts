import { expect, it } from 'vitest';
import { readSshUserName, sshUserName } from './ssh.ts';

const attemptId = '3fa85f64-5717-4562-b3fc-2c963f66afa6';

it('a user name names an attempt, and a node where one is chosen', () => {
  expect(readSshUserName(sshUserName(attemptId))).toEqual({ attemptId, node: null });
  expect(readSshUserName(sshUserName(attemptId, 'ceph-1'))).toEqual({ attemptId, node: 'ceph-1' });
});

it.each([
  '',
  'root',
  attemptId.slice(1),
  attemptId.toUpperCase(),
  `${attemptId}.`,
  `${attemptId}.Ceph1`,
  `${attemptId}.a.b`,
  `${attemptId}+ceph1`,
  `${attemptId}\n`,
  ` ${attemptId}`,
])('%j leads nowhere', (name) => expect(readSshUserName(name)).toBeNull());
