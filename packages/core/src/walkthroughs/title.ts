import type { Queryable } from '@springboard/db/client.ts';
import { loadLabFacts } from '../paths/lab-facts.ts';

/** What a lab is called now; its slug where the catalogue has it no more. */
export async function titleOf(db: Queryable, slug: string): Promise<string> {
  return (await loadLabFacts(db)).get(slug)?.title ?? slug;
}
