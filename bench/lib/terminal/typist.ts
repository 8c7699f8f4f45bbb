import { stripVTControlCharacters } from 'node:util';
import { type Address, openLine } from './lines/address.ts';
import type { Line } from './lines/line.ts';
import { within } from './within.ts';

/** Characters of output that are looked at; of a flood only its end is. */
const seenCharacters = 4 * 1024;
/** Far longer than anything that is measured takes, in milliseconds: what waits so long has failed. */
const patienceMs = 300_000;
/** A shell at its prompt has ended within so long, in milliseconds. */
const leaveWithinMs = 60_000;

type Condition = (text: string) => boolean;

interface Waiting {
  readonly condition: Condition;
  readonly resolve: (at: number) => void;
  readonly reject: (error: Error) => void;
}

/** True when what was printed ends with the prompt of the benchmark's shells. */
export const endsInPrompt: Condition = (text) =>
  text.includes('# ') && /\w+@\S+:\S+# $/.test(stripVTControlCharacters(text));

/** Somebody at a terminal: types, and waits for what is printed. Times are those of `performance.now()` at which it came. */
export class Typist {
  readonly #decoder = new TextDecoder();
  #line: Line | undefined;
  #text = '';
  #bytes = 0;
  #waiting: Waiting | undefined;
  readonly #over = Promise.withResolvers<void>();
  #ended: string | undefined;

  /** Opens a terminal; its prompt is yet to come. */
  static async open(address: Address): Promise<Typist> {
    const typist = new Typist();
    typist.#line = await openLine(address, {
      output: (data) => typist.#take(data),
      end: (why) => typist.#end(why),
    });
    return typist;
  }

  /** What was printed since `forget`, as far as it is kept. */
  get text(): string {
    return this.#text;
  }
  /** Bytes printed since the beginning. */
  get bytes(): number {
    return this.#bytes;
  }

  /** What was printed until now is not looked at any more. */
  forget(): void {
    this.#text = '';
  }

  type(text: string): void {
    this.#line?.type(text);
  }

  /** Resolves with the moment at which what makes `condition` true came. Throws after five minutes, or when the line ends. */
  until(what: string, condition: Condition): Promise<number> {
    if (this.#waiting) throw new Error('it waits already');
    return new Promise((resolve, reject) => {
      const late = () => this.#fail(`${what} did not come`);
      const timer = setTimeout(late, patienceMs);
      this.#waiting = {
        condition,
        resolve: (at) => {
          clearTimeout(timer);
          resolve(at);
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      };
      if (this.#ended !== undefined) this.#fail(this.#ended);
      else this.#look();
    });
  }

  /** The prompt, with nothing behind it. */
  prompt(): Promise<number> {
    return this.until('a prompt', endsInPrompt);
  }

  /** Has the shell compute something that was never typed: it is there, and at its prompt. */
  async proveShell(): Promise<void> {
    const [one, other] = [0, 0].map(() => 1_000 + Math.floor(Math.random() * 9_000)) as [number, number];
    this.forget();
    this.type(`echo =$((${one} * ${other}))=\r`);
    await this.until('the result', (text) => text.includes(`=${one * other}=`));
    await this.prompt();
    this.forget();
  }

  /** Ends the shell at its prompt, and with it the connection: a session of Springboard's would outlive that. */
  async leave(): Promise<void> {
    this.type('exit\r');
    await within(leaveWithinMs, 'the end of a shell', this.#over.promise);
    this.#line?.close();
  }

  #take(data: Uint8Array | string): void {
    const at = performance.now();
    this.#bytes += typeof data === 'string' ? Buffer.byteLength(data) : data.length;
    const text = typeof data === 'string' ? data : this.#decoder.decode(data, { stream: true });
    this.#text = (this.#text + text).slice(-seenCharacters);
    this.#look(at);
  }

  #look(at = performance.now()): void {
    if (!this.#waiting?.condition(this.#text)) return;
    const { resolve } = this.#waiting;
    this.#waiting = undefined;
    resolve(at);
  }

  #end(why: string): void {
    this.#ended ??= why;
    this.#over.resolve();
    this.#fail(why);
  }

  #fail(why: string): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.reject(new Error(`${why}; the last output: ${JSON.stringify(this.#text.slice(-400))}`));
  }
}
