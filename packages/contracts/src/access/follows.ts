import { cells, type GuardedDoor, guarded } from './row.ts';

const learners = cells('own', 'own', 'own', 'no', 'no');
const mentors = cells('no', 'no', 'own', 'no', 'no');

/** Following a learner's terminals. It is between two people: the learner's side and the mentor's are each one's own. */
export const followDoors: readonly GuardedDoor[] = [
  ...guarded(
    { scopes: ['terminal.any.follow'], and: 'attempt.any.read', roles: cells('no', 'no', 'yes', 'no', 'no') },
    ['POST /api/follows'],
  ),
  ...guarded({ scopes: ['attempt.own.write'], roles: learners, of: 'followed' }, [
    'POST /api/follows/{id}/answer',
    'POST /api/follows/{id}/takeover/answer',
  ]),
  ...guarded({ scopes: ['attempt.own.write', 'terminal.any.follow'], roles: learners, of: 'followed' }, [
    'POST /api/follows/{id}/stop',
    'POST /api/follows/{id}/takeover/end',
  ]),
  ...guarded({ scopes: ['terminal.any.follow'], roles: mentors, of: 'following' }, [
    'POST /api/follows/{id}/takeover',
    'GET /api/follows/{id}/terminals',
    'POST /api/follows/{id}/terminals',
  ]),
];
