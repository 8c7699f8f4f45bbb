import { expect, it } from 'vitest';
import { engineAbsent, engineSocket } from './int-support.ts';
import { QuotaKeeper } from './quotas.ts';

const absent = (await engineAbsent()) ?? (process.getuid?.() === 0 ? undefined : 'it takes root.');

it.skipIf(absent)('numbers that do not hold are counted again until they do', async () => {
  const keeper = new QuotaKeeper({ kind: 'unix', socket: engineSocket }, 'springboard');
  // Others on this pool may break them again at any time, so what is asked is that they hold at some moment.
  const holds = async () => {
    await keeper.keep();
    return !(await keeper.broken());
  };
  await expect.poll(holds, { timeout: 250_000, interval: 500 }).toBe(true);
});

it('an engine elsewhere is left to its own host', async () => {
  const endpoint = {
    kind: 'https',
    url: 'https://127.0.0.1:1',
    clientCertificate: '',
    clientKey: '',
  } as const;
  const keeper = new QuotaKeeper(endpoint, 'springboard');
  expect(await keeper.keep()).toBe(false);
  expect(await keeper.broken()).toBe(false);
});
