import { cells, type GuardedDoor, guarded } from './row.ts';

const everybody = cells('yes', 'yes', 'yes', 'yes', 'yes');
const authors = cells('no', 'yes', 'no', 'no', 'no');
const authorsAndOperators = cells('no', 'yes', 'no', 'no', 'yes');

/** Labs, their sources, tests and health: nobody's own. */
export const labDoors: readonly GuardedDoor[] = [
  ...guarded({ scopes: ['lab.read'], roles: everybody }, ['GET /api/labs', 'GET /api/labs/{group}/{name}']),
  ...guarded({ scopes: ['lab.source.read'], roles: authors }, [
    'GET /api/labs/{group}/{name}/source',
    'POST /api/lab-source/check',
  ]),
  ...guarded({ scopes: ['lab.publish'], roles: authors }, [
    'POST /api/lab-source/new',
    'POST /api/lab-source/publish',
  ]),
  ...guarded({ scopes: ['lab.test'], roles: authors }, [
    'POST /api/lab-tests',
    'GET /api/lab-tests',
    'GET /api/lab-tests/{id}',
    'GET /api/lab-tests/{id}/events',
    'GET /api/lab-tests/{id}/steps/{number}',
    'GET /api/lab-tests/{id}/junit',
    'POST /api/lab-tests/{id}/cancel',
    'DELETE /api/lab-tests/{id}/environment',
    'POST /api/lab-previews',
    'GET /api/lab-freshness',
  ]),
  ...guarded({ scopes: ['lab.health.read'], roles: cells('no', 'yes', 'yes', 'yes', 'no') }, [
    'GET /api/lab-health',
    'GET /api/labs/{group}/{name}/health',
    'GET /api/labs/{group}/{name}/failures',
  ]),
  ...guarded({ scopes: ['feedback.answer'], roles: cells('no', 'yes', 'yes', 'no', 'no') }, [
    'POST /api/feedback/{id}/answer',
  ]),
  ...guarded({ scopes: ['content.read'], roles: authorsAndOperators }, [
    'GET /api/content',
    'GET /api/content/events',
  ]),
  ...guarded({ scopes: ['content.sync'], roles: authorsAndOperators }, ['POST /api/content/sync']),
];
