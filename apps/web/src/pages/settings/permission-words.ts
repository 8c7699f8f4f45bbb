import type { Permission } from '@springboard/contracts/roles.ts';

const words: Record<Permission, string> = {
  'lab.read': 'see the labs',
  'lab.source.read': 'read the sources of labs, checks and solutions included',
  'lab.publish': 'commit labs to the content repository in my name',
  'lab.test': 'test labs in real environments',
  'lab.health.read': 'see how labs do',
  'feedback.answer': 'answer what learners say of labs',
  'content.read': 'see where labs come from, and how each of them stands',
  'content.sync': 'let the platform look at the content repository',
  'attempt.own.read': 'read my attempts and results',
  'attempt.own.write': 'start, reset and finish my attempts',
  'attempt.any.read': 'read everybody’s attempts and results',
  'path.any.assign': 'put people and teams on paths, and move due dates',
  'submission.review': 'review what people hand in',
  'terminal.own.open': 'open terminals in my environments',
  'ssh-key.own.manage': 'register and remove my SSH keys',
  'web-ui.own.open': 'open web pages of my environments',
  'person.self.read': 'read my profile',
  'person.any.read': 'read the list of people',
  'token.own.manage': 'make and revoke my tokens',
  'environment.any.read': 'see all environments and the system’s state',
  'environment.any.manage': 'retry and remove anybody’s environments',
  'pool.manage': 'change the warm pools',
  'audit.read': 'read the audit record',
};

/** A permission in words that complete "it may …". */
export function describePermission(permission: Permission): string {
  return words[permission];
}
