/** What learners said is wrong with a lab. */
export interface Remark {
  readonly personId: string;
  readonly lab: string;
  readonly number: number;
  readonly task: string | null;
  readonly text: string;
  /** Who answered, and what. */
  readonly answer?: { readonly by: string; readonly text: string };
}

export const remarks: readonly Remark[] = [
  {
    personId: 'demo-tomasz',
    lab: 'openstack/no-valid-host',
    number: 1,
    task: '1-servers-start-again',
    text: 'The check said that it was broken while nova-compute was starting. It was fine a minute later.',
    answer: {
      by: 'demo-arno',
      text: 'It asked for the services before the API had come up. It now waits for it, and says so.',
    },
  },
  {
    personId: 'demo-jonas',
    lab: 'ceph/rbd-snapshots',
    number: 1,
    task: '4-a-snapshot-that-stays',
    text: 'The third hint is the one that I needed first. Without `--all` the image in the trash is nowhere to be seen.',
  },
  {
    personId: 'demo-aiko',
    lab: 'ceph/first-cluster',
    number: 1,
    task: null,
    text: 'The text says four tasks, and there are five.',
    answer: { by: 'demo-arno', text: 'Thank you. Corrected.' },
  },
];
