import { demoTeam } from '@springboard/auth/demo-team.ts';

export const manager = 'demo-max';
export const mentor = 'demo-mira';
export const author = 'demo-arno';

/** The team of `npm start`, and one beside it, so that a manager has two. */
export const teams = [
  { name: 'Demo team', made: 320 },
  { name: 'Demo storage team', made: 320 },
] as const;

/** Who leads them; their history is that of the others. */
export const leaders = demoTeam.filter(({ role }) => role !== 'learner');
