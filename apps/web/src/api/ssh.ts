import { AddSshKey, SshAddressView, SshKeyView } from '@springboard/contracts/ssh.ts';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { request, requestNothing } from './client.ts';

export const sshKeysQuery = queryOptions({
  queryKey: ['ssh-keys'],
  queryFn: ({ signal }) => request('/ssh-keys', z.array(SshKeyView), { signal }),
});

/** Where one's own SSH client connects to; null where that is turned off. */
export const sshAddressQuery = queryOptions({
  queryKey: ['ssh'],
  queryFn: ({ signal }) => request('/ssh', SshAddressView, { signal }),
});

export function addSshKey(key: AddSshKey): Promise<SshKeyView> {
  return request('/ssh-keys', SshKeyView, { method: 'POST', body: AddSshKey.parse(key) });
}

export function removeSshKey(id: string): Promise<void> {
  return requestNothing(`/ssh-keys/${id}`, { method: 'DELETE' });
}
