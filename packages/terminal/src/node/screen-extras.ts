import type { Terminal } from '@xterm/headless';

/** What an emulator knows of its screen and does not tell: followed through its parser. */
export class ScreenExtras {
  #title = '';
  #cursorHidden = false;
  #cursorStyle = 0;
  #mouseEncoding = 0;

  constructor(terminal: Terminal) {
    const { parser } = terminal;
    terminal.onTitleChange((title) => {
      this.#title = title;
    });
    parser.registerCsiHandler({ prefix: '?', final: 'h' }, (params) => this.#setModes(params, true));
    parser.registerCsiHandler({ prefix: '?', final: 'l' }, (params) => this.#setModes(params, false));
    parser.registerCsiHandler({ intermediates: ' ', final: 'q' }, ([style]) => {
      this.#cursorStyle = Number(style ?? 0);
      return false;
    });
    parser.registerCsiHandler({ intermediates: '!', final: 'p' }, () => this.#reset());
    parser.registerEscHandler({ final: 'c' }, () => this.#reset());
  }

  /** Control sequences that bring an emulator to the same state; they leave the cursor where it is. */
  serialize(): string {
    let text = '';
    if (this.#mouseEncoding) text += `\x1b[?${this.#mouseEncoding}h`;
    if (this.#cursorStyle) text += `\x1b[${this.#cursorStyle} q`;
    if (this.#cursorHidden) text += '\x1b[?25l';
    if (this.#title) text += `\x1b]2;${this.#title}\x07`;
    return text;
  }

  #setModes(params: (number | number[])[], on: boolean): false {
    for (const mode of params) {
      if (mode === 25) this.#cursorHidden = !on;
      if (mode === 1006 || mode === 1015 || mode === 1016) this.#mouseEncoding = on ? mode : 0;
    }
    return false;
  }

  #reset(): false {
    this.#cursorHidden = false;
    this.#cursorStyle = 0;
    this.#mouseEncoding = 0;
    return false;
  }
}
