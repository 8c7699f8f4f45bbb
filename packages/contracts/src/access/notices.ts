import { cells, type GuardedDoor, guarded } from './row.ts';

const everybody = cells('yes', 'yes', 'yes', 'yes', 'yes');
const onlyOwn = cells('own', 'own', 'own', 'own', 'own');
const seniors = cells('no', 'no', 'yes', 'yes', 'no');
const scopes = ['notice.own.manage'] as const;

/** What a person is told of, and where. */
export const noticeDoors: readonly GuardedDoor[] = [
  ...guarded({ scopes, roles: onlyOwn, lists: 'notice' }, ['GET /api/notices']),
  ...guarded({ scopes, roles: onlyOwn, of: 'notice' }, ['POST /api/notices/{id}/read']),
  ...guarded({ scopes, roles: everybody }, [
    'GET /api/notices/events',
    'POST /api/notices/read',
    'GET /api/notice-choices',
    'PUT /api/notice-choices',
  ]),
  ...guarded({ scopes: ['attempt.team.read', 'attempt.any.read'], roles: seniors }, [
    'GET /api/weekly-summary',
  ]),
];
