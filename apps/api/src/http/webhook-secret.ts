import { readFile } from 'node:fs/promises';
import { ProblemError } from '@springboard/contracts/problems.ts';

/** The secret that webhooks are signed with, read from its file each time, so that a new one counts at once. */
export class WebhookSecret {
  readonly #file: string | undefined;

  constructor(file: string | undefined) {
    this.#file = file;
  }

  get isSet(): boolean {
    return this.#file !== undefined;
  }

  /** Undefined where none is set. Errors: `content-unavailable` when the file cannot be read or is empty. */
  async read(): Promise<string | undefined> {
    if (this.#file === undefined) return undefined;
    const text = await readFile(this.#file, 'utf8').catch(() => '');
    if (text.trim() !== '') return text.trim();
    throw new ProblemError('content-unavailable', 'Webhooks are not set up', {
      detail: 'The file of the secret for webhooks cannot be read, or is empty. Nothing was done.',
      remedy: 'An operator mends SPRINGBOARD_CONTENT_WEBHOOK_SECRET_FILE; see docs/operations.md.',
    });
  }
}
