import { setTimeout as pause } from 'node:timers/promises';
import type { Contender } from '../contenders/contender.ts';
import type { Mixed } from '../mixed-output.ts';
import { type Use, useOf } from '../process-use.ts';
import { fewAtOnce } from '../rounds.ts';
import { Typist } from '../typist.ts';
import { typing } from './typing.ts';

/** Logins at once: sshd turns away more than ten that are not through. */
const loginsAtOnce = 8;

/** Many terminals of one contender, which are opened, used, and measured together. */
export class Crowd {
  readonly #contender: Contender;
  readonly #pid: number;
  readonly #typists: Typist[] = [];

  /** The contender has to have a process. */
  constructor(contender: Contender) {
    if (contender.pid === undefined) throw new Error(`${contender.name} has no process to measure`);
    this.#contender = contender;
    this.#pid = contender.pid;
  }

  /** Opens terminals, each on a node of its own, until there are so many; all have shown their prompt. */
  async growTo(count: number): Promise<void> {
    const missing = Array.from({ length: count - this.#typists.length }, (_, index) => index);
    const opened = await fewAtOnce(missing, loginsAtOnce, async () => {
      const typist = await Typist.open(await this.#contender.address());
      await typist.prompt();
      return typist;
    });
    this.#typists.push(...opened);
  }

  /** What the contender holds and has used, after it was asked to collect its garbage. */
  async use(): Promise<Use> {
    await this.#contender.tidy?.();
    return useOf(this.#pid);
  }

  /** Share of a core it uses while nobody does anything. */
  async idleShare(seconds: number): Promise<number> {
    return this.#share(() => pause(seconds * 1000));
  }

  /** So many of them type at the same time: the share of a core, and milliseconds of each echo. */
  async type(
    count: number,
    seconds: number,
  ): Promise<{ readonly share: number; readonly echoesMs: number[] }> {
    const echoesMs: number[] = [];
    const share = await this.#share(async () => {
      const each = this.#typists
        .slice(0, count)
        .map((typist, n) => typing(typist, seconds * 1000, n / count));
      echoesMs.push(...(await Promise.all(each)).flat());
    });
    return { share, echoesMs };
  }

  /** Fills screen and scrollback of so many of them, and gives the bytes that each grew by. */
  async fill(count: number, { path, lastLine }: Mixed): Promise<number> {
    const before = await this.use();
    const some = this.#typists.slice(0, count);
    await fewAtOnce(some, loginsAtOnce, async (typist) => {
      typist.forget();
      typist.type(`cat ${path}\r`);
      await typist.until('the last line', (text) => text.includes(lastLine));
      await typist.prompt();
    });
    return ((await this.use()).bytes - before.bytes) / some.length;
  }

  async leave(): Promise<void> {
    await fewAtOnce(this.#typists, loginsAtOnce, (typist) => typist.leave());
  }

  async #share(work: () => Promise<void>): Promise<number> {
    const before = await useOf(this.#pid);
    const begun = performance.now();
    await work();
    const seconds = (performance.now() - begun) / 1000;
    return ((await useOf(this.#pid)).cpuSeconds - before.cpuSeconds) / seconds;
  }
}
