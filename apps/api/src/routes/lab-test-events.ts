import { actorOf } from '@springboard/auth/actor.ts';
import { LabTestView } from '@springboard/contracts/lab-tests.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import { getTest } from '@springboard/core/lab-tests/manage.ts';
import { none } from '../http/input.ts';
import { streamRoute } from '../http/route.ts';
import { openStream } from '../live/open-stream.ts';
import { LabTestPath } from './lab-tests.ts';

/** Steps come in bursts, and the view is all of them: it is read this long after a change, in milliseconds. */
const gatherMs = 250;

export const labTestEvents = streamRoute({
  method: 'get',
  path: '/api/lab-tests/{id}/events',
  summary: 'Server-sent events: the whole test as `lab-test`, at once and at each change',
  permission: 'lab.test',
  params: LabTestPath,
  query: none,
  body: null,
  handle: async ({ actor, params, request }, { core, auth, live, log }) => {
    const first = await getTest(core, actor, params.id);
    // While it waits, its place and the stages of its environment change, and those are the fleet's.
    let waits = first.state === 'queued';
    let events = 0;
    return openStream(live, {
      personId: actor.personId,
      event: 'lab-test',
      concerns: (change) =>
        (change.kind === 'lab-test' && change.labTestId === params.id) || (waits && change.kind === 'fleet'),
      gatherMs,
      everyMs: null,
      view: async () => {
        const still = await actorOf(auth, request);
        if (still?.actor.personId !== actor.personId) return null;
        try {
          const view = await getTest(core, still.actor, params.id);
          waits = view.state === 'queued';
          return { id: ++events, data: JSON.stringify(LabTestView.parse(view)) };
        } catch (error) {
          if (error instanceof ProblemError && error.status < 500) return null;
          throw error;
        }
      },
      onError: (err) => log.warn({ err, requestId: request.id }, 'An event stream was ended by an error.'),
    });
  },
});
