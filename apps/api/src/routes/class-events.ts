import { actorOf } from '@springboard/auth/actor.ts';
import { ClassView } from '@springboard/contracts/classes.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import { getClass } from '@springboard/core/classes/read.ts';
import { none } from '../http/input.ts';
import { streamRoute } from '../http/route.ts';
import { openStream } from '../live/open-stream.ts';
import { ClassPath, managesClasses } from './classes.ts';

/** A class that begins changes forty attempts within seconds; its page is read once for all of them, in milliseconds. */
const gatherMs = 500;
/** Keystrokes and the room on the host are announced to nobody; they are read anew so often, in milliseconds. */
const everyMs = 10_000;

export const classEvents = streamRoute({
  method: 'get',
  path: '/api/classes/{id}/events',
  summary: 'Server-sent events: the whole class as `class`, at once and at each change',
  permission: managesClasses,
  params: ClassPath,
  query: none,
  body: null,
  handle: async ({ actor, params, request }, { core, auth, live, log }) => {
    // Refused as a problem document, before a stream begins.
    await getClass(core, actor, params.id);
    let events = 0;
    let attempts: ReadonlySet<string> = new Set();
    return openStream(live, {
      personId: actor.personId,
      event: 'class',
      concerns: (change) =>
        (change.kind === 'class' && change.classId === params.id) ||
        (change.kind === 'attempt' && attempts.has(change.attemptId)),
      gatherMs,
      everyMs,
      view: async () => {
        const still = await actorOf(auth, request);
        if (still?.actor.personId !== actor.personId) return null;
        try {
          const view = await getClass(core, still.actor, params.id);
          attempts = new Set(view.members.flatMap(({ attempt }) => attempt?.id ?? []));
          return { id: ++events, data: JSON.stringify(ClassView.parse(view)) };
        } catch (error) {
          if (error instanceof ProblemError && error.status < 500) return null;
          throw error;
        }
      },
      onError: (err) => log.warn({ err, requestId: request.id }, 'An event stream was ended by an error.'),
    });
  },
});
