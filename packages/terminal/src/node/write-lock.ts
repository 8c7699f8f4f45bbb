import type { Viewer } from './viewer.ts';

/** A mentor who has taken over. */
export interface Typist {
  readonly followId: string;
  readonly name: string;
}

/** The write lock of an attempt's terminals: the learner's viewers type, or those of the one mentor who has taken over, never both. */
export class WriteLock {
  #typist: Typist | null = null;

  /** Null while the learner types. */
  get typist(): Typist | null {
    return this.#typist;
  }

  /** False when that changes nothing. */
  giveTo(typist: Typist | null): boolean {
    if (typist?.followId === this.#typist?.followId) return false;
    this.#typist = typist;
    return true;
  }

  /** Whether what this viewer types counts now. */
  admits({ follow, role }: Viewer): boolean {
    if (follow) return follow.id === this.#typist?.followId;
    return role === 'owner' && this.#typist === null;
  }
}
