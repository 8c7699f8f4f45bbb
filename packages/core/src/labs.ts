import type { LabDetail, LabSummary } from '@springboard/contracts/labs.ts';
import type { Actor } from './actor.ts';
import type { Context } from './context.ts';

/** What a sync of the content folder did; `rejected` labs keep their last good version. */
export interface ContentSync {
  readonly published: readonly string[];
  readonly unchanged: readonly string[];
  readonly withdrawn: readonly string[];
  readonly rejected: readonly { readonly slug: string; readonly problems: readonly string[] }[];
}

/** The catalogue as this person sees it, with availability and their own results. */
export async function listLabs(_ctx: Context, _actor: Actor): Promise<LabSummary[]> {
  throw new Error('not built yet');
}

/** One lab's page. Errors: `not-found`. */
export async function getLab(_ctx: Context, _actor: Actor, _slug: string): Promise<LabDetail> {
  throw new Error('not built yet');
}

/** Brings the catalogue to what the content folder holds. */
export async function syncContent(_ctx: Context, _folder: string): Promise<ContentSync> {
  throw new Error('not built yet');
}
