import type { Actor } from '@springboard/contracts/actor.ts';
import { issueTerminalTicket } from '@springboard/core/terminals.ts';
import type { World } from '@springboard/core/testing/fixtures.ts';
import { aRunningAttempt } from '@springboard/core/testing/steps.ts';
import { environment } from '@springboard/db/schema/environments.ts';
import type { TestSshd } from '@springboard/terminal/testing/sshd.ts';
import { eq } from 'drizzle-orm';

/** A learner's running attempt whose node is this sshd, reached with the key core made. */
export async function anAttemptOn(sshd: TestSshd, world: World) {
  const running = await aRunningAttempt(world);
  const environmentId = running.view.environment?.id ?? '';
  const node = running.view.environment?.nodes.find(({ terminal }) => terminal)?.name ?? '';
  const [row] = await world.ctx.db
    .update(environment)
    .set({ applied: { nodes: { [node]: { managementAddress: null, hostKey: sshd.hostKey } } } })
    .where(eq(environment.id, environmentId))
    .returning();
  await sshd.authorize(row?.publicKey ?? '');
  /** A ticket for its first terminal, for its learner unless somebody else asks. */
  const issue = (actor: Actor = running.actor) =>
    issueTerminalTicket(world.ctx, actor, running.id, { node, number: 1 });
  return { ...running, environmentId, issue };
}
