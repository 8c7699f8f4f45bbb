import { Base64, ClipboardAddon } from '@xterm/addon-clipboard';
import type { Terminal } from '@xterm/xterm';

/** Characters of base64 in an OSC 52 that are taken: about 75 KB of text, as much as tmux lets through. */
const maxOsc52 = 100_000;

/** Lets programs on the node write the clipboard (OSC 52), up to a limit. Reading it is never answered. */
export function writeOnlyClipboard(terminal: Terminal): void {
  terminal.loadAddon(
    new ClipboardAddon(new Base64(), {
      readText: () => '',
      writeText: (_selection, text) => {
        // The browser refuses without focus or permission; nothing is lost that the person could not select.
        navigator.clipboard?.writeText(text).catch(() => {});
      },
    }),
  );
  // Registered later, so asked first.
  terminal.parser.registerOscHandler(52, (data) => data.endsWith(';?') || data.length > maxOsc52);
}
