import { cells, type GuardedDoor, guarded } from './row.ts';

const learners = cells('own', 'own', 'own', 'no', 'no');
const mentors = cells('no', 'no', 'any', 'no', 'no');
const reads = ['attempt.own.read', 'attempt.team.read', 'attempt.any.read'] as const;
const answers = ['help.any.answer'] as const;

/** Questions that learners ask mentors. Nobody answers their own. */
export const helpDoors: readonly GuardedDoor[] = [
  ...guarded({ scopes: ['attempt.own.write'], roles: learners, of: 'attempt' }, [
    'POST /api/attempts/{id}/tasks/{taskId}/help',
  ]),
  ...guarded({ scopes: ['attempt.own.write'], roles: learners, of: 'help' }, ['POST /api/help/{id}/end']),
  ...guarded({ scopes: answers, roles: mentors, lists: 'help' }, ['GET /api/help']),
  ...guarded({ scopes: answers, roles: cells('no', 'no', 'yes', 'no', 'no') }, ['GET /api/help/events']),
  ...guarded({ scopes: answers, roles: mentors, of: 'help' }, [
    'GET /api/help/{id}',
    'POST /api/help/{id}/take',
    'POST /api/help/{id}/give-back',
    'POST /api/help/{id}/answer',
    'POST /api/help/{id}/close',
    'POST /api/help/{id}/keep',
  ]),
  ...guarded({ scopes: reads, roles: cells('own', 'own', 'any', 'team', 'no'), of: 'attempt' }, [
    'GET /api/attempts/{id}/tasks/{taskId}/kept-answers',
  ]),
  ...guarded({ scopes: ['feedback.answer'], roles: cells('no', 'yes', 'yes', 'no', 'no') }, [
    'GET /api/labs/{group}/{name}/kept-answers',
    'DELETE /api/kept-answers/{id}',
  ]),
];
