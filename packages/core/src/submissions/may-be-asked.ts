import type { Actor } from '@springboard/contracts/actor.ts';
import type { Queryable } from '@springboard/db/client.ts';
import { hasReviewedAsPeer, listPeerSlugs } from '@springboard/db/repositories/reviews.ts';
import { may } from '../access.ts';
import { loadLabFacts } from '../paths/lab-facts.ts';
import { passedOf, peers, seniors } from './reviewers.ts';

/**
 * Whether somebody reviews work, or may be asked to: as a mentor or a manager always; as a peer once they have passed a lab whose work peers
 * review, and as long as what they have said of others' work is there.
 */
export async function mayBeAsked(db: Queryable, actor: Actor): Promise<boolean> {
  if (may(actor, seniors.any) || may(actor, seniors.team)) return true;
  if (!may(actor, peers.own)) return false;
  if (await hasReviewedAsPeer(db, actor.personId)) return true;
  const published = [...(await loadLabFacts(db)).values()].filter(({ asksPeers }) => asksPeers);
  // Of what was handed in before the lab changed some may still wait.
  const slugs = new Set([...published.map(({ slug }) => slug), ...(await listPeerSlugs(db))]);
  return (await passedOf(db, actor.personId, [...slugs])).length > 0;
}
