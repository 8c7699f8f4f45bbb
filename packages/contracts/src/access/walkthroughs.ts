import { cells, type GuardedDoor, guarded } from './row.ts';

const everybody = cells('yes', 'yes', 'yes', 'yes', 'yes');
/** Of others' those of labs that one has passed, besides. */
const watchers = cells('own', 'any', 'any', 'any', 'own');
const authors = cells('own', 'own', 'own', 'no', 'no');

/** Walk-throughs of labs: watched, made, rated and hidden. Only what was cut out for others is behind any of these doors. */
export const walkthroughDoors: readonly GuardedDoor[] = [
  ...guarded({ scopes: ['lab.read'], roles: everybody }, ['GET /api/labs/{group}/{name}/walkthroughs']),
  ...guarded({ scopes: ['lab.read', 'walkthrough.any.watch'], roles: watchers, of: 'walkthrough' }, [
    'GET /api/walkthroughs/{id}',
    'GET /api/walkthroughs/{id}/parts/{part}',
  ]),
  ...guarded({ scopes: ['attempt.own.write'], roles: authors, of: 'attempt' }, [
    'POST /api/attempts/{id}/walkthroughs',
  ]),
  ...guarded({ scopes: ['attempt.own.write'], roles: authors, of: 'walkthrough' }, [
    'GET /api/walkthroughs/{id}/draft',
    'PUT /api/walkthroughs/{id}/draft',
    'GET /api/walkthroughs/{id}/preview',
    'GET /api/walkthroughs/{id}/preview/parts/{part}',
    'POST /api/walkthroughs/{id}/publish',
    'POST /api/walkthroughs/{id}/withdraw',
    'DELETE /api/walkthroughs/{id}',
  ]),
  ...guarded(
    {
      scopes: ['attempt.own.write', 'walkthrough.any.watch'],
      roles: cells('own', 'any', 'any', 'any', 'no'),
      of: 'walkthrough',
    },
    ['PUT /api/walkthroughs/{id}/rating'],
  ),
  ...guarded(
    { scopes: ['walkthrough.any.hide'], roles: cells('no', 'no', 'any', 'no', 'no'), of: 'walkthrough' },
    ['POST /api/walkthroughs/{id}/hide', 'POST /api/walkthroughs/{id}/show'],
  ),
];
