import { cells, type GuardedDoor, guarded } from './row.ts';

const workers = cells('yes', 'yes', 'yes', 'no', 'no');
const readers = cells('own', 'own', 'any', 'team', 'no');
const assigners = cells('no', 'no', 'any', 'team', 'any');
const reads = ['attempt.own.read', 'attempt.team.read', 'attempt.any.read'] as const;
const assigns = ['path.team.assign', 'path.any.assign'] as const;

/** Paths: one's own, those of others, and who puts whom on them. */
export const pathDoors: readonly GuardedDoor[] = [
  ...guarded(
    {
      scopes: ['attempt.own.read'],
      roles: cells('own', 'own', 'own', 'no', 'no'),
      lists: 'path-assignment',
    },
    ['GET /api/me/paths'],
  ),
  ...guarded({ scopes: reads, roles: readers, of: 'person' }, ['GET /api/people/{id}/paths']),
  ...guarded({ scopes: reads, roles: readers, lists: 'path-assignment' }, ['GET /api/path-assignments']),
  ...guarded({ scopes: assigns, roles: assigners, lists: 'team' }, ['GET /api/paths']),
  ...guarded({ scopes: assigns, roles: cells('no', 'no', 'yes', 'yes', 'yes') }, [
    'POST /api/path-assignments',
  ]),
  ...guarded({ scopes: assigns, roles: assigners, of: 'path-assignment' }, [
    'DELETE /api/path-assignments/{id}',
  ]),
  ...guarded({ scopes: assigns, roles: assigners, of: 'person' }, ['PUT /api/people/{id}/path-due']),
  ...guarded({ scopes: ['lab.read'], roles: cells('yes', 'yes', 'yes', 'yes', 'yes') }, [
    'GET /api/paths/{id}/readings/{itemId}',
  ]),
  ...guarded({ scopes: ['attempt.own.write'], roles: workers }, ['PUT /api/paths/{id}/readings/{itemId}']),
];
