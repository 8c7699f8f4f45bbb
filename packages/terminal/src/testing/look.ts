import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

/** What screens have to look like: pictures that a person has looked at. */
const references = fileURLToPath(new URL('look', import.meta.url));
const findings = fileURLToPath(new URL('../../../../test-results/look', import.meta.url));

/** How different a pixel may be, 0 to 1: what smoothing makes of edges differs by machine. */
const pixelTolerance = 0.25;
/** The share of a cell's pixels that may be more different than that. A wrong character is far above it. */
const cellTolerance = 0.2;

/** A picture of the terminal's screen, with its cursor at rest. */
export async function pictureOf(page: Page): Promise<Buffer> {
  await page.evaluate(async () => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    for (let frame = 0; frame < 3; frame += 1) await new Promise((done) => requestAnimationFrame(done));
  });
  const picture = await page.locator('.xterm-screen').screenshot();
  await page.evaluate(() => window.terminal.focus());
  return picture;
}

/**
 * The cells, as `row:column` counted from 1, in which a picture of a screen of `columns` × `rows` differs from its reference. With
 * `LOOK=keep` in the environment a picture without a reference becomes it: look at it before you commit it. What differs is kept in `test-results/look`.
 */
export async function cellsThatDiffer(
  picture: Buffer,
  name: string,
  columns: number,
  rows: number,
): Promise<string[]> {
  const path = join(references, `${name}.png`);
  if (process.env.LOOK === 'keep' && !(await isThere(path))) {
    await save(path, picture);
    return [];
  }
  const now = PNG.sync.read(picture);
  const wanted = PNG.sync.read(await readFile(path));
  const { width, height } = wanted;
  if (now.width !== width || now.height !== height) {
    await save(join(findings, `${name}.png`), picture);
    return [`the picture has ${now.width} × ${now.height} pixels and not ${width} × ${height}`];
  }
  const difference = new PNG({ width, height });
  pixelmatch(now.data, wanted.data, difference.data, width, height, {
    threshold: pixelTolerance,
    diffMask: true,
  });
  const cells = cellsAbove(difference, columns, rows);
  if (cells.length > 0) {
    await save(join(findings, `${name}.png`), picture);
    await save(join(findings, `${name}-difference.png`), PNG.sync.write(difference));
  }
  return cells;
}

function cellsAbove({ data, width, height }: PNG, columns: number, rows: number): string[] {
  const cell = { width: width / columns, height: height / rows };
  const different = new Uint32Array(columns * rows);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      // A mask is transparent where nothing differs.
      if (data[(y * width + x) * 4 + 3] === 0) continue;
      const at = Math.floor(y / cell.height) * columns + Math.floor(x / cell.width);
      different[at] = (different[at] ?? 0) + 1;
    }
  }
  const most = cell.width * cell.height * cellTolerance;
  return [...different].flatMap((count, at) =>
    count > most ? [`${Math.floor(at / columns) + 1}:${(at % columns) + 1}`] : [],
  );
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function save(path: string, content: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}
