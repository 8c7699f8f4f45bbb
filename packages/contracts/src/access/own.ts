import { cells, type GuardedDoor, guarded } from './row.ts';

const everybody = cells('yes', 'yes', 'yes', 'yes', 'yes');
const onlyOwn = cells('own', 'own', 'own', 'own', 'own');
const whoWorks = cells('yes', 'yes', 'yes', 'no', 'no');
const whoWorksOwn = cells('own', 'own', 'own', 'no', 'no');

/** What is a person's own: profile, sessions, password, API tokens, SSH keys. */
export const ownDoors: readonly GuardedDoor[] = [
  ...guarded({ scopes: ['person.self.read'], roles: everybody }, ['GET /api/me']),
  ...guarded({ scopes: ['person.self.take'], roles: everybody }, [
    'GET /api/me/data',
    'GET /api/me/deletion',
    'PUT /api/me/deletion',
    'DELETE /api/me/deletion',
  ]),

  ...guarded({ scopes: ['session.own.manage'], roles: onlyOwn, lists: 'session' }, ['GET /api/sessions']),
  ...guarded({ scopes: ['session.own.manage'], roles: onlyOwn, of: 'session' }, [
    'DELETE /api/sessions/{id}',
  ]),
  ...guarded({ scopes: ['session.own.manage'], roles: everybody }, [
    'DELETE /api/sessions',
    'GET /api/me/password',
    'PUT /api/me/password',
  ]),

  ...guarded({ scopes: ['token.own.manage'], roles: onlyOwn, lists: 'token' }, ['GET /api/tokens']),
  ...guarded({ scopes: ['token.own.manage'], roles: everybody }, ['POST /api/tokens']),
  ...guarded({ scopes: ['token.own.manage'], roles: onlyOwn, of: 'token' }, ['DELETE /api/tokens/{id}']),

  ...guarded({ scopes: ['terminal.own.open'], roles: whoWorks }, ['GET /api/ssh']),
  ...guarded({ scopes: ['ssh-key.own.manage'], roles: whoWorksOwn, lists: 'ssh-key' }, ['GET /api/ssh-keys']),
  ...guarded({ scopes: ['ssh-key.own.manage'], roles: whoWorks }, ['POST /api/ssh-keys']),
  ...guarded({ scopes: ['ssh-key.own.manage'], roles: whoWorksOwn, of: 'ssh-key' }, [
    'DELETE /api/ssh-keys/{id}',
  ]),
];
