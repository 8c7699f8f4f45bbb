import { WebglAddon } from '@xterm/addon-webgl';
import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';

/** Bytes in one write, as the gateway's frames have them. */
const pieceBytes = 64 * 1024;
/** Bytes given to xterm.js and not parsed yet: it never waits for more, and never holds all. */
const aheadBytes = 8 * pieceBytes;

declare global {
  interface Window {
    /** Has a fresh xterm.js of that size parse what `url` holds, and resolves with milliseconds until its last line is drawn. */
    parseAlone?: (url: string, columns: number, rows: number) => Promise<number>;
  }
}

const element = document.getElementById('terminal');

window.parseAlone = async (url, cols, rows) => {
  if (!element) throw new Error('no element');
  const data = new Uint8Array(await (await fetch(url)).arrayBuffer());
  // As Springboard's page sets it: what is kept of the past costs, too.
  const terminal = new Terminal({ cols, rows, scrollback: 10_000, convertEol: true });
  terminal.open(element);
  terminal.loadAddon(new WebglAddon());
  const begun = performance.now();
  await new Promise<void>((resolve) => {
    let written = 0;
    let parsed = 0;
    const writeMore = () => {
      while (written < data.length && written - parsed < aheadBytes) {
        const piece = data.subarray(written, written + pieceBytes);
        written += piece.length;
        terminal.write(piece, () => {
          parsed += piece.length;
          if (parsed === data.length) resolve();
          else writeMore();
        });
      }
    };
    writeMore();
  });
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const took = performance.now() - begun;
  terminal.dispose();
  return took;
};
