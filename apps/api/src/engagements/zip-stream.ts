import type { Readable } from 'node:stream';

/** A file of an archive whose length and CRC-32 are known before its first byte is written. */
export interface Entry {
  /** ASCII, folders by `/`. */
  name: string;
  bytes: number;
  crc: number;
  at: Date;
  open(): Promise<Readable> | Readable;
}

const localBytes = 30;
const centralBytes = 46;
const endBytes = 22;

/** The length of `zipPieces`'s archive; files are stored as they are. */
export const zipBytes = (entries: readonly Entry[]): number =>
  entries.reduce(
    (sum, { name, bytes }) => sum + localBytes + centralBytes + 2 * name.length + bytes,
    endBytes,
  );

/** MS-DOS date and time, as UTC: what a ZIP tells a day by. */
function dosTime(at: Date): { time: number; day: number } {
  const year = Math.max(1980, Math.min(2107, at.getUTCFullYear()));
  return {
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
    day: ((year - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
  };
}

/** What both headers say in the same order: version, flags, method, time, day, CRC, sizes, length of the name. */
function writeFacts(out: Buffer, at: number, { name, bytes, crc, at: when }: Entry): void {
  const { time, day } = dosTime(when);
  out.writeUInt16LE(20, at);
  out.writeUInt16LE(0, at + 2);
  out.writeUInt16LE(0, at + 4);
  out.writeUInt16LE(time, at + 6);
  out.writeUInt16LE(day, at + 8);
  out.writeUInt32LE(crc >>> 0, at + 10);
  out.writeUInt32LE(bytes, at + 14);
  out.writeUInt32LE(bytes, at + 18);
  out.writeUInt16LE(name.length, at + 22);
}

/**
 * The archive as it goes, one file after the other, held in memory never more than a piece of one. A file that has
 * become another meanwhile breaks the answer off: an archive that lies is worse than none.
 */
export async function* zipPieces(entries: readonly Entry[]): AsyncGenerator<Buffer> {
  const offsets: number[] = [];
  let offset = 0;
  for (const entry of entries) {
    offsets.push(offset);
    const head = Buffer.alloc(localBytes + entry.name.length);
    head.writeUInt32LE(0x04034b50, 0);
    writeFacts(head, 4, entry);
    head.write(entry.name, localBytes, 'latin1');
    yield head;
    let written = 0;
    for await (const piece of await entry.open()) {
      written += (piece as Buffer).length;
      yield piece as Buffer;
    }
    if (written !== entry.bytes) throw new Error(`${entry.name} has ${written} bytes, not ${entry.bytes}`);
    offset += head.length + entry.bytes;
  }
  const directory = offset;
  for (const [place, entry] of entries.entries()) {
    const head = Buffer.alloc(centralBytes + entry.name.length);
    head.writeUInt32LE(0x02014b50, 0);
    head.writeUInt16LE(20, 4);
    writeFacts(head, 6, entry);
    head.writeUInt32LE(offsets[place] ?? 0, 42);
    head.write(entry.name, centralBytes, 'latin1');
    yield head;
    offset += head.length;
  }
  const end = Buffer.alloc(endBytes);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(offset - directory, 12);
  end.writeUInt32LE(directory, 16);
  yield end;
}
