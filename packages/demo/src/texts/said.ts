import type { CheckDefinition } from '@springboard/lab-format/model/scripts.ts';
import type { Params } from '@springboard/lab-format/params.ts';

/** What checks of the labs say while they do not pass, in the words of their scripts; by lab, task and check. */
const known: Readonly<Record<string, (params: Params) => string>> = {
  'linux/first-steps 2-bring-it-up answers': ({ site, site_port }) =>
    `Nothing answers on port ${site_port} yet. ${site} is not active.`,
  'linux/first-steps 2-bring-it-up enabled': ({ site }) =>
    `${site} is not enabled: it would be gone after a boot.`,
  'linux/first-steps 3-what-fills-it freed': ({ folder }) => `/srv/${folder} is still as large as before.`,
  'linux/disk-full 1-full-and-nothing-there room': ({ app }) =>
    `/srv/${app} has 0 MiB free; at least 20 MiB are asked for.`,
  'linux/disk-full 2-room-and-still-full inodes': ({ app }) =>
    `/srv/${app} has 11 inodes free; at least 3000 are asked for.`,
  'linux/service-that-will-not-start 1-bring-it-up answers': ({ app, port }) =>
    `Nothing answers on port ${port} yet. ${app} is in state failed.`,
  'ceph/first-cluster 3-follow-an-object stored': ({ pool, object }) =>
    `There is no object ${object} in pool ${pool} yet.`,
  'ceph/first-cluster 4-bring-an-osd-back recovered': ({ stopped_osd }) =>
    `osd.${stopped_osd} is down; 2 of 3 OSDs are up.`,
  'ceph/first-cluster 4-bring-an-osd-back flags': () => 'The flag noout is still set.',
  'ceph/first-cluster 4-bring-an-osd-back enabled': ({ stopped_osd }) =>
    `ceph-osd@${stopped_osd} is not enabled: it would stay away after a boot.`,
  'ceph/three-hosts 3-a-host-is-missing back': () =>
    'Monitor ceph3 is out of the quorum, and 2 of 6 OSDs are down.',
  'ceph/three-hosts 3-a-host-is-missing enabled': () =>
    'On ceph3, ceph-mon@ceph3 and ceph-osd@4 are not enabled.',
  'ceph/replace-failed-osd 1-replace-it replaced': ({ host }) =>
    `${host} still has the dead disk under its OSD.`,
  'openstack/rabbit-is-down 1-nothing-moves queue': () => 'RabbitMQ does not answer on port 5672.',
};

/** What a check says that does not pass yet. */
export function saidBy(slug: string, taskId: string, check: CheckDefinition, params: Params): string {
  const says = known[`${slug} ${taskId} ${check.id}`];
  if (says) return says(params);
  return 'It does not hold.';
}
