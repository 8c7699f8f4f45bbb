import { AttemptView } from '@springboard/contracts/attempts.ts';
import { CreateSavePoint } from '@springboard/contracts/environments.ts';
import { extendEnvironment } from '@springboard/core/attempts/extend.ts';
import { pauseEnvironment, resumeEnvironment } from '@springboard/core/attempts/pauses.ts';
import {
  createSavePoint,
  deleteSavePoint,
  rewindEnvironment,
} from '@springboard/core/attempts/save-points.ts';
import { none } from '../http/input.ts';
import { route } from '../http/route.ts';
import { AttemptPath, SavePointPath } from './attempt-path.ts';

const view = { status: 200, schema: AttemptView } as const;
const onAttempt = { params: AttemptPath, query: none, body: null, answer: view } as const;
const onSavePoint = { ...onAttempt, params: SavePointPath } as const;

export const extendAttemptRoute = route({
  ...onAttempt,
  method: 'post',
  path: '/api/attempts/{id}/extend',
  summary: 'More time for the environment',
  permission: 'attempt.own.write',
  handle: ({ actor, params }, { core }) => extendEnvironment(core, actor, params.id),
});

export const pauseAttemptRoute = route({
  ...onAttempt,
  method: 'post',
  path: '/api/attempts/{id}/pause',
  summary: 'Freeze the environment as it stands; its time rests meanwhile',
  permission: 'attempt.own.write',
  handle: ({ actor, params }, { core }) => pauseEnvironment(core, actor, params.id),
});

export const resumeAttemptRoute = route({
  ...onAttempt,
  method: 'post',
  path: '/api/attempts/{id}/resume',
  summary: 'Wake a paused environment where it stood',
  permission: 'attempt.own.write',
  handle: ({ actor, params }, { core }) => resumeEnvironment(core, actor, params.id),
});

export const createSavePointRoute = route({
  ...onAttempt,
  method: 'post',
  path: '/api/attempts/{id}/save-points',
  summary: 'Keep the disks of all nodes as they are now',
  permission: 'attempt.own.write',
  body: CreateSavePoint,
  handle: ({ actor, params, body }, { core }) => createSavePoint(core, actor, params.id, body),
});

export const rewindAttemptRoute = route({
  ...onSavePoint,
  method: 'post',
  path: '/api/attempts/{id}/save-points/{savePointId}/rewind',
  summary: 'Put all disks back to a save point and boot; what was passed stays passed',
  permission: 'attempt.own.write',
  handle: ({ actor, params }, { core }) => rewindEnvironment(core, actor, params.id, params.savePointId),
});

export const deleteSavePointRoute = route({
  ...onSavePoint,
  method: 'delete',
  path: '/api/attempts/{id}/save-points/{savePointId}',
  summary: 'Give a save point up',
  permission: 'attempt.own.write',
  handle: ({ actor, params }, { core }) => deleteSavePoint(core, actor, params.id, params.savePointId),
});
