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
  'attempt.team.read': 'read the attempts and results of my teams’ people',
  'submission.peer.review': 'review what others hand in where I am asked as a peer',
  'submission.team.review': 'review what my teams’ people hand in',
  'path.any.assign': 'put people and teams on paths, and move due dates',
  'path.team.assign': 'put my teams and their people on paths, and move due dates',
  'readiness.any.sign': 'sign off that people have skills, and take that back',
  'readiness.team.sign': 'sign off that my teams’ people have skills, and take that back',
  'submission.review': 'review what people hand in',
  'terminal.own.open': 'open terminals in my environments',
  'terminal.any.follow': 'ask learners to let me follow their terminals, and follow where they agree',
  'help.any.answer': 'see what learners ask, with their screens, and answer it',
  'notice.own.manage': 'read my notices, and choose where I get them',
  'ssh-key.own.manage': 'register and remove my SSH keys',
  'web-ui.own.open': 'open web pages of my environments',
  'person.self.read': 'read my profile',
  'person.self.take': 'download all of my data, and ask for its deletion',
  'person.team.read': 'read the list of my teams and their people',
  'person.any.read': 'read the list of all people and teams',
  'person.any.manage': 'add people, change their roles, and make sign-in links for them',
  'team.own.manage': 'invite people to the teams I manage, and change their mentors and joining dates',
  'team.any.manage': 'make teams, and change them and who is in them',
  'session.own.manage': 'see my sessions and end them',
  'token.own.manage': 'make and revoke my tokens',
  'environment.any.read': 'see all environments and the system’s state',
  'environment.any.manage': 'retry and remove anybody’s environments',
  'pool.manage': 'change the warm pools',
  'audit.team.read': 'read the audit record of my teams',
  'audit.read': 'read the audit record',
};

/** A permission in words that complete "it may …". */
export function describePermission(permission: Permission): string {
  return words[permission];
}
