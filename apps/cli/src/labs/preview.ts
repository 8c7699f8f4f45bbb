import { watch } from 'node:fs/promises';
import { join } from 'node:path';
import { LabPreviewView } from '@springboard/contracts/lab-previews.ts';
import type { Output } from '@springboard/host/output.ts';
import type { ApiClient } from '../api/client.ts';
import { CliError, exit } from '../api/errors.ts';
import { selectLabs } from './content.ts';
import { filesOf } from './remote.ts';

/** An editor that saves writes, renames and touches several files: they are gathered for so long, in milliseconds. */
const gatherMs = 150;

export interface PreviewOptions {
  readonly labs: string;
  /** Where people open the pages. */
  readonly url: string;
  readonly signal: AbortSignal;
}

/**
 * `springboard lab preview LAB`: shows the lab in the browser as a learner sees it, and again at each change of its files, until it is told to
 * stop. What cannot be shown is told, and what was shown before stays. Errors: those of the first time.
 */
export async function previewCommand(
  name: string,
  options: PreviewOptions,
  output: Output,
  api: Pick<ApiClient, 'post'>,
): Promise<void> {
  const { root, slugs } = await selectLabs(options.labs, [name]);
  const [lab = name] = slugs;
  const show = async () =>
    api.post('/lab-previews', LabPreviewView, { lab, files: await filesOf(root, lab) });
  const changes = changesIn(join(root, lab), options.signal);
  const { attemptId } = await show();
  output.line(`${lab} as it is here: ${output.paint('bold', `${options.url}/attempts/${attemptId}`)}`);
  output.line(
    'It is shown anew as files are saved. *Reset* in the page runs setup again; Ctrl-C ends this, the page and its environment stay.',
  );
  for await (const file of changes)
    try {
      await show();
      output.line(`${file} was saved: shown.`);
    } catch (error) {
      if (!(error instanceof CliError) || error.code === exit.forbidden) throw error;
      output.line(output.paint('red', error.message));
      output.line('The page stays as it was.');
    }
}

/** Names of files that were changed, one for each burst, until the signal ends it. */
async function* changesIn(folder: string, signal: AbortSignal): AsyncGenerator<string> {
  const bursts: string[] = [];
  let wake = () => {};
  let timer: NodeJS.Timeout | undefined;
  const listening = (async () => {
    for await (const { filename } of watch(folder, { recursive: true, signal })) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        bursts.push(filename ?? 'a file');
        wake();
      }, gatherMs);
    }
  })();
  const ended = listening.catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  try {
    while (!signal.aborted) {
      const next = bursts.shift();
      if (next !== undefined) yield next;
      else await Promise.race([ended, new Promise<void>((resolve) => (wake = resolve))]);
    }
  } finally {
    clearTimeout(timer);
  }
}
