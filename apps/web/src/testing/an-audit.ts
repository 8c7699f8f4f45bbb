import type { AuditEventView } from '@springboard/contracts/audit.ts';
import type { MeView } from '@springboard/contracts/people.ts';

/** For tests: an operator, who reads all of the audit. */
export const anOperator: MeView = {
  id: 'olga',
  name: 'Olga Operator',
  email: 'olga@example.org',
  roles: ['operator'],
  teams: [],
  lastSignInAt: '2026-01-05T08:00:00.000Z',
  permissions: ['lab.read', 'person.self.read', 'person.any.read', 'audit.read', 'environment.any.read'],
  reviews: false,
};

/** For tests: a line of the audit, newer the higher its number. */
export function anAuditLine(id: number, over: Partial<AuditEventView> = {}): AuditEventView {
  return {
    id,
    at: new Date(Date.UTC(2026, 0, 5, 9, 0, id)).toISOString(),
    actor: 'ada',
    actorName: 'Ada Sample',
    via: 'session',
    action: 'attempt.finish',
    subjectKind: 'attempt',
    subjectId: '0c0f6f0a-5f4e-4f0e-8d58-6a1f3bb0a077',
    subjectName: 'ceph/first-cluster',
    concerns: { id: 'ada', name: 'Ada Sample' },
    detail: { score: 18, maxScore: 20 },
    ip: '192.0.2.7',
    ...over,
  };
}

/** For tests and looks: lines of several kinds, the newest first. */
export function someAuditLines(): AuditEventView[] {
  return [
    anAuditLine(9, {
      action: 'submission.review',
      actor: 'mira',
      actorName: 'Mira Mentor',
      detail: { taskId: 'why', version: 2, decision: 'accept', points: 8 },
    }),
    anAuditLine(8),
    anAuditLine(7, {
      actor: 'system',
      actorName: null,
      via: 'system',
      ip: null,
      action: 'check.pass',
      detail: { taskId: 'create-pool', checkId: 'pool-exists', trigger: 'asked' },
    }),
    anAuditLine(6, { action: 'hint.open', detail: { taskId: 'create-pool', index: 0, cost: 2 } }),
    anAuditLine(5, {
      via: 'ssh-key',
      action: 'ssh.log-in',
      detail: { fingerprint: 'SHA256:0JxbNkQb0mC6W1Yk9cNnO1y8z1J8yqT0Y2o6c1p9u3E' },
    }),
    anAuditLine(4, {
      actor: 'max',
      actorName: 'Max Manager',
      via: 'api-token',
      action: 'grades.export',
      subjectKind: 'grades',
      subjectId: 'all',
      subjectName: null,
      concerns: null,
      detail: { lab: 'ceph/first-cluster' },
    }),
    anAuditLine(3, {
      actor: 'system',
      actorName: null,
      via: 'system',
      ip: null,
      action: 'session.revoke-all',
      subjectKind: 'person',
      subjectId: 'ada',
      subjectName: 'Ada Sample',
      detail: {},
    }),
    anAuditLine(2, {
      via: 'sign-in-link',
      action: 'sign-in',
      subjectKind: 'person',
      subjectId: 'ada',
      subjectName: 'Ada Sample',
      detail: {},
    }),
    anAuditLine(1, {
      actor: 'gone-person',
      actorName: null,
      action: 'ssh-key.add',
      subjectKind: 'ssh-key',
      subjectId: '3fa85f64-5717-4562-b3fc-2c963f66afa6',
      subjectName: null,
      concerns: null,
      detail: { name: 'laptop' },
    }),
  ];
}
