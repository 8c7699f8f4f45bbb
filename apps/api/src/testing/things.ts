import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createSignInLink, signInWithToken } from '@springboard/auth/sign-in.ts';
import type { Thing } from '@springboard/contracts/access/row.ts';
import type { HelpContext } from '@springboard/contracts/help-queue.ts';
import { recordingPath } from '@springboard/core/recordings/files.ts';
import { aLab, aTask, publish } from '@springboard/core/testing/fixtures.ts';
import { aReadingItem, publishPath } from '@springboard/core/testing/path-steps.ts';
import { aWrittenTask } from '@springboard/core/testing/written-work.ts';
import { partPath } from '@springboard/core/walkthroughs/files.ts';
import { setClassMembers } from '@springboard/db/repositories/class-members.ts';
import { insertClass } from '@springboard/db/repositories/classes.ts';
import { insertFollow } from '@springboard/db/repositories/follows.ts';
import { insertHelp } from '@springboard/db/repositories/help.ts';
import { insertNotices } from '@springboard/db/repositories/notices.ts';
import { insertAssignment } from '@springboard/db/repositories/paths.ts';
import { insertSignOff } from '@springboard/db/repositories/readiness.ts';
import { insertSubmission } from '@springboard/db/repositories/submissions.ts';
import { insertWalkthrough, setWalkthrough } from '@springboard/db/repositories/walkthroughs.ts';
import { attempt } from '@springboard/db/schema/attempts.ts';
import { apiToken, session, sshKey, team, teamMember } from '@springboard/db/schema/people.ts';
import { aPerson, aTeam } from '@springboard/testkit/people.ts';
import { desc, eq } from 'drizzle-orm';
import type { TestApi } from './an-api.ts';

const slug = 'whose/is-it';
const pathId = 'whose';
const skillId = 'whose-skill';
const levels = { full: 'All', half: 'Some', none: 'Nothing' };
const writtenTask = aWrittenTask({ title: 'Why', rubric: [{ title: 'Cause', points: 10, ...levels }] });

/** What is somebody's: the values that go into the path of a route, and a text that no list shows without showing it. */
export interface OwnedThing {
  readonly path: Readonly<Record<string, string>>;
  readonly marker: string;
}

/** Makes things of every kind that belong to somebody, whatever role they hold. */
export async function thingsOf(api: TestApi): Promise<(kind: Thing, ownerId: string) => Promise<OwnedThing>> {
  const { db } = api.database;
  const rule = { id: 'ready', title: 'Ready', labs: [], pass: null, signOffs: [skillId], expires: null };
  await publishPath(db, pathId, [aReadingItem('welcome')], { readiness: [rule] });
  await publish(db, aLab(slug, { tasks: [writtenTask, aTask('one')] }));

  const marked = (id: string, more: Record<string, string> = {}): OwnedThing => ({
    path: { id, ...more },
    marker: id,
  });

  async function anAttempt(ownerId: string) {
    // Lists are cut after the newest.
    api.world.clock.move(1);
    const starter = await api.signedIn(['learner']);
    const started = await starter.send('POST', '/api/attempts', { body: { lab: slug } });
    const { id, environment } = (await started.json()) as { id: string; environment: { id: string } };
    // Also of those who may start none: what somebody did in an earlier role stays theirs.
    await db.update(attempt).set({ personId: ownerId }).where(eq(attempt.id, id));
    return { id, environmentId: environment.id };
  }

  /** With one side of it as the owner. */
  async function aFollow(state: 'asked' | 'following', sides: { learner?: string; mentor?: string }) {
    const { id: attemptId, environmentId } = await anAttempt(sides.learner ?? (await aPerson(db)).id);
    const mentorId = sides.mentor ?? (await aPerson(db, { roles: ['mentor'] })).id;
    const askedAt = api.world.ctx.clock();
    const until = new Date(askedAt.getTime() + 60_000);
    return insertFollow(db, { attemptId, environmentId, mentorId, state, askedAt, until });
  }

  async function aClass(ownerId: string | null, memberId: string): Promise<string> {
    // Lists are cut after the newest.
    api.world.clock.move(1);
    const createdAt = api.world.ctx.clock();
    const plan = { title: 'Together', slug, state: 'planned', startsAt: createdAt } as const;
    return db.transaction(async (tx) => {
      const { id } = await insertClass(tx, { ...plan, ownerId, createdAt });
      await setClassMembers(tx, id, [memberId]);
      return id;
    });
  }

  async function putOnPath(personId: string): Promise<string> {
    const startsOn = '2026-11-02';
    const row = { pathId, personId, startsOn, assignedAt: api.world.ctx.clock() };
    return (await db.transaction((tx) => insertAssignment(tx, row))) ?? '';
  }

  /** Published, with what was cut out for it. */
  async function aWalkthrough(personId: string): Promise<string> {
    const { id: attemptId } = await anAttempt(personId);
    const span = {
      recording: 'host1.1',
      from: '2026-11-02T09:00:00.000Z',
      until: '2026-11-02T09:01:00.000Z',
    };
    const draft = { title: 'How I did it', parts: [span], chapters: [] };
    const at = api.world.ctx.clock();
    const id = await insertWalkthrough(db, { slug, personId, attemptId, draft, savedAt: at });
    const part = { ...span, node: 'host1', number: 1, file: 'part.cast' };
    await setWalkthrough(db, id, { published: { ...draft, parts: [part] }, publishedAt: at });
    const file = partPath(api.world.ctx.recordings, id, part.file);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, '{"version":3}\n');
    return id;
  }

  const makers: Record<Thing, (ownerId: string) => Promise<OwnedThing>> = {
    attempt: async (ownerId) => {
      const { id, environmentId } = await anAttempt(ownerId);
      const shell = { attemptId: id, environmentId, node: 'host1', number: 1, startedAt: new Date() };
      const file = recordingPath(api.world.ctx.recordings, shell);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, '{"version":3}\n');
      return marked(id, { taskId: 'why', name: file.slice(dirname(file).length + 1) });
    },
    submission: async (ownerId) => {
      const { id } = await anAttempt(ownerId);
      const work = { attemptId: id, taskId: 'why', version: 1, text: 'Because.', handedInAt: new Date() };
      await db.transaction((tx) => insertSubmission(tx, work));
      return marked(id, { taskId: 'why' });
    },
    followed: async (learner) => marked((await aFollow('asked', { learner })).id),
    following: async (mentor) => marked((await aFollow('following', { mentor })).id),
    help: async (learner) => {
      const { id: attemptId } = await anAttempt(learner);
      const context: HelpContext = { checks: [], screen: null, noScreen: 'no-terminal' };
      const asked = { attemptId, taskId: 'one', question: 'Why?', askedAt: api.world.ctx.clock() };
      const row = await db.transaction((tx) => insertHelp(tx, { ...asked, context }));
      return marked(row?.id ?? '');
    },
    class: async (ownerId) => marked(await aClass(ownerId, (await aPerson(db)).id)),
    'class-place': async (personId) => marked(await aClass(null, personId)),
    notice: async (personId) => {
      const news = {
        kind: 'due-soon',
        about: randomUUID(),
        title: 'Due',
        detail: null,
        body: null,
        link: '/path',
      } as const;
      const [row] = await insertNotices(db, [
        { ...news, personId, inPage: true, createdAt: api.world.ctx.clock() },
      ]);
      return marked(row?.id ?? '');
    },
    walkthrough: async (personId) => marked(await aWalkthrough(personId)),
    'path-assignment': async (ownerId) => marked(await putOnPath(ownerId)),
    'sign-off': async (personId) => {
      const row = { personId, skillId, note: 'Seen.', signedBy: null, signedAt: api.world.ctx.clock() };
      return marked(await db.transaction((tx) => insertSignOff(tx, row)));
    },
    session: async (ownerId) => {
      const { token } = await createSignInLink(api.auth, ownerId);
      await signInWithToken(api.auth, token, { headers: new Headers(), ip: null });
      const [row] = await db
        .select({ id: session.id })
        .from(session)
        .where(eq(session.personId, ownerId))
        .orderBy(desc(session.createdAt));
      return marked(row?.id ?? '');
    },
    token: async (personId) => {
      const values = { personId, name: 'theirs', secretHash: randomUUID(), scopes: ['lab.read' as const] };
      const [row] = await db.insert(apiToken).values(values).returning();
      return marked(row?.id ?? '');
    },
    'ssh-key': async (personId) => {
      const key = { name: 'theirs', type: 'ssh-ed25519', body: randomBytes(32).toString('base64') };
      const fingerprint = `SHA256:${randomUUID()}`;
      const [row] = await db
        .insert(sshKey)
        .values({ personId, ...key, fingerprint })
        .returning();
      return marked(row?.id ?? '');
    },
    person: async (ownerId) => {
      await putOnPath(ownerId);
      return marked(ownerId);
    },
    /** One that the owner is in. */
    team: async (ownerId) => {
      const [member] = await db.select().from(teamMember).where(eq(teamMember.personId, ownerId));
      if (member) return marked(member.teamId, { personId: ownerId });
      const { id } = await aTeam(db);
      await db.insert(teamMember).values({ teamId: id, personId: ownerId });
      return marked(id, { personId: ownerId });
    },
    environment: async (ownerId) => marked((await anAttempt(ownerId)).environmentId),
  };
  return (kind, ownerId) => makers[kind](ownerId);
}

/** Makes somebody a member of a team that this person manages. */
export async function intoTeamOf(api: TestApi, managerId: string, personId: string): Promise<void> {
  const { db } = api.database;
  const { id } = await aTeam(db);
  await db.update(team).set({ managerId }).where(eq(team.id, id));
  await db.insert(teamMember).values({ teamId: id, personId });
}
