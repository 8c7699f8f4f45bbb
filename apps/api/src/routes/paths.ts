import {
  AssignPath,
  MarkReading,
  MoveDue,
  PathAssignmentView,
  PathChoices,
  PathId,
  PathItemId,
  PathView,
  PersonPathsView,
  ReadingView,
} from '@springboard/contracts/paths.ts';
import type { Permission } from '@springboard/contracts/roles.ts';
import { assignPath, endPath, listPathChoices, moveDue } from '@springboard/core/paths/assign.ts';
import { assignsPaths } from '@springboard/core/paths/ending.ts';
import { markReading } from '@springboard/core/paths/mark-reading.ts';
import { getMyPaths, getPathsOf, getReading, listPathAssignments } from '@springboard/core/paths/read.ts';
import { z } from 'zod';
import { none } from '../http/input.ts';
import { route } from '../http/route.ts';
import { readsAttempt } from './attempt-path.ts';

/** Whom it reaches is the use case's to judge. */
const assigns: readonly Permission[] = Object.values(assignsPaths);

const PersonPath = z.object({ id: z.string().min(1).max(200) });
const ReadingPath = z.object({ id: PathId, itemId: PathItemId });
const AssignmentPath = z.object({ id: z.uuid() });

export const myPathsRoute = route({
  method: 'get',
  path: '/api/me/paths',
  summary: 'My paths, with what is to be done today, next and later, and the skills they fill',
  permission: 'attempt.own.read',
  params: none,
  query: none,
  body: null,
  answer: { status: 200, schema: z.array(PathView) },
  handle: ({ actor }, { core }) => getMyPaths(core, actor),
});

export const personPathsRoute = route({
  method: 'get',
  path: '/api/people/{id}/paths',
  summary: 'The same of somebody whose attempts I may read',
  permission: readsAttempt,
  params: PersonPath,
  query: none,
  body: null,
  answer: { status: 200, schema: PersonPathsView },
  handle: ({ actor, params }, { core }) => getPathsOf(core, actor, params.id),
});

export const listPathAssignmentsRoute = route({
  method: 'get',
  path: '/api/path-assignments',
  summary: 'Who is on a path, of those whose attempts I may read, and how far they are',
  permission: readsAttempt,
  params: none,
  query: none,
  body: null,
  answer: { status: 200, schema: z.array(PathAssignmentView) },
  handle: ({ actor }, { core }) => listPathAssignments(core, actor),
});

export const pathChoicesRoute = route({
  method: 'get',
  path: '/api/paths',
  summary: 'Paths that can be assigned, and to whom I may',
  permission: assigns,
  params: none,
  query: none,
  body: null,
  answer: { status: 200, schema: PathChoices },
  handle: ({ actor }, { core }) => listPathChoices(core, actor),
});

export const assignPathRoute = route({
  method: 'post',
  path: '/api/path-assignments',
  summary: 'Put a person or a team on a path from a day on',
  permission: assigns,
  params: none,
  query: none,
  body: AssignPath,
  answer: { status: 201, schema: z.object({ assignmentId: z.uuid() }) },
  handle: ({ actor, body }, { core }) => assignPath(core, actor, body),
});

export const endPathRoute = route({
  method: 'delete',
  path: '/api/path-assignments/{id}',
  summary: 'Take a path from a person or a team; results are kept',
  permission: assigns,
  params: AssignmentPath,
  query: none,
  body: null,
  answer: { status: 204, schema: null },
  handle: ({ actor, params }, { core }) => endPath(core, actor, params.id),
});

export const moveDueRoute = route({
  method: 'put',
  path: '/api/people/{id}/path-due',
  summary: 'Give an item of somebody’s path another due date, with the reason',
  permission: assigns,
  params: PersonPath,
  query: none,
  body: MoveDue,
  answer: { status: 204, schema: null },
  handle: ({ actor, params, body }, { core }) => moveDue(core, actor, params.id, body),
});

export const readingRoute = route({
  method: 'get',
  path: '/api/paths/{id}/readings/{itemId}',
  summary: 'A text that a path has to be read',
  permission: 'lab.read',
  params: ReadingPath,
  query: none,
  body: null,
  answer: { status: 200, schema: ReadingView },
  handle: ({ actor, params }, { core }) => getReading(core, actor, params.id, params.itemId),
});

export const markReadingRoute = route({
  method: 'put',
  path: '/api/paths/{id}/readings/{itemId}',
  summary: 'Note that I have read it, or take that back',
  permission: 'attempt.own.write',
  params: ReadingPath,
  query: none,
  body: MarkReading,
  answer: { status: 204, schema: null },
  handle: ({ actor, params, body }, { core }) =>
    markReading(core, actor, { pathId: params.id, itemId: params.itemId, read: body.read }),
});
