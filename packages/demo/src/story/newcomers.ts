import type { Story } from './story.ts';

/** In the midst of her first month, and who one signs in as: something is under way, something is due, something went wrong. */
const lena: Story = {
  id: 'demo-lena',
  name: 'Lena',
  email: 'lena@example.org',
  roles: ['learner'],
  team: 'Demo team',
  joined: 19,
  skill: 0.6,
  readings: [
    { item: 'how-we-learn', ago: 19 },
    { item: 'ceph-architecture', ago: 12 },
  ],
  work: [
    { lab: 'linux/first-steps', ago: 18, at: 9.5, outcome: 'passed' },
    {
      lab: 'linux/service-that-will-not-start',
      ago: 16,
      at: 10.2,
      outcome: 'passed',
      notes: ['returned', 'reviewed'],
    },
    { lab: 'ceph/first-cluster', ago: 13, at: 9.8, outcome: 'passed', trouble: 'environment_broken' },
    { lab: 'network/tagged-cable', ago: 10, at: 14.1, outcome: 'failed' },
    { lab: 'network/tagged-cable', ago: 9, at: 9.3, outcome: 'passed' },
    { lab: 'openstack/first-server', ago: 5, at: 13.4, outcome: 'passed' },
    { lab: 'linux/disk-full', ago: 0, outcome: 'running', tasks: 1 },
  ],
};

/** Her first week. */
const marta: Story = {
  id: 'demo-marta',
  name: 'Marta Silva',
  email: 'marta@example.org',
  roles: ['learner'],
  team: 'Demo team',
  joined: 4,
  mentorId: 'demo-priya',
  skill: 0.75,
  readings: [{ item: 'how-we-learn', ago: 4 }],
  work: [
    { lab: 'linux/first-steps', ago: 3, at: 10.6, outcome: 'passed' },
    { lab: 'linux/service-that-will-not-start', ago: 1, at: 13.2, outcome: 'passed', notes: ['waiting'] },
    { lab: 'ceph/first-cluster', ago: 0, outcome: 'running', tasks: 2 },
  ],
};

/** Stuck at this moment. */
const aiko: Story = {
  id: 'demo-aiko',
  name: 'Aiko Tanaka',
  email: 'aiko@example.org',
  roles: ['learner'],
  team: 'Demo team',
  joined: 26,
  mentorId: 'demo-priya',
  skill: 0.5,
  readings: [
    { item: 'how-we-learn', ago: 26 },
    { item: 'ceph-architecture', ago: 18 },
  ],
  work: [
    { lab: 'linux/first-steps', ago: 25, at: 13.1, outcome: 'passed' },
    { lab: 'linux/service-that-will-not-start', ago: 22, at: 9.2, outcome: 'passed', notes: ['reviewed'] },
    { lab: 'ceph/first-cluster', ago: 18, at: 10.1, outcome: 'passed', expired: true },
    { lab: 'network/tagged-cable', ago: 12, at: 14.6, outcome: 'passed' },
    { lab: 'openstack/first-server', ago: 8, at: 9.7, outcome: 'passed' },
    { lab: 'linux/disk-full', ago: 4, at: 13.5, outcome: 'passed', breach: true },
    { lab: 'ceph/three-hosts', ago: 0, outcome: 'stuck', tasks: 2 },
  ],
};

/** Was ill, and is behind for it: dates were moved, and some are late all the same. */
const sam: Story = {
  id: 'demo-sam',
  name: 'Sam Okafor',
  email: 'sam@example.org',
  roles: ['learner'],
  team: 'Demo team',
  joined: 33,
  skill: 0.3,
  away: { from: 20, to: 13 },
  readings: [{ item: 'how-we-learn', ago: 33 }],
  work: [
    { lab: 'linux/first-steps', ago: 32, at: 11.2, outcome: 'passed' },
    { lab: 'linux/service-that-will-not-start', ago: 29, at: 9.9, outcome: 'failed' },
    { lab: 'linux/service-that-will-not-start', ago: 27, at: 13.8, outcome: 'passed', notes: ['returned'] },
    { lab: 'ceph/first-cluster', ago: 24, at: 15.1, outcome: 'given-up' },
    { lab: 'ceph/first-cluster', ago: 22, at: 9.4, outcome: 'passed' },
    { lab: 'network/tagged-cable', ago: 9, at: 10.4, outcome: 'failed' },
    { lab: 'network/tagged-cable', ago: 6, at: 14.9, outcome: 'given-up' },
  ],
  moved: [
    {
      item: 'network/tagged-cable',
      ago: 12,
      days: 14,
      reason: 'Eight days of illness, and a week to get back into it.',
    },
    {
      item: 'openstack/first-server',
      ago: 12,
      days: 14,
      reason: 'Waits for the network lab, which was moved.',
    },
    { item: 'linux/disk-full', ago: 5, days: 10, reason: 'First the notes of the lab before it.' },
  ],
};

export const newcomers: readonly Story[] = [lena, marta, aiko, sam];
