import type { Topology } from '@springboard/environments/topology.ts';
import type { LabDefinition } from '@springboard/lab-format/model.ts';
import type { Params } from '@springboard/lab-format/params.ts';
import type { Dice } from '../dice.ts';
import type { History } from '../history.ts';
import type { Story, Work } from '../story/story.ts';

/** A lab as it is in the database. */
export interface DemoLab {
  readonly versionId: string;
  readonly definition: LabDefinition;
}

/** What the history is made from. */
export interface Setting {
  readonly now: Date;
  /** By slug. */
  readonly labs: ReadonlyMap<string, DemoLab>;
  /** By name. */
  readonly topologies: ReadonlyMap<string, Topology>;
  /**
   * Whether the environments of what is under way are there. No engine has them: only where nobody looks into one (pictures of pages) may they be
   * *living*. Everywhere else they are *ended*, and say why.
   */
  readonly environments: 'living' | 'ended';
}

/** One attempt while it is made up; `at` moves on with the work. */
export interface Scene {
  readonly setting: Setting;
  readonly history: History;
  readonly story: Story;
  readonly work: Work;
  readonly attemptId: string;
  readonly lab: DemoLab;
  readonly params: Params;
  readonly dice: Dice;
  /** 1 for their first attempt at the lab. */
  readonly number: number;
  environmentId: string;
  at: Date;
}

/** Lets time go by. */
export function pass(scene: Pick<Scene, 'at'>, ms: number): void {
  scene.at = new Date(scene.at.getTime() + Math.round(ms));
}

/** Writes a line of the audit, as of this moment, by the learner. */
export function noteAudit(
  { history, story, at }: Pick<Scene, 'history' | 'story' | 'at'>,
  action: string,
  subject: { readonly kind: string; readonly id: string },
  detail: Record<string, unknown>,
): void {
  history.audit.push({
    at,
    actor: story.id,
    via: 'session',
    action,
    subjectKind: subject.kind,
    subjectId: subject.id,
    detail,
  });
}
