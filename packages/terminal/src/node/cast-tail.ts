import type { Size } from '../common/limits.ts';
import { PrivateModes } from './cast-modes.ts';

/** Characters of output that a screen and its scrollback stand on. */
const mostOutput = 200_000;

/** What plays a recording: an emulator. */
export interface CastPlayer {
  write(text: string): void;
  resize(size: Size): void;
}

/** The end of a recording, with what of its beginning still has an effect there: the size, and the modes that a program set. */
export class CastTail {
  #size: Size;
  #played: (string | Size)[] = [];
  #length = 0;
  readonly #modes = new PrivateModes();

  constructor(size: Size) {
    this.#size = size;
  }

  output(text: string): void {
    this.#played.push(text);
    this.#length += text.length;
    while (this.#length > mostOutput && this.#played.length > 1) this.#forget(this.#played.shift());
  }

  resize(size: Size): void {
    this.#played.push(size);
  }

  /** The size at the beginning of the tail: what an emulator that plays it has to have. */
  get size(): Size {
    return this.#size;
  }

  play(player: CastPlayer): void {
    player.write(this.#modes.sequence);
    for (const one of this.#played) {
      if (typeof one === 'string') player.write(one);
      else player.resize(one);
    }
  }

  #forget(first: string | Size | undefined): void {
    if (typeof first === 'object') this.#size = first;
    if (typeof first !== 'string') return;
    this.#length -= first.length;
    this.#modes.take(first);
  }
}

/** A size as asciicast writes it: `80x24`. */
export function castSize(text: string): Size {
  const [columns = 80, rows = 24] = text.split('x').map(Number);
  return { columns, rows };
}
