import { lookAtClasses } from '@springboard/core/classes/look.ts';
import { followContent } from '@springboard/core/content/sync.ts';
import type { Context } from '@springboard/core/context.ts';
import { admit } from '@springboard/core/environments/admission/admit.ts';
import { applyChange } from '@springboard/core/environments/changes/change.ts';
import { destroyEnvironment } from '@springboard/core/environments/destroy.ts';
import { provisionEnvironment } from '@springboard/core/environments/provision.ts';
import { reconcile } from '@springboard/core/environments/reconcile.ts';
import { gradeAttempt } from '@springboard/core/grading/grade-attempt.ts';
import { watchInvariants } from '@springboard/core/grading/watch.ts';
import { advanceLabTest } from '@springboard/core/lab-tests/advance.ts';
import { keepFresh } from '@springboard/core/lab-tests/nightly.ts';
import { deliverNotice } from '@springboard/core/notices/deliver.ts';
import { remind } from '@springboard/core/notices/remind.ts';
import type { Handlers } from '@springboard/queue/worker.ts';

/** Which use case does which job. */
export function handlersFor(ctx: Context): Handlers {
  return {
    'environment.admit': (_, { signal }) => admit(ctx, signal),
    'environment.provision': ({ environmentId }, { signal }) =>
      provisionEnvironment(ctx, environmentId, signal),
    'environment.change': (job, { signal }) => applyChange(ctx, job, signal),
    'environment.destroy': ({ environmentId }) => destroyEnvironment(ctx, environmentId),
    'environment.reconcile': (_, { signal }) => reconcile(ctx, signal),
    'lab.test': ({ labTestId }, { signal }) => advanceLabTest(ctx, labTestId, signal),
    'lab.freshness': () => keepFresh(ctx),
    'content.sync': (_, { signal }) => followContent(ctx, signal),
    'attempt.watch': ({ attemptId }, { signal }) => watchInvariants(ctx, attemptId, signal),
    'notice.deliver': ({ deliveryId }) => deliverNotice(ctx, deliveryId),
    'notice.remind': () => remind(ctx),
    'class.look': (_, { signal }) => lookAtClasses(ctx, signal),
    'attempt.grade': ({ attemptId, trigger }, { signal }) => gradeAttempt(ctx, attemptId, trigger, signal),
  };
}
