import type { Role } from '@springboard/contracts/roles.ts';

/** What each role is for, in the words of a form. */
export const roleWords: Readonly<Record<Role, string>> = {
  learner: 'does labs',
  author: 'writes labs and tests them',
  mentor: 'reads everybody’s attempts, and reviews',
  manager: 'sees and invites the people of their teams, and reviews',
  operator: 'runs the platform, adds people and gives roles',
};
