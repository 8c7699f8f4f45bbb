import { describe, expect, it } from 'vitest';
import { watchScp } from './scp-watch.ts';

function watched(command: string) {
  const told: [string, Record<string, unknown>][] = [];
  const watch = watchScp(command, (action, detail) => told.push([action, detail]));
  return { watch, told };
}

describe('the command of scp', () => {
  it.each([
    ['scp -t /root', 'to the node', '/root'],
    ['scp -v -r -d -t -- /root/a b', 'to the node', '/root/a b'],
    ['/usr/bin/scp -qrp -f /etc', 'from the node', '/etc'],
  ])('%s is seen', (command, direction, path) => {
    expect(watched(command).told).toEqual([['ssh.scp', { direction, path }]]);
  });

  it.each([
    'ls -t /root',
    'scp',
    'scp -r /a /b',
    'rsync --server -t .',
    'echo scp -t /root',
    'scpx -t /root',
  ])('%s is another one', (command) => expect(watched(command).watch).toBeUndefined());
});

describe('what goes by scp', () => {
  it('is told file by file, however the bytes are cut', () => {
    const sent = Buffer.concat([
      Buffer.from('T1700000000 0 1700000000 0\nD0755 0 tree\nC0644 5 a b\n'),
      Buffer.from('hello\0D0700 0 sub\nC0600 0 none\n\0E\nC0644 3 tüo\n'),
      Buffer.from('C0x\0E\n'),
    ]);
    for (const size of [1, 5, 1000]) {
      const { watch, told } = watched('scp -r -t /root');
      for (let at = 0; at < sent.length; at += size) watch?.fromClient(sent.subarray(at, at + size));
      watch?.fromNode(Buffer.from('C0644 9 answers are not files\n'));
      watch?.end();
      expect(told.slice(1).map(([, { name, bytes }]) => [name, bytes])).toEqual([
        ['tree/a b', 5],
        ['tree/sub/none', 0],
        ['tree/tüo', 3],
      ]);
    }
  });

  it('and is not complete when the channel ends, is told, too', () => {
    const { watch, told } = watched('scp -f /etc/passwd');
    watch?.fromNode(Buffer.from('C0644 100 passwd\nroot:x'));
    watch?.end();
    expect(told[1]).toEqual([
      'ssh.file.read',
      { path: '/etc/passwd', name: 'passwd', bytes: 6, complete: false },
    ]);
  });

  it('is left alone when it is something else, and memory has an end', () => {
    const { watch, told } = watched('scp -t /root');
    watch?.fromClient(Buffer.alloc(1_000_000, 0x78));
    watch?.fromClient(Buffer.from('\nC0644 1 a\nx\0'));
    watch?.end();
    expect(told).toHaveLength(1);
    const deep = watched('scp -r -t /root');
    deep.watch?.fromClient(Buffer.from('D0755 0 x\n'.repeat(5_000)));
    deep.watch?.fromClient(Buffer.from('C0644 1 a\nx\0'));
    expect(deep.told).toHaveLength(1);
  });
});
