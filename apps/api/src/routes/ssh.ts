import { AddSshKey, SshAddressView, SshKeyView } from '@springboard/contracts/ssh.ts';
import { viewSshAddress } from '@springboard/core/ssh/address.ts';
import { addSshKey, listSshKeys, removeSshKey } from '@springboard/core/ssh/keys.ts';
import { z } from 'zod';
import { none } from '../http/input.ts';
import { route } from '../http/route.ts';

export const sshAddressRoute = route({
  method: 'get',
  path: '/api/ssh',
  summary: 'Where my own SSH client connects to, and the host key it will be shown',
  permission: 'terminal.own.open',
  params: none,
  query: none,
  body: null,
  answer: { status: 200, schema: SshAddressView },
  handle: ({ actor }, { ssh }) => viewSshAddress(actor, ssh),
});

export const listSshKeysRoute = route({
  method: 'get',
  path: '/api/ssh-keys',
  summary: 'My registered SSH keys',
  permission: 'ssh-key.own.manage',
  params: none,
  query: none,
  body: null,
  answer: { status: 200, schema: z.array(SshKeyView) },
  handle: ({ actor }, { core }) => listSshKeys(core, actor),
});

export const addSshKeyRoute = route({
  method: 'post',
  path: '/api/ssh-keys',
  summary: 'Register the public key of my own SSH client',
  permission: 'ssh-key.own.manage',
  params: none,
  query: none,
  body: AddSshKey,
  answer: { status: 201, schema: SshKeyView },
  handle: ({ actor, body }, { core }) => addSshKey(core, actor, body),
});

export const removeSshKeyRoute = route({
  method: 'delete',
  path: '/api/ssh-keys/{id}',
  summary: 'Remove a key, and end what is logged in with it',
  permission: 'ssh-key.own.manage',
  params: z.object({ id: z.uuid() }),
  query: none,
  body: null,
  answer: { status: 204, schema: null },
  handle: ({ actor, params }, { core }) => removeSshKey(core, actor, params.id),
});
