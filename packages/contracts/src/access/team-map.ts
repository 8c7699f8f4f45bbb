import { cells, type GuardedDoor, guarded } from './row.ts';

const seniors = cells('no', 'no', 'any', 'team', 'no');
const reads = ['attempt.team.read', 'attempt.any.read'] as const;
const signs = ['readiness.team.sign', 'readiness.any.sign'] as const;

/** How a team does, and who gives their word for whom; nobody for themself. */
export const teamMapDoors: readonly GuardedDoor[] = [
  ...guarded({ scopes: reads, roles: seniors, lists: 'team' }, ['GET /api/team-maps']),
  ...guarded({ scopes: reads, roles: seniors, of: 'team' }, [
    'GET /api/teams/{id}/map',
    'GET /api/teams/{id}/map.csv',
    'GET /api/teams/{id}/xapi.json',
    'GET /api/teams/{id}/stuck',
    'GET /api/teams/{id}/readiness',
  ]),
  ...guarded({ scopes: signs, roles: seniors, of: 'person' }, ['POST /api/people/{id}/sign-offs']),
  ...guarded({ scopes: signs, roles: seniors, of: 'sign-off' }, ['POST /api/sign-offs/{id}/revocation']),
];
