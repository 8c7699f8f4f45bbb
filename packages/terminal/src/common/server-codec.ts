import { Exit, Notice, Presence, RunResult, type ServerFrame, tags, Welcome } from './frames.ts';
import { maxOutputBytes } from './limits.ts';
import { FrameError, FrameReader, FrameWriter, jsonFrame } from './wire.ts';

/** Bytes of a server's JSON body or snapshot that a client accepts; a snapshot of 1,000 coloured lines is about 1 MB. */
const maxServerBodyBytes = 16 * 1024 * 1024;

/** One frame from server to client as bytes. */
export function encodeServerFrame(frame: ServerFrame): Uint8Array<ArrayBuffer> {
  switch (frame.type) {
    case 'welcome':
    case 'presence':
    case 'notice':
    case 'exit':
    case 'runResult': {
      const { type, ...body } = frame;
      return jsonFrame(tags[type], body);
    }
    case 'snapshot':
    case 'output':
      return new FrameWriter(tags[frame.type], 8 + frame.data.length)
        .u64(frame.offset)
        .bytes(frame.data)
        .done();
    case 'size':
      return new FrameWriter(tags.size, 20)
        .u64(frame.offset)
        .u64(frame.sizeRevision)
        .u16(frame.columns)
        .u16(frame.rows)
        .done();
    case 'ready':
      return new FrameWriter(tags.ready, 8).u64(frame.offset).done();
    case 'inputAcknowledge':
      return new FrameWriter(tags.inputAcknowledge, 8).u64(frame.sequence).done();
    case 'pong':
      return new FrameWriter(tags.pong, 4).u32(frame.token).done();
  }
}

/** Reads a frame from the server. Throws `FrameError` on anything that is not exactly a frame of this protocol. */
export function decodeServerFrame(bytes: Uint8Array): ServerFrame {
  const reader = new FrameReader(bytes);
  const frame = read(reader);
  reader.end();
  return frame;
}

function read(reader: FrameReader): ServerFrame {
  switch (reader.tag) {
    case tags.welcome:
      return { type: 'welcome', ...reader.json(Welcome, maxServerBodyBytes) };
    case tags.snapshot:
      return { type: 'snapshot', offset: reader.u64(), data: reader.rest(maxServerBodyBytes) };
    case tags.output:
      return { type: 'output', offset: reader.u64(), data: reader.rest(maxOutputBytes, 1) };
    case tags.size:
      return {
        type: 'size',
        offset: reader.u64(),
        sizeRevision: reader.u64(),
        columns: reader.u16(),
        rows: reader.u16(),
      };
    case tags.ready:
      return { type: 'ready', offset: reader.u64() };
    case tags.inputAcknowledge:
      return { type: 'inputAcknowledge', sequence: reader.u64() };
    case tags.pong:
      return { type: 'pong', token: reader.u32() };
    case tags.presence:
      return { type: 'presence', ...reader.json(Presence, maxServerBodyBytes) };
    case tags.notice:
      return { type: 'notice', ...reader.json(Notice, maxServerBodyBytes) };
    case tags.exit:
      return { type: 'exit', ...reader.json(Exit, maxServerBodyBytes) };
    case tags.runResult:
      return { type: 'runResult', ...reader.json(RunResult, maxServerBodyBytes) };
    default:
      throw new FrameError(`an unknown tag 0x${reader.tag.toString(16).padStart(2, '0')}`);
  }
}
