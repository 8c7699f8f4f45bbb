import type { IDisposable, Terminal } from '@xterm/xterm';

/**
 * Programs ask the terminal questions (where is the cursor, which colours), and each viewer's emulator would answer:
 * two viewers, two answers, the second typed into the shell as junk. So only one answers, and `mute()` is true in all others.
 */
export function muteAnswers({ parser }: Terminal, mute: () => boolean): IDisposable[] {
  const csi = [
    { final: 'c' },
    { prefix: '>', final: 'c' },
    { prefix: '=', final: 'c' },
    { final: 'n' },
    { prefix: '?', final: 'n' },
    { intermediates: '$', final: 'p' },
    { prefix: '?', intermediates: '$', final: 'p' },
    { prefix: '>', final: 'q' },
    { final: 't' },
  ];
  const dcs = [
    { intermediates: '$', final: 'q' },
    { intermediates: '+', final: 'q' },
  ];
  return [
    ...csi.map((id) => parser.registerCsiHandler(id, mute)),
    ...dcs.map((id) => parser.registerDcsHandler(id, mute)),
    ...[4, 10, 11, 12].map((id) => parser.registerOscHandler(id, (data) => data.includes('?') && mute())),
  ];
}
