import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryRoot } from '@springboard/config/paths.ts';
import { outputTo } from '@springboard/host/output.ts';
import { freshlyBuilt } from './pages/freshly-built.ts';
import { listOfPictures } from './pages/list.ts';
import { lookAs, looks, takePicture } from './pages/look.ts';
import { openStage } from './pages/stage.ts';
import { tour } from './pages/tour.ts';

const { values, positionals } = parseArgs({ options: { all: { type: 'string' } }, allowPositionals: true });
const output = outputTo(process.stdout);
const folder = values.all === undefined ? join(repositoryRoot, 'docs/pages') : resolve(values.all);
// In the repository the two that differ most: it is cloned by everybody.
const kept =
  values.all === undefined ? looks.filter(({ name }) => name === 'light' || name === 'phone-dark') : looks;

const stage = await openStage(await freshlyBuilt());
try {
  const failed = await tour(
    stage,
    async (page, place) => {
      await mkdir(join(folder, place.who), { recursive: true });
      for (const look of kept) {
        await lookAs(page, look);
        await takePicture(page, join(folder, place.who, `${place.name}.${look.name}.webp`));
      }
      output.line(`  ${place.who}/${place.name}`);
    },
    { only: positionals, tell: (line) => output.line(output.paint('red', line)) },
  );
  if (values.all === undefined) await writeFile(join(folder, 'README.md'), listOfPictures(folder));
  process.exitCode = failed > 0 ? 1 : 0;
} finally {
  await stage.close();
}
process.exit();
