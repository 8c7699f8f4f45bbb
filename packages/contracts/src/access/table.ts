import { attemptDoors } from './attempts.ts';
import { classDoors } from './classes.ts';
import { followDoors } from './follows.ts';
import { helpDoors } from './help.ts';
import { labDoors } from './labs.ts';
import { noticeDoors } from './notices.ts';
import { operationsDoors } from './operations.ts';
import { ownDoors } from './own.ts';
import { pathDoors } from './paths.ts';
import { peopleDoors } from './people.ts';
import type { AccessRow, OpenDoor } from './row.ts';
import { socketDoors } from './sockets.ts';
import { teamMapDoors } from './team-map.ts';
import { walkthroughDoors } from './walkthroughs.ts';

const openDoors: readonly OpenDoor[] = [
  { door: 'GET /api/health', open: 'says that it runs' },
  { door: 'GET /api/openapi.json', open: 'the description of the routes' },
  { door: 'GET /api/sign-in', open: 'says which ways in there are' },
  { door: 'POST /api/sign-in', open: 'takes the token of a one-time link; failed tries are limited' },
  {
    door: 'POST /api/sign-in/password',
    open: 'takes an address and its password; failed tries are limited by browser and by account',
  },
  {
    door: 'POST /api/sign-in/provider',
    open: 'answers where to sign in, with a cookie that ties the answer to this browser',
  },
  {
    door: 'GET /api/sign-in/provider/callback',
    open: 'takes what the provider answers to this browser, once; goes on to the sign-in page and nowhere else',
  },
  { door: 'POST /api/sign-out', open: 'ends the session whose cookie is sent along' },
  { door: 'POST /api/content/webhook', open: 'takes what is signed with the webhook’s secret' },
];

/** A part of the table, under a heading of its own. */
export interface AccessPart {
  readonly title: string;
  readonly rows: readonly AccessRow[];
}

/**
 * Who may do what: a row for every route of the API and for everything else that listens. It is what the platform is tested against
 * (`apps/api/src/access.int.test.ts`, `apps/gateway/src/access.int.test.ts`), and what `docs/security.md` prints.
 */
export const accessTable: readonly AccessPart[] = [
  { title: 'Without sign-in', rows: openDoors },
  { title: 'One’s own', rows: ownDoors },
  { title: 'Attempts and work', rows: attemptDoors },
  { title: 'Following', rows: followDoors },
  { title: 'Questions to mentors', rows: helpDoors },
  { title: 'Classes', rows: classDoors },
  { title: 'Notices', rows: noticeDoors },
  { title: 'Walk-throughs', rows: walkthroughDoors },
  { title: 'Paths', rows: pathDoors },
  { title: 'How teams do', rows: teamMapDoors },
  { title: 'People and teams', rows: peopleDoors },
  { title: 'Labs', rows: labDoors },
  { title: 'Operations', rows: operationsDoors },
  { title: 'Sockets', rows: socketDoors },
];

export const accessRows: readonly AccessRow[] = accessTable.flatMap(({ rows }) => rows);
