/**
 * The command line's own starter kit, as a file to hand in: whoever has no command line begins from the same program.
 * Without its readmes and its card, which the lab does not read.
 */
const kit = import.meta.glob<string>(
  ['../../../../cli/starter-kit/python/main.py', '../../../../cli/starter-kit/python/scenario-lab.json'],
  { query: '?raw', import: 'default' },
);

export async function examplePackage(): Promise<Uint8Array<ArrayBuffer>> {
  const files = await Promise.all(
    Object.entries(kit).map(async ([path, load]) => ({
      name: path.slice(path.lastIndexOf('/') + 1),
      bytes: new TextEncoder().encode(await load()),
    })),
  );
  return storedZip(files);
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let left = byte;
  for (let bit = 0; bit < 8; bit++) left = left & 1 ? (left >>> 1) ^ 0xedb88320 : left >>> 1;
  return left;
});
const crcOf = (bytes: Uint8Array) =>
  ~bytes.reduce((crc, byte) => (crc >>> 8) ^ (crcTable[(crc ^ byte) & 255] ?? 0), -1) >>> 0;

/** 1 January 1980, the first day a ZIP knows: the same program gives the same bytes. */
const firstDay = 0x21;

/** PKZIP APPNOTE 6.3.10, 4.3: method 0 (stored), plain ASCII names. */
export function storedZip(files: readonly { name: string; bytes: Uint8Array }[]): Uint8Array<ArrayBuffer> {
  const heads: Uint8Array[] = [];
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const { name, bytes } of files) {
    const path = new TextEncoder().encode(name);
    const about = [
      u16(20),
      u16(0),
      u16(0),
      u16(0),
      u16(firstDay),
      u32(crcOf(bytes)),
      u32(bytes.length),
      u32(bytes.length),
      u16(path.length),
      u16(0),
    ];
    const local = joined([u32(0x04034b50), ...about, path, bytes]);
    heads.push(joined([u32(0x02014b50), u16(20), ...about, u16(0), u16(0), u16(0), u32(0), u32(at), path]));
    parts.push(local);
    at += local.length;
  }
  const directory = joined(heads);
  const count = u16(files.length);
  const end = [u32(0x06054b50), u16(0), u16(0), count, count, u32(directory.length), u32(at), u16(0)];
  return joined([...parts, directory, ...end]);
}

const u16 = (value: number) => new Uint8Array([value & 255, (value >>> 8) & 255]);
const u32 = (value: number) =>
  new Uint8Array([value & 255, (value >>> 8) & 255, (value >>> 16) & 255, (value >>> 24) & 255]);

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
