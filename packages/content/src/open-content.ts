import { join } from 'node:path';
import { Checkout } from './checkout.ts';
import type { CredentialFiles } from './credentials.ts';
import { Mirror } from './mirror.ts';
import type { ContentRepository } from './repository.ts';

/** What an operator says of content; `url` undefined: the folder `labs` as it lies there. */
export interface ContentSettings {
  readonly url: string | undefined;
  readonly branch: string;
  /** The content's folder inside the repository; empty for all of it. */
  readonly folder: string;
  readonly credentials: CredentialFiles;
}

/** The content repository of an installation. Opens nothing yet. `state` is the installation's state folder. */
export function openContent(
  settings: ContentSettings,
  here: { readonly labs: string; readonly state: string },
): ContentRepository {
  const { url, branch, folder, credentials } = settings;
  if (url === undefined) return new Checkout(here.labs);
  return new Mirror({ url, branch, root: folder, folder: join(here.state, 'content'), credentials });
}
