import { cells, type GuardedDoor, guarded } from './row.ts';

const plans = ['class.team.manage', 'class.any.manage'] as const;
const planners = cells('no', 'no', 'any', 'own', 'no');

/** Classes: of those who plan them, and of those who are in them. A manager has those that they planned, with people of their teams. */
export const classDoors: readonly GuardedDoor[] = [
  ...guarded({ scopes: plans, roles: planners, lists: 'class' }, ['GET /api/classes']),
  ...guarded({ scopes: plans, roles: cells('no', 'no', 'any', 'team', 'no'), lists: 'person' }, [
    'GET /api/class-people',
  ]),
  ...guarded({ scopes: plans, roles: cells('no', 'no', 'yes', 'yes', 'no') }, ['POST /api/classes']),
  ...guarded({ scopes: plans, roles: planners, of: 'class' }, [
    'GET /api/classes/{id}',
    'GET /api/classes/{id}/events',
    'PUT /api/classes/{id}',
    'DELETE /api/classes/{id}',
    'POST /api/classes/{id}/start',
    'POST /api/classes/{id}/end',
    'POST /api/classes/{id}/messages',
  ]),
  ...guarded(
    {
      scopes: ['attempt.own.read'],
      roles: cells('own', 'own', 'own', 'no', 'no'),
      lists: 'class-place',
    },
    ['GET /api/me/classes'],
  ),
];
