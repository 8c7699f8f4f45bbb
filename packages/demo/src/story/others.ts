import type { Story } from './story.ts';
import { mentor } from './teams.ts';

/** Fast and thorough: may take the pager. */
const jonas: Story = {
  id: 'demo-jonas',
  name: 'Jonas Beck',
  email: 'jonas@example.org',
  roles: ['learner'],
  team: 'Demo team',
  joined: 44,
  skill: 0.9,
  readings: [
    { item: 'how-we-learn', ago: 44 },
    { item: 'ceph-architecture', ago: 39 },
    { item: 'on-call', ago: 11 },
  ],
  work: [
    { lab: 'linux/first-steps', ago: 43, at: 9.2, outcome: 'passed' },
    { lab: 'linux/service-that-will-not-start', ago: 41, at: 13.3, outcome: 'passed', notes: ['reviewed'] },
    { lab: 'ceph/first-cluster', ago: 38, at: 9.1, outcome: 'passed' },
    { lab: 'network/tagged-cable', ago: 36, at: 15.2, outcome: 'passed' },
    { lab: 'openstack/first-server', ago: 34, at: 10.3, outcome: 'passed' },
    { lab: 'linux/disk-full', ago: 32, at: 14.4, outcome: 'passed' },
    { lab: 'ceph/three-hosts', ago: 29, at: 9.6, outcome: 'passed' },
    { lab: 'ceph/replace-failed-osd', ago: 26, at: 13.7, outcome: 'passed' },
    { lab: 'openstack/quota-and-projects', ago: 24, at: 11.1, outcome: 'passed' },
    { lab: 'network/routes-and-overlays', ago: 22, at: 9.9, outcome: 'passed' },
    { lab: 'openstack/security-group-riddle', ago: 20, at: 14.2, outcome: 'passed' },
    { lab: 'ceph/rbd-snapshots', ago: 18, at: 10.7, outcome: 'passed' },
    { lab: 'openstack/no-valid-host', ago: 16, at: 13.2, outcome: 'passed' },
    { lab: 'openstack/rabbit-is-down', ago: 14, at: 15.3, outcome: 'failed' },
    { lab: 'openstack/rabbit-is-down', ago: 12, at: 9.4, outcome: 'passed' },
    { lab: 'ceph/full-cluster', ago: 9, at: 10.2, outcome: 'passed' },
    { lab: 'linux/backup-that-never-ran', ago: 7, at: 16.1, outcome: 'passed' },
    { lab: 'network/two-routers', ago: 5, at: 9.3, outcome: 'passed', expired: true },
    { lab: 'openstack/keystone-credentials', ago: 2, at: 13.6, outcome: 'passed' },
  ],
  moved: [
    {
      item: 'teach-ceph-replace-failed-osd',
      ago: 7,
      days: 21,
      reason: 'Came to the path while he was at the last labs.',
    },
  ],
  signed: [
    {
      skill: 'incident-notes',
      ago: 30,
      by: mentor,
      note: 'Wrote the notes of the switch outage on his own; nobody had to ask him anything.',
    },
    {
      skill: 'ceph-full-recovery',
      ago: 8,
      by: 'demo-priya',
      note: 'Did the drill alone, and set the ratio back without being told to.',
    },
  ],
};

/** One lab and one sign-off short of the pager. */
const tomasz: Story = {
  id: 'demo-tomasz',
  name: 'Tomasz Wolski',
  email: 'tomasz@example.org',
  roles: ['learner'],
  team: 'Demo storage team',
  joined: 43,
  skill: 0.7,
  readings: [
    { item: 'how-we-learn', ago: 43 },
    { item: 'ceph-architecture', ago: 37 },
    { item: 'on-call', ago: 4 },
  ],
  work: [
    { lab: 'linux/first-steps', ago: 42, at: 10.9, outcome: 'passed' },
    {
      lab: 'linux/service-that-will-not-start',
      ago: 39,
      at: 9.6,
      outcome: 'passed',
      notes: ['returned', 'reviewed'],
    },
    { lab: 'ceph/first-cluster', ago: 36, at: 13.9, outcome: 'passed' },
    { lab: 'network/tagged-cable', ago: 33, at: 10.1, outcome: 'passed' },
    { lab: 'openstack/first-server', ago: 30, at: 13.1, outcome: 'passed' },
    { lab: 'linux/disk-full', ago: 28, at: 9.2, outcome: 'passed' },
    { lab: 'ceph/three-hosts', ago: 25, at: 14.3, outcome: 'passed' },
    { lab: 'ceph/replace-failed-osd', ago: 22, at: 10.8, outcome: 'failed', breach: true },
    { lab: 'ceph/replace-failed-osd', ago: 21, at: 9.5, outcome: 'passed' },
    { lab: 'network/routes-and-overlays', ago: 18, at: 13.4, outcome: 'passed' },
    { lab: 'openstack/quota-and-projects', ago: 17, at: 15.2, outcome: 'passed' },
    { lab: 'openstack/security-group-riddle', ago: 15, at: 9.8, outcome: 'passed' },
    { lab: 'ceph/rbd-snapshots', ago: 13, at: 13.3, outcome: 'passed' },
    { lab: 'openstack/no-valid-host', ago: 10, at: 10.4, outcome: 'passed', trouble: 'check_broken' },
    { lab: 'ceph/full-cluster', ago: 6, at: 9.7, outcome: 'passed' },
    { lab: 'openstack/rabbit-is-down', ago: 0, outcome: 'running', tasks: 0 },
  ],
  signed: [
    {
      skill: 'ceph-full-recovery',
      ago: 5,
      by: mentor,
      note: 'Talked us through the full cluster at the whiteboard, then did it.',
    },
  ],
};

/** Has been here for longer than a year: mentors others, and what she showed then counts no more for the pager. */
const priya: Story = {
  id: 'demo-priya',
  name: 'Priya Nair',
  email: 'priya@example.org',
  roles: ['learner', 'mentor'],
  team: 'Demo storage team',
  joined: 312,
  skill: 0.85,
  readings: [
    { item: 'how-we-learn', ago: 312 },
    { item: 'ceph-architecture', ago: 306 },
    { item: 'on-call', ago: 288 },
  ],
  work: [
    { lab: 'linux/first-steps', ago: 311, at: 9.4, outcome: 'passed' },
    { lab: 'linux/service-that-will-not-start', ago: 309, at: 10.3, outcome: 'passed', notes: ['reviewed'] },
    { lab: 'ceph/first-cluster', ago: 307, at: 13.2, outcome: 'passed' },
    { lab: 'network/tagged-cable', ago: 305, at: 9.8, outcome: 'passed' },
    { lab: 'linux/disk-full', ago: 303, at: 14.1, outcome: 'passed' },
    { lab: 'openstack/first-server', ago: 301, at: 10.2, outcome: 'passed' },
    { lab: 'ceph/three-hosts', ago: 299, at: 9.5, outcome: 'passed' },
    { lab: 'ceph/replace-failed-osd', ago: 297, at: 13.6, outcome: 'passed' },
    { lab: 'openstack/quota-and-projects', ago: 296, at: 15.1, outcome: 'passed' },
    { lab: 'network/routes-and-overlays', ago: 295, at: 9.7, outcome: 'passed' },
    { lab: 'openstack/security-group-riddle', ago: 293, at: 11.4, outcome: 'passed' },
    { lab: 'ceph/rbd-snapshots', ago: 292, at: 10.1, outcome: 'passed' },
    { lab: 'linux/backup-that-never-ran', ago: 290, at: 16.2, outcome: 'passed' },
    { lab: 'network/two-routers', ago: 287, at: 9.3, outcome: 'passed' },
    { lab: 'openstack/no-valid-host', ago: 285, at: 13.8, outcome: 'passed' },
    { lab: 'openstack/keystone-credentials', ago: 283, at: 10.6, outcome: 'passed' },
    { lab: 'openstack/volumes-on-ceph', ago: 281, at: 9.9, outcome: 'passed' },
    { lab: 'ceph/pool-that-will-not-heal', ago: 279, at: 13.1, outcome: 'passed' },
    { lab: 'openstack/image-store-on-ceph', ago: 277, at: 10.8, outcome: 'passed' },
    { lab: 'openstack/rabbit-is-down', ago: 275, at: 9.2, outcome: 'passed' },
    { lab: 'ceph/full-cluster', ago: 272, at: 10.5, outcome: 'passed' },
    { lab: 'linux/service-that-will-not-start', ago: 16, at: 11.1, outcome: 'passed', notes: ['reviewed'] },
    { lab: 'ceph/replace-failed-osd', ago: 6, at: 15.4, outcome: 'passed' },
  ],
  moved: [
    {
      item: 'teach-ceph-replace-failed-osd',
      ago: 7,
      days: 400,
      reason: 'Came to the path a year after she had done it. She has done the lab again for this.',
    },
  ],
  signed: [
    {
      skill: 'incident-notes',
      ago: 286,
      by: mentor,
      note: 'Her notes of the first week on call are what we show to others.',
    },
    {
      skill: 'ceph-full-recovery',
      ago: 270,
      by: mentor,
      note: 'Brought the archive cluster back at 94 %, with two of us looking on.',
    },
  ],
};

/** Began well, was put on other work, and has left a lab open for more than a week. */
const david: Story = {
  id: 'demo-david',
  name: 'David Lindqvist',
  email: 'david@example.org',
  roles: ['learner'],
  team: 'Demo storage team',
  joined: 39,
  skill: 0.45,
  readings: [{ item: 'how-we-learn', ago: 39 }],
  work: [
    { lab: 'linux/first-steps', ago: 38, at: 14.2, outcome: 'passed' },
    { lab: 'linux/service-that-will-not-start', ago: 35, at: 9.4, outcome: 'passed', notes: ['reviewed'] },
    { lab: 'ceph/first-cluster', ago: 31, at: 10.7, outcome: 'passed' },
    { lab: 'network/tagged-cable', ago: 27, at: 13.6, outcome: 'passed' },
    { lab: 'openstack/first-server', ago: 24, at: 9.1, outcome: 'passed' },
    { lab: 'ceph/three-hosts', ago: 17, at: 10.5, outcome: 'passed' },
    { lab: 'openstack/quota-and-projects', ago: 13, at: 9.9, outcome: 'failed' },
    { lab: 'ceph/replace-failed-osd', ago: 8, at: 15.7, outcome: 'left', tasks: 0 },
  ],
  moved: [
    { item: 'ceph/replace-failed-osd', ago: 9, days: 3, reason: 'Lent to the data centre move for a week.' },
  ],
};

export const others: readonly Story[] = [jonas, tomasz, priya, david];
