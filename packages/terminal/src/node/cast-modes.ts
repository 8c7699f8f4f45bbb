// biome-ignore lint/suspicious/noControlCharactersInRegex: the beginning of a control sequence
const privateMode = /\x1b\[\?([\d;]+)([hl])/g;

/** The modes that programs set in what was printed (another screen, other cursor keys): what of it still has an effect later. */
export class PrivateModes {
  readonly #modes = new Map<string, string>();

  take(printed: string): void {
    for (const [, modes = '', set = ''] of printed.matchAll(privateMode)) {
      for (const mode of modes.split(';')) {
        // Set again it is set last, as the alternate screen is after the cursor keys.
        this.#modes.delete(mode);
        this.#modes.set(mode, set);
      }
    }
  }

  /** What sets a new terminal to them. */
  get sequence(): string {
    return [...this.#modes].map(([mode, set]) => `\x1b[?${mode}${set}`).join('');
  }
}
