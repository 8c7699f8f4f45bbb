import { join } from 'node:path';
import { type ContentLab, ContentSyncRequest, ContentView } from '@springboard/contracts/content.ts';
import type { Topology } from '@springboard/environments/topology.ts';
import { columns, type Output } from '@springboard/host/output.ts';
import type { ApiClient } from '../api/client.ts';
import { CliError, exit } from '../api/errors.ts';
import { LabCheckout } from './checkout.ts';
import { selectLabs } from './content.ts';
import { lintCommand, several } from './lint.ts';

/** A sync fetches from elsewhere; one that takes longer than this has lost its platform. */
const syncWithinMs = 300_000;

export interface PublishOptions {
  readonly labs: string;
  readonly message: string | undefined;
  /** Only has the platform look now: whatever is to be published was pushed already. */
  readonly syncOnly: boolean;
}

/**
 * `springboard lab publish [LAB…]`: lints, commits and pushes from a checkout, has the platform sync, and tells what is published then. Answers the
 * exit code: 1 when a lab that was named is not published as it is here.
 */
export async function publishCommand(
  names: readonly string[],
  options: PublishOptions,
  topologies: ReadonlyMap<string, Topology>,
  output: Output,
  api: Pick<ApiClient, 'get' | 'post' | 'events'>,
): Promise<number> {
  let slugs: readonly string[] = names;
  if (!options.syncOnly) {
    const inOrder = async (labs: readonly string[]) => {
      const lint = { labs: options.labs, format: 'text' } as const;
      if ((await lintCommand(labs, lint, topologies, output)) === exit.done) return true;
      output.line('Nothing was published: mend the errors first.');
      return false;
    };
    if (!(await inOrder(names))) return exit.failed;
    const { root, ...selection } = await selectLabs(options.labs, names);
    if (names.length > 0) slugs = selection.slugs;
    const { place } = await api.get('/content', ContentView);
    if (place.kind === 'repository') {
      const checkout = await checkoutIn(root, place.url);
      // It goes with the lab, and other labs stand on it as well.
      if (names.length > 0 && (await checkout.hasChanged(skillsIn(root)))) {
        output.line('skills.yaml has changed and is published, too; all labs are looked over.');
        if (!(await inOrder([]))) return exit.failed;
      }
      await bringTo(place, checkout, root, slugs, options.message, output);
    } else
      output.line(
        `The platform reads its labs from the folder ${place.folder} as it lies there: nothing is pushed.`,
      );
  }
  const { request } = await api.post('/content/sync', ContentSyncRequest);
  output.progress('The platform syncs …');
  const view = await followSync(api, request);
  output.clear();
  return tell(view, slugs, output);
}

const skillsIn = (root: string) => join(root, 'skills.yaml');

/** Errors: the labs are in none. */
async function checkoutIn(root: string, url: string): Promise<LabCheckout> {
  const checkout = await LabCheckout.find(root);
  if (checkout) return checkout;
  throw new CliError(
    exit.failed,
    `The labs in ${root} are in no Git checkout, so there is nothing to push.`,
    `Publish from a clone of ${url}; --sync-only has the platform look at it now.`,
  );
}

async function bringTo(
  place: Extract<ContentView['place'], { kind: 'repository' }>,
  checkout: LabCheckout,
  root: string,
  slugs: readonly string[],
  message: string | undefined,
  output: Output,
): Promise<void> {
  const remote = await checkout.remoteOf(place.url);
  // A lab may stand on a skill that is new: it was linted against the file as it is here.
  const places = slugs.length === 0 ? [root] : [...slugs.map((slug) => join(root, slug)), skillsIn(root)];
  const what = message ?? `Publish ${slugs.length === 0 ? 'the labs' : slugs.join(', ')}`;
  const changed = await checkout.commit(places, what);
  await checkout.push(remote, place.branch);
  const head = (await checkout.head()).slice(0, 8);
  const made =
    changed.length === 0 ? 'Nothing new to commit, pushed' : `Committed ${several(changed.length, 'file')}`;
  const skills =
    slugs.length > 0 && changed.some((file) => file.endsWith('skills.yaml'))
      ? ', skills.yaml among them'
      : '';
  output.line(`${made}${skills}; ${place.branch} of ${remote} is at ${head}.`);
}

/** Waits until the sync that was asked for is over. Errors: the platform went away. */
async function followSync(api: Pick<ApiClient, 'events'>, request: number): Promise<ContentView> {
  const signal = AbortSignal.timeout(syncWithinMs);
  try {
    for await (const data of api.events('/content/events', signal)) {
      const view = ContentView.parse(JSON.parse(data));
      if (view.done >= request) return view;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  throw new CliError(
    exit.away,
    'The platform took the request, and did not say how it ended.',
    'Look at the page *Content*; the log of the worker has more.',
  );
}

const words: Record<ContentLab['state'], string> = {
  published: 'published',
  kept: 'kept at an older version',
  unpublished: 'not published',
  withdrawn: 'withdrawn',
};

function tell(view: ContentView, slugs: readonly string[], output: Output): number {
  if (view.failure) {
    output.line(`The platform cannot read its content: ${view.failure.detail}`);
    output.line(view.failure.remedy);
    return exit.failed;
  }
  const from = view.commit
    ? `commit ${view.commit.commit.slice(0, 8)}, “${view.commit.subject}”`
    : 'its folder';
  output.line(`The platform read ${from}.`);
  const shown = slugs.length === 0 ? view.labs : view.labs.filter(({ slug }) => slugs.includes(slug));
  for (const line of columns(
    shown.map((lab) => [lab.slug, words[lab.state], lab.commit?.slice(0, 8) ?? '–']),
  ))
    output.line(line);
  const problems = [...shown.flatMap((lab) => lab.problems), ...(slugs.length === 0 ? view.problems : [])];
  for (const { file, line, column, message } of problems)
    output.line(`${file}:${line}:${column}: ${output.paint('red', 'error')}: ${message}`);
  const missing = slugs.filter((slug) => !view.labs.some((lab) => lab.slug === slug));
  for (const slug of missing)
    output.line(`${slug}: the content of the platform has no such lab. Was it pushed to the branch above?`);
  const bad =
    shown.filter(({ state }) => state === 'kept' || state === 'unpublished').length + missing.length;
  if (bad > 0) output.line(`${several(bad, 'lab')} not published as pushed.`);
  return bad > 0 || problems.length > 0 ? exit.failed : exit.done;
}
