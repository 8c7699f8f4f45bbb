/** What wetty's page says to have parsed at once, in characters (its `flowcontrol.ts`, 3.2). */
const commitCharacters = 2 ** 18;

/** wetty's flow control: what was taken is added up, and committed in one and the same amount each time. */
export class WettyCredit {
  #taken = 0;

  /** The amount to commit now that so many characters more were taken; 0 for none. */
  take(characters: number): number {
    this.#taken += characters;
    if (this.#taken < commitCharacters) return 0;
    this.#taken -= commitCharacters;
    return commitCharacters;
  }
}
