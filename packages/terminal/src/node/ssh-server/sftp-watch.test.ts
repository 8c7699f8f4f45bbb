import { describe, expect, it } from 'vitest';
import { SftpWatch } from './sftp-watch.ts';
import { writtenPath } from './transfer-log.ts';

const uint32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const string = (value: string | Buffer) =>
  Buffer.concat([uint32(Buffer.byteLength(value)), Buffer.from(value)]);
const packet = (type: number, id: number, ...fields: Buffer[]) => {
  const body = Buffer.concat([Buffer.of(type), uint32(id), ...fields]);
  return Buffer.concat([uint32(body.length), body]);
};
const open = (id: number, path: string, flags = 0x1a) =>
  packet(3, id, string(path), uint32(flags), uint32(0));
const write = (id: number, handle: string, bytes: number) =>
  packet(6, id, string(handle), Buffer.alloc(8), string(Buffer.alloc(bytes)));
const close = (id: number, handle: string) => packet(4, id, string(handle));
const handleIs = (id: number, handle: string) => packet(102, id, string(handle));
const status = (id: number, code = 0) => packet(101, id, uint32(code), string(''), string(''));

function watched() {
  const told: [string, Record<string, unknown>][] = [];
  let worked = 0;
  const watch = new SftpWatch(
    (action, detail) => told.push([action, detail]),
    () => {
      worked += 1;
    },
  );
  return { watch, told, worked: () => worked };
}

describe('what goes by sftp', () => {
  it('is told as it was done, however the bytes are cut', () => {
    const conversation = [
      ['client', open(1, '/root/a')],
      ['node', handleIs(1, 'h1')],
      ['client', Buffer.concat([write(2, 'h1', 30_000), write(3, 'h1', 5)])],
      ['node', Buffer.concat([status(2), status(3, 4)])],
      ['client', close(4, 'h1')],
      ['client', packet(13, 5, string('/root/b'))],
      ['node', status(5, 2)],
      ['client', packet(18, 6, string('/root/c'), string('/root/d'))],
      ['node', status(6)],
    ] as const;
    for (const size of [1, 7, 4096, 1_000_000]) {
      const { watch, told } = watched();
      for (const [from, data] of conversation)
        for (let at = 0; at < data.length; at += size) {
          const piece = data.subarray(at, at + size);
          if (from === 'client') watch.fromClient(piece);
          else watch.fromNode(piece);
        }
      watch.end();
      expect(told).toEqual([
        ['ssh.file.write', { path: '/root/a', bytes: 30_000 }],
        ['ssh.file.rename', { path: '/root/c', to: '/root/d' }],
      ]);
    }
  });

  it('and is not complete when the channel ends, is told, too', () => {
    const { watch, told } = watched();
    watch.fromClient(open(1, '/root/a'));
    watch.fromNode(handleIs(1, 'h'));
    watch.fromClient(write(2, 'h', 10));
    watch.fromNode(status(2));
    watch.end();
    expect(told).toEqual([['ssh.file.write', { path: '/root/a', bytes: 10, complete: false }]]);
  });

  it('counts as work when files are touched, and not when somebody looks around', () => {
    const { watch, worked } = watched();
    for (const type of [7, 8, 11, 12, 16, 17, 19]) watch.fromClient(packet(type, type, string('/root')));
    expect(worked()).toBe(0);
    watch.fromClient(open(1, '/root/a'));
    expect(worked()).toBe(1);
  });

  it('has paths that the record can hold', () => {
    const { watch, told } = watched();
    watch.fromClient(packet(14, 1, string('/a\0b\n\x1b[31m'), uint32(0)));
    watch.fromNode(status(1));
    watch.fromClient(packet(14, 2, string(`/${'x'.repeat(4_000)}`), uint32(0)));
    watch.fromNode(status(2));
    expect(told[0]?.[1]).toEqual({ path: '/a�b��[31m' });
    expect(String(told[1]?.[1].path).length).toBe(1_001);
  });

  it('is left alone when it is no sftp, and memory has an end', () => {
    const { watch, told } = watched();
    watch.fromClient(Buffer.alloc(100_000, 0xff));
    watch.fromNode(Buffer.alloc(100_000));
    watch.fromClient(open(1, '/root/a'));
    watch.end();
    expect(told).toEqual([]);
    const other = watched();
    for (let id = 0; id < 20_000; id += 1) other.watch.fromClient(open(id, `/root/${id}`));
    for (let id = 0; id < 20_000; id += 1) other.watch.fromNode(handleIs(id, `h${id}`));
    other.watch.fromClient(packet(3, 1));
    other.watch.fromClient(packet(6, 1, uint32(2 ** 31)));
    other.watch.end();
    expect(other.told).toHaveLength(4_096);
  });
});

it('writes a path of an end that is text in every part: half a character would void the whole record', () => {
  const long = writtenPath(Buffer.from(`${'a'.repeat(999)}😀 and more`));
  expect(long).toHaveLength(1_001);
  expect(long.isWellFormed()).toBe(true);
});
