import { zipSync } from 'fflate';

export interface ZipPart {
  name: string;
  data: Uint8Array;
}

/** The first day the format can say: a stamp would make two builds differ. */
const firstDay = new Date(1980, 0, 1);
/** Made on Unix, a regular file of mode 0644. */
const asFile = { os: 3, attrs: (0o100644 << 16) >>> 0, level: 0, mtime: firstDay } as const;

/**
 * A .zip of stored (uncompressed) entries, byte for byte the same for the same parts: compressors differ between
 * library versions, stored bytes do not.
 */
export const makeZip = (parts: readonly ZipPart[]): Uint8Array =>
  zipSync(Object.fromEntries(parts.map(({ name, data }) => [name, [data, asFile]])));
