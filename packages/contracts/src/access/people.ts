import { cells, type GuardedDoor, guarded } from './row.ts';

const readers = cells('no', 'no', 'no', 'team', 'any');
const operators = cells('no', 'no', 'no', 'no', 'any');
const reads = ['person.team.read', 'person.any.read'] as const;

/** People, their roles, and teams. A manager has the teams that they manage; `team` of a team is that. */
export const peopleDoors: readonly GuardedDoor[] = [
  ...guarded({ scopes: reads, roles: readers, lists: 'person' }, ['GET /api/people']),
  ...guarded(
    { scopes: ['team.own.manage', 'person.any.manage'], roles: cells('no', 'no', 'no', 'yes', 'yes') },
    ['POST /api/people'],
  ),
  ...guarded({ scopes: ['person.any.manage'], roles: operators, of: 'person' }, [
    'PUT /api/people/{id}',
    'DELETE /api/people/{id}/sessions',
    'DELETE /api/people/{id}/leaving',
    'GET /api/people/{id}/erasure',
    'POST /api/people/{id}/erasure',
  ]),
  ...guarded({ scopes: ['team.own.manage', 'person.any.manage'], roles: readers, of: 'person' }, [
    'POST /api/people/{id}/sign-in-link',
    'GET /api/people/{id}/leaving',
    'POST /api/people/{id}/leaving',
  ]),
  ...guarded({ scopes: ['person.any.manage'], roles: cells('no', 'no', 'no', 'no', 'yes') }, [
    'GET /api/departures',
  ]),
  ...guarded({ scopes: reads, roles: readers, lists: 'team' }, ['GET /api/teams']),
  ...guarded({ scopes: ['team.any.manage'], roles: cells('no', 'no', 'no', 'no', 'yes') }, [
    'POST /api/teams',
  ]),
  ...guarded({ scopes: ['team.any.manage'], roles: operators, of: 'team' }, [
    'PUT /api/teams/{id}',
    'DELETE /api/teams/{id}',
  ]),
  ...guarded({ scopes: ['team.own.manage', 'team.any.manage'], roles: readers, of: 'team' }, [
    'PUT /api/teams/{id}/members/{personId}',
    'DELETE /api/teams/{id}/members/{personId}',
  ]),
];
