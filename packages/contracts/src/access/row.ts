import type { Permission, Role } from '../roles.ts';

/**
 * How far a role gets at a door. `no`: refused. `yes`: let in, where what is behind it belongs to nobody. `own`, `team`, `any`: let in to
 * what is one's own, to what belongs to people of the teams one manages, to everybody's; `peer`: to others' work that their lab lets peers
 * review, in a lab that one has passed; anything else is *not found*, as if it did not exist.
 */
export type Cell = 'no' | 'yes' | 'own' | 'peer' | 'team' | 'any';
export type Cells = Readonly<Record<Role, Cell>>;

/**
 * What belongs to somebody, and is asked for by an id in the path. A submission is never its own writer's to review. A follow is `followed` to the
 * learner of its attempt, and `following` to its mentor. A question (`help`) is its learner's, and never its own asker's to answer. A sign-off is
 * that person's who was signed off. A `class` is theirs who planned it, a `class-place` theirs who are in one.
 * A walk-through is its author's; of others' one may have those of labs that one has passed, which here nobody has.
 */
export type Thing =
  | 'attempt'
  | 'submission'
  | 'followed'
  | 'following'
  | 'help'
  | 'class'
  | 'class-place'
  | 'notice'
  | 'walkthrough'
  | 'path-assignment'
  | 'sign-off'
  | 'session'
  | 'token'
  | 'ssh-key'
  | 'person'
  | 'team'
  | 'environment';

/** A way into the platform: an HTTP route or a socket. */
interface Door {
  /** `GET /api/attempts/{id}` of a route; a name for what is no route of the API. */
  readonly door: string;
  /** Of a door that the API's router does not know: the source that opens it, from the root of the repository. */
  readonly at?: string;
}

/** A door for people, and what follows for each role. */
export interface GuardedDoor extends Door {
  /** Rights that open it, any one of them; an API token needs one as a scope. */
  readonly scopes: readonly Permission[];
  /** A right that is needed besides. */
  readonly and?: Permission;
  readonly roles: Cells;
  /** What the path names; whose it is decides. */
  readonly of?: Thing;
  /** What it lists; only those that the role may have are in it. */
  readonly lists?: Thing;
}

/** A door without sign-in, and what makes that safe. */
export interface OpenDoor extends Door {
  readonly open: string;
}

export type AccessRow = GuardedDoor | OpenDoor;

/** The cells of a row in the order of the columns. */
export function cells(learner: Cell, author: Cell, mentor: Cell, manager: Cell, operator: Cell): Cells {
  return { learner, author, mentor, manager, operator };
}

/** Several doors that are guarded in the same way. */
export function guarded(by: Omit<GuardedDoor, 'door'>, doors: readonly string[]): readonly GuardedDoor[] {
  return doors.map((door) => ({ door, ...by }));
}
