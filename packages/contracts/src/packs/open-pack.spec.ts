import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ArchiveFile, crc32, readArchive, writeArchive } from './archive.js';
import type { PackManifest } from './content.js';
import { openPack } from './open-pack.js';
import { foreignLab, manifestOf, packFiles, sampleContent } from './testing/sample-pack.js';

const home = foreignLab();
const other = foreignLab(9);
const { publicKey, keyId } = home;
const text = new TextEncoder();

const signed = (manifest: unknown, lab = home): ArchiveFile => ({
  name: 'manifest.json',
  bytes: text.encode(lab.seal(manifest)),
});
const packOf = (files: ArchiveFile[] = packFiles(), change?: (manifest: PackManifest) => unknown) =>
  home.pack(files, change);
const refused = (bytes: Uint8Array, keys = [publicKey]) => {
  const opened = openPack(bytes, keys);
  return opened.ok ? 'went through' : `${opened.code} ${opened.place}`;
};
const replaced = (name: string, value: unknown) =>
  packFiles().map((file) =>
    file.name === name ? { name, bytes: text.encode(JSON.stringify(value)) } : file,
  );

describe('an archive', () => {
  it('has one form, whatever the order of its files', () => {
    const files = [
      { name: 'b.json', bytes: text.encode('2') },
      { name: 'a.json', bytes: text.encode('1') },
    ];
    expect(writeArchive(files)).toEqual(writeArchive([...files].reverse()));
    expect(crc32(text.encode('123456789'))).toBe(0xcbf43926);
  });

  it('gives back what was put in, and nothing else that is one letter off', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (bytes, at, flip) => {
          const archive = writeArchive([{ name: 'artifact', bytes }]);
          const read = readArchive(archive);
          expect(read.ok && read.files.get('artifact')).toEqual(bytes);
          const other = archive.slice();
          const place = at % other.length;
          other[place] = (other[place] as number) ^ flip;
          expect(readArchive(other).ok).toBe(false);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (noise) => {
        const archive = Uint8Array.from([0x50, 0x4b, 3, 4, ...noise]);
        expect(readArchive(archive).ok).toBe(false);
      }),
    );
  });

  it('names what is wrong with one', () => {
    const base = writeArchive([
      { name: 'aaaa.json', bytes: text.encode('1') },
      { name: 'bbbb.json', bytes: text.encode('2') },
    ]);
    const told = (
      change: (bytes: Uint8Array, view: DataView, directory: number) => Uint8Array | undefined,
    ) => {
      const bytes = base.slice();
      const view = new DataView(bytes.buffer);
      const read = readArchive(change(bytes, view, view.getUint32(bytes.length - 6, true)) ?? bytes);
      return read.ok ? 'read' : `${read.code} ${read.place}`;
    };
    const rename = (bytes: Uint8Array, directory: number, name: string) => {
      bytes.set(text.encode(name), 30);
      bytes.set(text.encode(name), directory + 46);
    };
    expect(told(() => undefined)).toBe('read');
    expect(told(() => text.encode('no archive at all, long enough to be one'))).toBe('not_a_zip ');
    expect(told((bytes) => bytes.subarray(0, bytes.length - 1))).toBe('truncated ');
    expect(told((bytes) => Uint8Array.from([...bytes, 0]))).toBe('truncated ');
    expect(told((_b, view, at) => void view.setUint16(at + 10, 8, true))).toBe('compressed aaaa.json');
    // 42.zip and its like: few bytes that say they are many.
    expect(told((_b, view, at) => void view.setUint32(at + 24, 0xfffffff0, true))).toBe(
      'compressed aaaa.json',
    );
    expect(told((_b, view, at) => void view.setUint16(at + 8, 1, true))).toBe('encrypted aaaa.json');
    expect(told((_b, view, at) => void view.setUint32(at + 38, 0xa1ff0000, true))).toBe('link aaaa.json');
    for (const name of ['../x.json', '/etc/pass', 'a\\b.json\0', 'AAAA.json', 'aa/a.json'])
      expect(told((bytes, _v, at) => void rename(bytes, at, name.slice(0, 9).padEnd(9, 'x')))).toContain(
        'unsafe_path',
      );
    expect(told((bytes, _v, at) => void rename(bytes, at, 'bbbb.json'))).toBe('duplicate_file bbbb.json');
    expect(told((bytes) => void bytes.set([0x39], 39))).toBe('damaged_file aaaa.json');
    expect(told((_b, view, at) => void view.setUint16(at + 12, 99, true))).toBe('not_canonical ');
    expect(told((_b, view) => void view.setUint16(base.length - 12, 60_000, true))).toBe(
      'too_many_files 60000',
    );
    // Both entries at the first file's bytes.
    expect(
      told((_b, view, at) => {
        view.setUint32(at + 55 + 42, 0, true);
        view.setUint32(at + 55 + 16, crc32(text.encode('1')), true);
        return undefined;
      }),
    ).toBe('not_canonical ');
    expect(readArchive(new Uint8Array(64 * 2 ** 20 + 1))).toMatchObject({ code: 'too_large' });
  });
});

describe('a pack', () => {
  it('opens by its lab’s key alone', () => {
    const opened = openPack(packOf(), [publicKey]);
    if (!opened.ok) throw new Error(`${opened.code} ${opened.place}`);
    expect(opened).toMatchObject({ keyId, askTheLab: false, report: { verdict: 'not_an_envelope' } });
    expect(opened.content['need.json'].title).toEqual({ en: 'Flooded underpasses', zh: '下穿隧道积水' });
    expect(opened.artifact).toEqual(text.encode('program'));
    expect(refused(packOf(), [other.publicKey])).toBe('no_trusted_key manifest.json');
    // Signed by another who says it was the lab.
    const claimed = other.seal(manifestOf(packFiles())).replace(other.keyId, keyId);
    const forged = writeArchive([...packFiles(), { name: 'manifest.json', bytes: text.encode(claimed) }]);
    expect(refused(forged)).toBe('signature_invalid manifest.json');
  });

  it('is refused with the name of what does not hold', () => {
    const files = packFiles();
    const without = (name: string) => files.filter((file) => file.name !== name);
    expect(refused(writeArchive(files))).toBe('manifest_missing manifest.json');
    expect(refused(writeArchive([...without('need.json'), signed(manifestOf(files))]))).toBe(
      'file_missing need.json',
    );
    expect(refused(writeArchive([...files, signed(manifestOf(without('report.json')))]))).toBe(
      'file_extra report.json',
    );
    const stranger = [...files, { name: 'setup.exe', bytes: text.encode('x') }];
    expect(refused(packOf(stranger))).toBe('file_extra setup.exe');
    const swapped = files.map((file) =>
      file.name === 'artifact' ? { ...file, bytes: text.encode('Program') } : file,
    );
    expect(refused(writeArchive([...swapped, signed(manifestOf(files))]))).toBe('digest_differs artifact');
    expect(refused(packOf(swapped))).toBe('artifact_differs artifact');
    const longer = files.map((file) =>
      file.name === 'artifact' ? { ...file, bytes: text.encode('programs') } : file,
    );
    expect(refused(writeArchive([...longer, signed(manifestOf(files))]))).toBe('size_differs artifact');
    expect(refused(packOf(without('terms.json')))).toBe('part_missing terms.json');
    expect(refused(packOf(replaced('need.json', { title: {} })))).toBe('part_malformed need.json: title');
    for (const title of ['a\0b', 'a\ud800'])
      expect(
        refused(packOf(replaced('need.json', { ...sampleContent()['need.json'], title: { en: title } }))),
      ).toBe('part_malformed need.json');
    for (const fileName of ['../a.zip', 'a\\b.zip', 'a\u202eb.zip', ''])
      expect(
        refused(packOf(replaced('algorithm.json', { ...sampleContent()['algorithm.json'], fileName }))),
      ).toBe('part_malformed algorithm.json: fileName');
    const silent = (one: PackManifest) => ({ ...one, predicate: { ...one.predicate, consents: [] } });
    expect(refused(packOf(files, silent))).toBe('program_not_agreed artifact');
    expect(refused(packOf(without('artifact'), silent))).toBe('went through');
    expect(refused(packOf(files, (one) => ({ ...one, predicateType: 'urn:other' })))).toBe(
      'not_a_pack manifest.json: predicateType',
    );
    expect(refused(packOf(files, (one) => ({ ...one, subject: [one.subject[0], ...one.subject] })))).toBe(
      `file_twice ${files.map(({ name }) => name).sort()[0]}`,
    );
  });

  it('keeps nothing of what nobody reads', () => {
    const need = {
      ...JSON.parse(new TextDecoder().decode(packFiles().find(({ name }) => name === 'need.json')?.bytes)),
      contact: { name: 'Li' },
    };
    const opened = openPack(packOf(replaced('need.json', need)), [publicKey]);
    expect(opened.ok && opened.content['need.json']).not.toHaveProperty('contact');
  });

  it('of a key that was known to others is dated before that, and told to be asked about', () => {
    const key = {
      publicKey,
      from: '2026-01-01T00:00:00Z',
      until: null,
      compromisedSince: '2026-06-01T00:00:00Z',
    };
    const at = (issuedAt: string) =>
      openPack(
        packOf(packFiles(), (one) => ({ ...one, predicate: { ...one.predicate, issuedAt } })),
        [key],
      );
    expect(at('2026-05-01T00:00:00Z')).toMatchObject({ ok: true, askTheLab: true });
    expect(at('2026-07-01T00:00:00Z')).toMatchObject({ ok: false, code: 'key_compromised' });
    expect(at('2025-07-01T00:00:00Z')).toMatchObject({ ok: false, code: 'outside_key_period' });
  });
});
