import { z } from 'zod';

/** The five roles. A person may hold several; rights are the union. */
export const Role = z.enum(['learner', 'author', 'mentor', 'manager', 'operator']);
export type Role = z.infer<typeof Role>;

/**
 * Everything a person or an API token can be allowed to do. A route, a socket and a CLI command each name one of
 * these, or several of which any will do; `permissions` below is the only place that says which role holds which.
 * The middle says over what: `own` = what belongs to the person who asks, `team` = what belongs to the people of the teams that they
 * manage, `any` = everybody's.
 */
export const Permission = z.enum([
  'lab.read',
  'lab.source.read',
  'lab.publish',
  'lab.test',
  'lab.health.read',
  'feedback.answer',
  'content.read',
  'content.sync',
  'attempt.own.read',
  'attempt.own.write',
  'attempt.team.read',
  'attempt.any.read',
  'submission.team.review',
  'path.team.assign',
  'path.any.assign',
  'submission.review',
  'terminal.own.open',
  'terminal.any.follow',
  'ssh-key.own.manage',
  'web-ui.own.open',
  'person.self.read',
  'person.self.take',
  'person.team.read',
  'person.any.read',
  'person.any.manage',
  'team.own.manage',
  'team.any.manage',
  'session.own.manage',
  'token.own.manage',
  'environment.any.read',
  'environment.any.manage',
  'pool.manage',
  'audit.team.read',
  'audit.read',
]);
export type Permission = z.infer<typeof Permission>;

/** What each role holds. Which route and which socket asks for which of them is in `access/table.ts`. */
export const permissions: Readonly<Record<Role, readonly Permission[]>> = {
  learner: [
    'lab.read',
    'attempt.own.read',
    'attempt.own.write',
    'terminal.own.open',
    'ssh-key.own.manage',
    'web-ui.own.open',
    'person.self.read',
    'person.self.take',
    'session.own.manage',
    'token.own.manage',
  ],
  author: [
    'lab.read',
    'lab.source.read',
    'lab.publish',
    'lab.test',
    'lab.health.read',
    'feedback.answer',
    'content.read',
    'content.sync',
    'attempt.own.read',
    'attempt.own.write',
    'terminal.own.open',
    'ssh-key.own.manage',
    'web-ui.own.open',
    'person.self.read',
    'person.self.take',
    'session.own.manage',
    'token.own.manage',
  ],
  mentor: [
    'lab.read',
    'attempt.own.read',
    'attempt.own.write',
    'terminal.own.open',
    'ssh-key.own.manage',
    'web-ui.own.open',
    'attempt.any.read',
    'terminal.any.follow',
    'path.any.assign',
    'submission.review',
    'lab.health.read',
    'feedback.answer',
    'person.self.read',
    'person.self.take',
    'session.own.manage',
    'token.own.manage',
  ],
  manager: [
    'lab.read',
    'attempt.team.read',
    'path.team.assign',
    'submission.team.review',
    'lab.health.read',
    'person.self.read',
    'person.self.take',
    'person.team.read',
    'team.own.manage',
    'session.own.manage',
    'token.own.manage',
    'audit.team.read',
  ],
  operator: [
    'lab.read',
    'content.read',
    'content.sync',
    'person.self.read',
    'person.self.take',
    'person.any.read',
    'person.any.manage',
    'team.any.manage',
    'path.any.assign',
    'session.own.manage',
    'token.own.manage',
    'environment.any.read',
    'environment.any.manage',
    'pool.manage',
    'audit.read',
  ],
};

/** True if one of `roles` holds `permission`. */
export function allows(roles: readonly Role[], permission: Permission): boolean {
  return roles.some((role) => permissions[role].includes(permission));
}
