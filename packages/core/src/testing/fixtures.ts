import { defaultLimits } from '@springboard/config/limits.ts';
import { Checkout } from '@springboard/content/checkout.ts';
import type { Actor } from '@springboard/contracts/actor.ts';
import type { Permission, Role } from '@springboard/contracts/roles.ts';
import type { Database } from '@springboard/db/client.ts';
import { publishLab, saveLabVersion } from '@springboard/db/repositories/labs.ts';
import { teamMember } from '@springboard/db/schema/people.ts';
import { outbox } from '@springboard/db/schema/platform.ts';
import { type Channels, noChannels } from '@springboard/delivery/channel.ts';
import type { ExecRequest } from '@springboard/environments/driver.ts';
import { type FakeAnswer, FakeDriver } from '@springboard/environments/fake-driver.ts';
import { pairTopology } from '@springboard/environments/pair-topology.ts';
import type { Topology } from '@springboard/environments/topology.ts';
import type { CheckDefinition } from '@springboard/lab-format/model/scripts.ts';
import type { CheckedTask } from '@springboard/lab-format/model/task.ts';
import type { LabDefinition } from '@springboard/lab-format/model.ts';
import { enqueue } from '@springboard/queue/outbox.ts';
import { aPerson, aTeam } from '@springboard/testkit/people.ts';
import { asc } from 'drizzle-orm';
import type { Context, Limits } from '../context.ts';

/** A clock that stands until it is moved. */
export class TestClock {
  now = new Date();
  move(ms: number): void {
    this.now = new Date(this.now.getTime() + ms);
  }
}

/** What the scripts of the test lab answer, by their text; a script that is not named here succeeds. */
export type Answers = Map<string, FakeAnswer | (() => FakeAnswer | Promise<FakeAnswer>)>;

/** A check that says *not yet* with this text. */
export const notYet = (text: string): FakeAnswer => ({ exitCode: 1, stdout: `${text}\n` });
export const pass: FakeAnswer = { exitCode: 0 };

export const testTopology: Topology = {
  ...pairTopology,
  readiness: [{ title: 'It is healthy', on: 'grader', run: ['probe'], timeout: '2s' }],
};

/** A world of its own: a context on a real database and the controllable fake driver. */
export function aWorld(
  db: Database,
  options: { topology?: Topology; limits?: Partial<Limits>; recordings?: string; channels?: Channels } = {},
) {
  const topology = options.topology ?? testTopology;
  const answers: Answers = new Map();
  const clock = new TestClock();
  const exec = async (_id: string, _node: string, request: ExecRequest): Promise<FakeAnswer> => {
    const key =
      request.command[0] === 'probe'
        ? 'probe'
        : String(request.stdin ?? '')
            .split('; ')
            .at(-1);
    const answer = answers.get(key ?? '');
    return typeof answer === 'function' ? answer() : (answer ?? {});
  };
  const driver = new FakeDriver({ exec });
  const ctx: Context = {
    db,
    driver,
    content: new Checkout('/nowhere'),
    contentEveryMs: 60_000,
    recordings: options.recordings ?? '/nowhere',
    enqueue,
    channels: options.channels ?? noChannels,
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    secret: Buffer.alloc(32, 7).toString('base64url'),
    installation: '0badcafe',
    url: 'http://localhost:7800',
    gatewayUrl: 'ws://localhost:7801',
    labsUrl: 'http://*.labs.localhost:7801',
    clock: () => clock.now,
    limits: { ...defaultLimits, ...options.limits },
    topology: (name) => (name === topology.name ? topology : undefined),
    topologyNames: () => [topology.name],
    resolveImages: (of) =>
      Object.fromEntries(of.nodes.map((node) => [node.name, { name: node.image, hash: 'abcdef012345' }])),
  };
  return { ctx, driver, answers, clock };
}
export type World = ReturnType<typeof aWorld>;

export async function anActor(
  db: Database,
  roles: readonly Role[] = ['learner'],
  scopes: readonly Permission[] | null = null,
): Promise<Actor> {
  const person = await aPerson(db, { roles });
  return { personId: person.id, roles, scopes, via: scopes ? 'api-token' : 'session', ip: null };
}

/** The manager of a team that this person is in. */
export async function aManagerOf(db: Database, { personId }: Actor): Promise<Actor> {
  const manager = await anActor(db, ['manager']);
  const { id: teamId } = await aTeam(db, { managerId: manager.personId });
  await db.insert(teamMember).values({ teamId, personId });
  return manager;
}

export function aCheck(id: string, more: Partial<CheckDefinition> = {}): CheckDefinition {
  return {
    id,
    title: `Check ${id}`,
    weight: 1,
    on: null,
    interpreter: 'bash',
    script: id,
    timeoutMs: 5_000,
    withinMs: 0,
    stableForMs: 0,
    hold: false,
    ...more,
  };
}

export function aTask(id: string, more: Partial<CheckedTask> = {}): CheckedTask {
  return {
    kind: 'checked',
    id,
    title: `Task ${id}`,
    points: 10,
    markdown: `Do ${id} on {{ pool }}.`,
    runbook: null,
    hints: [
      { cost: 2, markdown: 'Look here.', script: null },
      { cost: 20, markdown: 'Do this.', script: null },
    ],
    checks: [aCheck(`${id}-a`), aCheck(`${id}-b`)],
    arrange: null,
    solve: { on: null, interpreter: 'bash', script: 'SECRET-SOLUTION' },
    wrong: [],
    ...more,
  };
}

const script = (text: string) => ({ on: null, interpreter: 'bash' as const, script: text });

/** Two tasks of two checks each; the second has a fault to arrange. */
export function aLab(slug: string, more: Partial<LabDefinition> = {}): LabDefinition {
  return {
    slug,
    title: `Lab ${slug}`,
    summary: 'For tests',
    level: 'beginner',
    minutes: 10,
    skills: [],
    environment: 'pair',
    walkthroughs: 'after-pass',
    params: { pool: { kind: 'name', prefix: 'p-' } },
    intro: 'Welcome to {{ pool }}.',
    outro: 'Well done.',
    setup: script('setup'),
    invariants: [],
    tasks: [aTask('one'), aTask('two', { arrange: script('arrange-two') })],
    ...more,
  };
}

export async function publish(db: Database, definition: LabDefinition): Promise<string> {
  const hash = `${definition.slug} ${Math.random()}`;
  const versionId = await saveLabVersion(db, { slug: definition.slug, hash, commit: null, definition });
  await publishLab(db, definition.slug, versionId, new Date());
  return definition.slug;
}

/** Jobs that wait in the outbox, oldest first, and empties it. */
export async function takeJobs(db: Database): Promise<{ job: string; payload: unknown; runAt: Date }[]> {
  const rows = await db.select().from(outbox).orderBy(asc(outbox.id));
  await db.delete(outbox);
  return rows.map(({ job, payload, runAt }) => ({ job, payload, runAt }));
}
