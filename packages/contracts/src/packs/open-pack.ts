import { sha256 as hash } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { refusals, type TrustedKey, verifyEnvelope } from '../envelope.js';
import { archiveFaults, readArchive } from './archive.js';
import {
  artifactFile,
  manifestFile,
  neededParts,
  type PackContent,
  PackManifest,
  type PackPartName,
  packParts,
  reportFile,
} from './content.js';

export const packFaults = [
  ...archiveFaults,
  ...refusals,
  'manifest_missing',
  'not_a_pack',
  'file_missing',
  'file_extra',
  'file_twice',
  'size_differs',
  'digest_differs',
  'part_missing',
  'part_malformed',
  'artifact_differs',
  'program_not_agreed',
] as const;
export type PackFault = (typeof packFaults)[number];

export interface OpenedPack {
  ok: true;
  keyId: string;
  manifest: PackManifest;
  content: PackContent;
  /** The report as its lab signed it: `genuine` by a key given, or why it is not believed; null without one. */
  report: { text: string; verdict: 'genuine' | (typeof refusals)[number]; digest: string | null } | null;
  artifact: Uint8Array | null;
  /** SHA-256 of the signed manifest: by it a pack is known again. */
  digest: string;
  /** Its key has been compromised since. */
  askTheLab: boolean;
}
export type Opening = OpenedPack | { ok: false; code: PackFault; place: string };

const known = new Set<string>([...Object.keys(packParts), reportFile, artifactFile]);

/**
 * Opens a pack offline: the archive's form, the manifest's signature by one of the keys given, and every file against
 * it. Whatever does not hold is refused with its reason and its place; nothing is believed of what was not signed.
 * `sha256` may be a faster one than the one that runs everywhere.
 */
export function openPack(
  bytes: Uint8Array,
  keys: readonly (string | TrustedKey)[],
  sha256: (bytes: Uint8Array) => string = (one) => bytesToHex(hash(one)),
): Opening {
  const read = readArchive(bytes);
  if (!read.ok) return read;
  const { files } = read;
  const signed = files.get(manifestFile);
  if (!signed) return refuse('manifest_missing', manifestFile);
  const text = textOf(signed);
  if (text === null) return refuse('not_an_envelope', manifestFile);
  const verified = verifyEnvelope(text, keys);
  if (!verified.ok) return refuse(verified.code, verified.keyId ?? manifestFile);
  if (verified.reformatted) return refuse('not_canonical', manifestFile);
  if (!keepable(verified.statement)) return refuse('not_a_pack', manifestFile);
  const manifest = PackManifest.safeParse(verified.statement);
  if (!manifest.success) return refuse('not_a_pack', placeOf(manifestFile, manifest.error.issues[0]?.path));
  const fault = holdAgainst(manifest.data, files, sha256);
  if (fault) return fault;
  const content: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(packParts)) {
    const file = files.get(name);
    if (!file) {
      if (neededParts.includes(name as PackPartName)) return refuse('part_missing', name);
      continue;
    }
    const said = jsonOf(file);
    if (!keepable(said)) return refuse('part_malformed', name);
    const part = schema.safeParse(said);
    if (!part.success) return refuse('part_malformed', placeOf(name, part.error.issues[0]?.path));
    content[name] = part.data;
  }
  const artifact = files.get(artifactFile) ?? null;
  const told = content as unknown as PackContent;
  if (artifact && told['algorithm.json']?.sha256 !== sha256(artifact))
    return refuse('artifact_differs', artifactFile);
  const { consents } = manifest.data.predicate;
  // The lab that sent it answers for what its vendor said; without the word the program is not touched.
  if (artifact && !consents.some((one) => one.side === 'vendor' && one.algorithm))
    return refuse('program_not_agreed', artifactFile);
  const reportBytes = files.get(reportFile);
  return {
    ok: true,
    keyId: verified.keyId,
    manifest: manifest.data,
    content: told,
    report: reportBytes ? reportOf(reportBytes, keys) : null,
    artifact,
    digest: verified.digest,
    askTheLab: verified.askTheLab,
  };
}

const refuse = (code: PackFault, place: string): Opening & { ok: false } => ({ ok: false, code, place });

function holdAgainst(
  { subject, predicate }: PackManifest,
  files: ReadonlyMap<string, Uint8Array>,
  sha256: (bytes: Uint8Array) => string,
): (Opening & { ok: false }) | null {
  const named = new Set<string>();
  for (const { name, digest } of subject) {
    if (named.has(name)) return refuse('file_twice', name);
    named.add(name);
    const file = files.get(name);
    if (!file) return refuse('file_missing', name);
    if (!Object.hasOwn(predicate.bytes, name) || predicate.bytes[name] !== file.length)
      return refuse('size_differs', name);
    if (sha256(file) !== digest.sha256) return refuse('digest_differs', name);
  }
  for (const name of files.keys())
    if (name !== manifestFile && (!named.has(name) || !known.has(name))) return refuse('file_extra', name);
  return null;
}

function reportOf(bytes: Uint8Array, keys: readonly (string | TrustedKey)[]): OpenedPack['report'] {
  const text = textOf(bytes);
  if (text === null) return { text: '', verdict: 'not_an_envelope', digest: null };
  const verified = verifyEnvelope(text, keys);
  return {
    text,
    verdict: verified.ok ? 'genuine' : verified.code,
    digest: verified.ok ? verified.digest : null,
  };
}

function textOf(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}

/** No database keeps NUL or half of a character; who writes them into a pack means no reader well. */
const keepable = (value: unknown): boolean =>
  !/\\u(?:0000|d[89a-f][0-9a-f]{2})/i.test(JSON.stringify(value) ?? '');

function jsonOf(bytes: Uint8Array): unknown {
  const text = textOf(bytes);
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

const placeOf = (file: string, path: readonly PropertyKey[] | undefined): string =>
  path && path.length > 0 ? `${file}: ${path.map(String).join('.')}` : file;
