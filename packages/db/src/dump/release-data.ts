import type { Database } from '../client.ts';
import { attempt, checkRun, hintOpened, taskCheck, terminalRun, terminalTicket } from '../schema/attempts.ts';
import { environment, environmentEvent } from '../schema/environments.ts';
import { lab, labVersion } from '../schema/labs.ts';
import {
  account,
  apiToken,
  person,
  personRole,
  session,
  team,
  teamMember,
  verification,
} from '../schema/people.ts';
import { auditEvent, imageBuild, outbox } from '../schema/platform.ts';

const day = (n: number, time = '09:00:00') => new Date(`2026-11-${String(n).padStart(2, '0')}T${time}Z`);
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const hash = (letter: string) => letter.repeat(64);

/** What an installation of release 0.1 holds after its first days: every table has rows, every state occurs. */
export async function fillWithReleaseData(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.insert(person).values([
      { id: 'demo-lena', name: 'Lena', email: 'lena@example.org', emailVerified: true, createdAt: day(2) },
      { id: 'demo-olga', name: 'Olga', email: 'olga@example.org', emailVerified: true, createdAt: day(2) },
      {
        id: 'p-left',
        name: 'Anjō "O’Hara" \\ Müller',
        email: 'left@example.org',
        createdAt: day(2),
        deactivatedAt: day(9),
      },
    ]);
    await tx.insert(personRole).values([
      { personId: 'demo-lena', role: 'learner' },
      { personId: 'demo-olga', role: 'operator' },
      { personId: 'p-left', role: 'learner' },
      { personId: 'p-left', role: 'mentor' },
    ]);
    await tx.insert(team).values({ id: id(1), name: 'Demo team', createdAt: day(2) });
    await tx.insert(teamMember).values([
      { teamId: id(1), personId: 'demo-lena' },
      { teamId: id(1), personId: 'demo-olga' },
    ]);
    await tx.insert(session).values({
      id: 'session-1',
      personId: 'demo-lena',
      token: 'token-of-a-session',
      expiresAt: day(30),
      ipAddress: '192.0.2.10',
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64)',
      createdAt: day(3),
      updatedAt: day(3),
    });
    await tx.insert(account).values({
      id: 'account-1',
      accountId: 'lena',
      providerId: 'oidc',
      personId: 'demo-lena',
      scope: 'openid profile',
      createdAt: day(2),
      updatedAt: day(2),
    });
    await tx.insert(verification).values({
      id: 'verification-1',
      identifier: `sign-in-link:${hash('a')}`,
      value: 'demo-olga',
      expiresAt: day(30),
      createdAt: day(2),
      updatedAt: day(2),
    });
    await tx.insert(apiToken).values([
      {
        id: id(2),
        personId: 'demo-lena',
        name: 'laptop',
        secretHash: hash('b'),
        scopes: ['lab.read', 'attempt.own.read'],
        createdAt: day(3),
        expiresAt: day(30),
        lastUsedAt: day(4),
      },
      {
        id: id(3),
        personId: 'demo-olga',
        name: 'old',
        secretHash: hash('c'),
        scopes: ['audit.read'],
        createdAt: day(3),
        revokedAt: day(4),
      },
    ]);
    const definition = {
      slug: 'ceph/first-cluster',
      title: 'A Ceph cluster of your own',
      summary: 'Read a cluster’s state, create a pool, find an object, bring an OSD back.',
      level: 'beginner',
      minutes: 45,
      skills: ['ceph'],
      environment: 'ceph-single',
      params: { pool: { kind: 'name', prefix: 'p-' } },
      intro: 'Welcome.',
      outro: 'Well done.',
      setup: null,
      tasks: [
        {
          id: 'one',
          title: 'A pool',
          points: 40,
          markdown: 'Create the pool {{ pool }}.',
          runbook: null,
          hints: [{ cost: 2, markdown: 'Look at `ceph osd pool`.' }],
          checks: [
            {
              id: 'pool',
              title: 'The pool is there',
              weight: 1,
              on: null,
              interpreter: 'bash',
              script: 'ceph osd pool ls',
              timeoutMs: 10_000,
              withinMs: 0,
              stableForMs: 0,
            },
          ],
          arrange: null,
          solve: null,
          wrong: [],
        },
      ],
    };
    await tx.insert(labVersion).values([
      {
        id: id(10),
        slug: 'ceph/first-cluster',
        hash: hash('d'),
        commit: null,
        definition,
        createdAt: day(2),
      },
      {
        id: id(11),
        slug: 'ceph/first-cluster',
        hash: hash('e'),
        commit: 'f'.repeat(40),
        definition: { ...definition, minutes: 50 },
        createdAt: day(5),
      },
    ]);
    await tx.insert(lab).values([
      { slug: 'ceph/first-cluster', versionId: id(11), publishedAt: day(5) },
      { slug: 'ceph/withdrawn', versionId: id(10), publishedAt: day(2), withdrawnAt: day(3) },
    ]);
    const spec = { name: 'ceph-single', nodes: [{ name: 'ceph1' }, { name: 'grader' }] };
    const keys = { publicKey: 'ssh-ed25519 AAAA gateway', sealedPrivateKey: 'sealed' };
    await tx.insert(environment).values([
      {
        ...keys,
        id: id(20),
        topology: 'ceph-single',
        state: 'ready',
        promptOpen: true,
        spec,
        applied: { nodes: { ceph1: { managementAddress: '10.0.3.7', hostKey: 'ssh-ed25519 BBBB' } } },
        createdAt: day(6),
        readyAt: day(6, '09:00:21'),
        expiresAt: day(6, '13:00:00'),
      },
      {
        ...keys,
        id: id(21),
        topology: 'ceph-single',
        state: 'destroyed',
        spec,
        createdAt: day(4),
        readyAt: day(4, '09:00:30'),
        endedAt: day(4, '10:10:00'),
      },
      {
        ...keys,
        id: id(22),
        topology: 'ceph-single',
        state: 'failed',
        spec,
        problem: {
          title: 'The engine has no space left',
          detail: 'Nothing was passed yet.',
          remedy: 'Tell your operator.',
        },
        createdAt: day(3),
        endedAt: day(3, '09:01:00'),
      },
    ]);
    await tx.insert(environmentEvent).values([
      {
        environmentId: id(20),
        at: day(6),
        kind: 'state',
        fromState: 'queued',
        toState: 'provisioning',
        actor: 'system',
        reason: 'claimed',
      },
      {
        environmentId: id(20),
        at: day(6, '09:00:08'),
        kind: 'stage',
        stage: 'boot',
        stageStatus: 'finished',
        actor: 'system',
        message: 'ceph1 takes SSH connections',
        durationMs: 6_400,
      },
    ]);
    const common = { slug: 'ceph/first-cluster', params: { pool: 'p-otter' }, maxScore: 40 };
    await tx.insert(attempt).values([
      {
        ...common,
        id: id(30),
        personId: 'demo-lena',
        labVersionId: id(11),
        number: 2,
        state: 'active',
        seed: 'seed-2',
        environmentId: id(20),
        revision: 17,
        arrangedTasks: ['one'],
        lastActivityAt: day(6, '09:20:00'),
        startedAt: day(6),
        readyAt: day(6, '09:00:21'),
      },
      {
        ...common,
        id: id(31),
        personId: 'demo-lena',
        labVersionId: id(10),
        number: 1,
        state: 'finished',
        seed: 'seed-1',
        environmentId: id(21),
        revision: 90,
        startedAt: day(4),
        readyAt: day(4, '09:00:30'),
        finishedAt: day(4, '10:00:00'),
        score: 38,
      },
      {
        ...common,
        id: id(32),
        personId: 'p-left',
        labVersionId: id(10),
        number: 1,
        state: 'abandoned',
        seed: 'seed-3',
        environmentId: id(22),
        startedAt: day(3),
        finishedAt: day(3, '12:00:00'),
        score: 0,
      },
    ]);
    await tx.insert(checkRun).values([
      {
        attemptId: id(30),
        environmentId: id(20),
        taskId: 'one',
        checkId: 'pool',
        trigger: 'activity',
        verdict: 'not_yet',
        learnerText: 'The pool has size 2, not 3.',
        authorText: null,
        evidence: { exitCode: 1, stdout: 'size: 2\n' },
        startedAt: day(6, '09:10:00'),
        durationMs: 412,
      },
      {
        attemptId: id(30),
        environmentId: id(20),
        taskId: 'one',
        checkId: 'pool',
        trigger: 'asked',
        verdict: 'pass',
        evidence: { exitCode: 0 },
        startedAt: day(6, '09:12:00'),
        durationMs: 388,
      },
    ]);
    await tx.insert(taskCheck).values([
      {
        attemptId: id(30),
        taskId: 'one',
        checkId: 'pool',
        passedAt: day(6, '09:12:00'),
        latestVerdict: 'pass',
        latestAt: day(6, '09:12:00'),
        tries: 1,
      },
      { attemptId: id(30), taskId: 'two', checkId: 'object' },
    ]);
    await tx
      .insert(hintOpened)
      .values({ attemptId: id(31), taskId: 'two', hintIndex: 0, cost: 2, at: day(4, '09:30:00') });
    await tx.insert(terminalTicket).values({
      secretHash: hash('1'),
      personId: 'demo-lena',
      attemptId: id(30),
      node: 'ceph1',
      number: 1,
      mode: 'owner',
      expiresAt: day(6, '09:01:00'),
      usedAt: day(6, '09:00:31'),
    });
    await tx.insert(terminalRun).values({ attemptId: id(30), runId: id(40), at: day(6, '09:05:00') });
    await tx.insert(outbox).values({
      job: 'environment.destroy',
      payload: { environmentId: id(20) },
      jobId: id(20),
      runAt: day(6, '13:00:00'),
      createdAt: day(6),
    });
    await tx.insert(imageBuild).values([
      { name: 'ceph-single', hash: 'abcdef012345', state: 'ready', permille: 1000, updatedAt: day(2) },
      {
        name: 'linux-single',
        hash: '012345abcdef',
        state: 'building',
        step: 'packages',
        permille: 420,
        updatedAt: day(6),
      },
    ]);
    await tx.insert(auditEvent).values([
      {
        at: day(2),
        actor: 'system',
        via: 'system',
        action: 'lab.publish',
        subjectKind: 'lab',
        subjectId: 'ceph/first-cluster',
      },
      {
        at: day(3),
        actor: 'demo-lena',
        via: 'sign-in-link',
        action: 'sign-in',
        subjectKind: 'person',
        subjectId: 'demo-lena',
        detail: { note: 'it’s recorded' },
        ip: '192.0.2.10',
      },
    ]);
  });
}
