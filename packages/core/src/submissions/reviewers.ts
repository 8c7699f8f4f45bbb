import type { Actor } from '@springboard/contracts/actor.ts';
import type { Queryable } from '@springboard/db/client.ts';
import { listLatestPasses } from '@springboard/db/repositories/readiness.ts';
import { isAmong, type Whose } from '@springboard/db/repositories/whose.ts';
import { may, type Rights, whoseBy } from '../access.ts';

/** As a mentor or a manager. */
export const seniors = { team: 'submission.team.review', any: 'submission.review' } as const satisfies Rights;
export const peers = { own: 'submission.peer.review' } as const satisfies Rights;

/** Who has passed a lab may review it as a peer: with so large a share of its points, what paths ask for that say nothing else. */
const peerPass = 0.7;

/** What somebody reviews: whose work as a mentor or a manager (null: nobody's), and whether as a peer, too. */
export interface Reviewing {
  readonly whose: Whose | null;
  readonly asPeer: boolean;
}

/** First line of all that reviewers do. Throws `forbidden`. */
export function reviewingOf(actor: Actor): Reviewing {
  whoseBy(actor, { ...peers, ...seniors });
  const isSenior = may(actor, seniors.any) || may(actor, seniors.team);
  return { whose: isSenior ? whoseBy(actor, seniors) : null, asPeer: may(actor, peers.own) };
}

/** How somebody may look at work of this person in this lab; undefined: not at all. `peers`: a peer may, too. */
export async function standingOf(
  db: Queryable,
  actor: Actor,
  work: { readonly personId: string; readonly slug: string; readonly peers: boolean },
): Promise<'senior' | 'peer' | undefined> {
  const { whose, asPeer } = reviewingOf(actor);
  if (work.personId === actor.personId) return undefined;
  if (whose !== null && (await isAmong(db, whose, work.personId))) return 'senior';
  if (!asPeer || !work.peers) return undefined;
  return (await passedOf(db, actor.personId, [work.slug])).length > 0 ? 'peer' : undefined;
}

/** Which of these labs somebody has passed, so that they may review others' work in them. */
export async function passedOf(db: Queryable, personId: string, slugs: readonly string[]): Promise<string[]> {
  const passes = await listLatestPasses(
    db,
    [personId],
    slugs.map((slug) => ({ slug, pass: peerPass })),
  );
  return passes.map(({ slug }) => slug);
}

/** Which of these people have passed a lab, in their order. */
export async function passersAmong(
  db: Queryable,
  people: readonly string[],
  slug: string,
): Promise<string[]> {
  const passes = await listLatestPasses(db, people, [{ slug, pass: peerPass }]);
  return people.filter((id) => passes.some(({ personId }) => personId === id));
}
