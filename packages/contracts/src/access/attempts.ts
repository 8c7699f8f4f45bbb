import { cells, type GuardedDoor, guarded } from './row.ts';

const readers = cells('own', 'own', 'any', 'team', 'no');
const workers = cells('own', 'own', 'own', 'no', 'no');
const reviewers = cells('peer', 'peer', 'any', 'team', 'no');
const reads = ['attempt.own.read', 'attempt.team.read', 'attempt.any.read'] as const;
const reviews = ['submission.peer.review', 'submission.team.review', 'submission.review'] as const;

/** Attempts with all that hangs on them, and the work that is handed in in them. */
export const attemptDoors: readonly GuardedDoor[] = [
  ...guarded({ scopes: ['attempt.own.write'], roles: cells('yes', 'yes', 'yes', 'no', 'no') }, [
    'POST /api/attempts',
  ]),
  ...guarded({ scopes: ['attempt.own.read'], roles: workers, lists: 'attempt' }, ['GET /api/attempts']),
  ...guarded({ scopes: reads, roles: readers, lists: 'attempt' }, ['GET /api/grades', 'GET /api/grades.csv']),
  ...guarded({ scopes: reads, roles: readers, of: 'attempt' }, [
    'GET /api/attempts/{id}',
    'GET /api/attempts/{id}/events',
    'GET /api/attempts/{id}/feedback',
    'GET /api/attempts/{id}/recordings',
    'GET /api/attempts/{id}/recordings/{name}',
    'GET /api/attempts/{id}/timeline',
  ]),
  ...guarded(
    {
      scopes: reads,
      and: 'lab.health.read',
      roles: cells('no', 'own', 'any', 'team', 'no'),
      of: 'attempt',
    },
    ['GET /api/attempts/{id}/timeline/runs/{runId}'],
  ),
  ...guarded({ scopes: ['attempt.own.write'], roles: workers, of: 'attempt' }, [
    'POST /api/attempts/{id}/finish',
    'POST /api/attempts/{id}/reset',
    'POST /api/attempts/{id}/retry',
    'POST /api/attempts/{id}/extend',
    'POST /api/attempts/{id}/pause',
    'POST /api/attempts/{id}/resume',
    'POST /api/attempts/{id}/save-points',
    'POST /api/attempts/{id}/save-points/{savePointId}/rewind',
    'DELETE /api/attempts/{id}/save-points/{savePointId}',
    'POST /api/attempts/{id}/feedback',
    'POST /api/attempts/{id}/tasks/{taskId}/check',
    'POST /api/attempts/{id}/tasks/{taskId}/answers',
    'POST /api/attempts/{id}/tasks/{taskId}/hints/{index}',
    'PUT /api/attempts/{id}/tasks/{taskId}/draft',
    'POST /api/attempts/{id}/tasks/{taskId}/preview',
    'POST /api/attempts/{id}/tasks/{taskId}/hand-in',
  ]),
  ...guarded({ scopes: ['terminal.own.open'], roles: workers, of: 'attempt' }, [
    'POST /api/attempts/{id}/terminals',
  ]),
  ...guarded({ scopes: ['web-ui.own.open'], roles: workers, of: 'attempt' }, [
    'POST /api/attempts/{id}/web-uis',
  ]),
  ...guarded({ scopes: reviews, roles: reviewers, lists: 'submission' }, ['GET /api/submissions']),
  ...guarded({ scopes: reviews, roles: reviewers, of: 'submission' }, [
    'GET /api/submissions/{id}/{taskId}',
    'POST /api/submissions/{id}/{taskId}/review',
    'PUT /api/submissions/{id}/{taskId}/taken',
    'POST /api/submissions/{id}/{taskId}/comments',
    'POST /api/submissions/{id}/{taskId}/moments',
    'PUT /api/submissions/{id}/{taskId}/comments/{commentId}',
    'DELETE /api/submissions/{id}/{taskId}/comments/{commentId}',
  ]),
];
