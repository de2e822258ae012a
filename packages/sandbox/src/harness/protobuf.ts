/** A field of a protobuf message: the number of a varint, the bytes of a length-delimited field. */
export interface Field {
  number: number;
  value: number;
  bytes: Uint8Array | null;
}

export class NotProtobuf extends Error {}

/**
 * Fields of one message in their order. Encoding: protobuf.dev, "Encoding".
 * @throws {NotProtobuf} naming the byte where it stops making sense.
 */
export function* fields(message: Uint8Array): Generator<Field> {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = message[at++];
      if (byte === undefined) throw new NotProtobuf(`byte ${at}`);
      value += (byte & 0x7f) * 2 ** shift;
      if ((byte & 0x80) === 0) return value;
    }
    throw new NotProtobuf(`byte ${at}`);
  };
  const skip = (length: number) => {
    if (!(length >= 0) || at + length > message.length) throw new NotProtobuf(`byte ${at}`);
    at += length;
    return message.subarray(at - length, at);
  };
  while (at < message.length) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    if (number === 0) throw new NotProtobuf(`byte ${at}`);
    const kind = tag % 8;
    if (kind === 0) yield { number, value: varint(), bytes: null };
    else if (kind === 2) yield { number, value: 0, bytes: skip(varint()) };
    else if (kind === 1) yield { number, value: 0, bytes: skip(8) };
    else if (kind === 5)
      yield { number, value: view.getFloat32(skip(4).byteOffset - message.byteOffset, true), bytes: null };
    else throw new NotProtobuf(`byte ${at}`);
  }
}
