import { type ClientFrame, Control, Hello, tags } from './frames.ts';
import { maxInputBytes, maxJsonBytes, maxSize, minSize } from './limits.ts';
import { FrameError, FrameReader, FrameWriter, jsonFrame } from './wire.ts';

/** One frame from client to server as bytes. */
export function encodeClientFrame(frame: ClientFrame): Uint8Array<ArrayBuffer> {
  switch (frame.type) {
    case 'hello': {
      const { type: _, ...body } = frame;
      return jsonFrame(tags.hello, body);
    }
    case 'input':
      return new FrameWriter(tags.input, 8 + frame.data.length).u64(frame.sequence).bytes(frame.data).done();
    case 'resize':
      return new FrameWriter(tags.resize, 4).u16(frame.columns).u16(frame.rows).done();
    case 'acknowledge':
      return new FrameWriter(tags.acknowledge, 8).u64(frame.offset).done();
    case 'ping':
      return new FrameWriter(tags.ping, 4).u32(frame.token).done();
    case 'control':
      return jsonFrame(tags.control, frame.control);
  }
}

/** Reads a frame from a client. Throws `FrameError` on anything that is not exactly a frame of this protocol. */
export function decodeClientFrame(bytes: Uint8Array): ClientFrame {
  const reader = new FrameReader(bytes);
  const frame = read(reader);
  reader.end();
  return frame;
}

function read(reader: FrameReader): ClientFrame {
  switch (reader.tag) {
    case tags.hello:
      return { type: 'hello', ...reader.json(Hello, maxJsonBytes) };
    case tags.input: {
      const sequence = reader.u64();
      if (sequence === 0) throw new FrameError('input without a sequence');
      return { type: 'input', sequence, data: reader.rest(maxInputBytes, 1) };
    }
    case tags.resize: {
      const columns = reader.u16();
      const rows = reader.u16();
      for (const value of [columns, rows])
        if (value < minSize || value > maxSize) throw new FrameError(`a size outside ${minSize}…${maxSize}`);
      return { type: 'resize', columns, rows };
    }
    case tags.acknowledge:
      return { type: 'acknowledge', offset: reader.u64() };
    case tags.ping:
      return { type: 'ping', token: reader.u32() };
    case tags.control:
      return { type: 'control', control: reader.json(Control, maxJsonBytes) };
    default:
      throw new FrameError(`an unknown tag 0x${reader.tag.toString(16).padStart(2, '0')}`);
  }
}
