import { newTestInstallation } from '@springboard/config/installation.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { engineApi } from './api.ts';
import { foreignHoldings, installationsIn, projectOf, removeProject } from './projects.ts';

const api = engineApi({ kind: 'local', socket: '/var/lib/incus/unix.socket' }, 60_000);
let installation: string;

const config = () => ({ 'user.springboard.installation': installation });
const addAcl = (name: string) => api.call('POST', '/1.0/network-acls', { name, config: config() });

beforeEach(() => {
  installation = newTestInstallation();
});
afterEach(() => removeProject(api, installation));

it('an installation leaves nothing behind, the rules of its networks neither', async () => {
  await api.call('POST', '/1.0/projects', {
    name: projectOf(installation),
    config: { 'features.images': 'false', 'features.networks': 'false' },
  });
  await addAcl(`sb-${installation}-lab`);
  await addAcl(`sb-${installation}-management`);
  await api.call('POST', '/1.0/networks', {
    name: `sb${installation}m`,
    type: 'bridge',
    config: {
      ...config(),
      'ipv4.address': 'none',
      'ipv6.address': 'none',
      'security.acls': `sb-${installation}-management`,
    },
  });
  expect(await installationsIn(api)).toContain(installation);
  await removeProject(api, installation);
  expect(await installationsIn(api)).not.toContain(installation);
  const networks = await api.call('GET', '/1.0/networks');
  expect(networks).not.toContain(`/1.0/networks/sb${installation}m`);
});

it('rules whose project is gone already are found and removed', async () => {
  await addAcl(`sb-${installation}-lab`);
  expect(await installationsIn(api)).toContain(installation);
  await removeProject(api, installation);
  expect(await installationsIn(api)).not.toContain(installation);
});

it('a volume of somebody else counts as foreign, the images and the pool that Springboard made do not', async () => {
  const name = `theirs-${installation}`;
  const volume = `/1.0/storage-pools/springboard/volumes/custom/${name}?project=default`;
  await api.call('POST', '/1.0/storage-pools/springboard/volumes/custom?project=default', { name });
  try {
    const foreign = await foreignHoldings(api, [], 'springboard');
    expect(foreign).toContain(`volume default/${name}`);
    expect(foreign.filter((text) => text.startsWith('image springboard'))).toEqual([]);
    expect(foreign).not.toContain('storage pool springboard');
    expect(await foreignHoldings(api, [], undefined)).toContain('storage pool springboard');
  } finally {
    await api.call('DELETE', volume);
  }
});
