import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BundleManifest } from '@scenario-lab/contracts/exam';
import { checkManifest } from '@scenario-lab/sandbox/harness/manifest-check';
import { archiveLimits, type Member } from '@scenario-lab/sandbox/harness/members';
import { onnxStructure } from '@scenario-lab/sandbox/harness/onnx-structure';
import { Findings, Unacceptable } from '@scenario-lab/sandbox/harness/problems';
import { gunzip, tarMembers } from '@scenario-lab/sandbox/harness/tar';
import { Module, type WasmModule } from '@scenario-lab/sandbox/harness/web-assembly';
import { zipMembers } from '@scenario-lab/sandbox/harness/zip';
import type { Artifact } from './pack.js';
import type { Found } from './table.js';

export type Inspected =
  | { ok: true; files: number; manifest?: BundleManifest }
  | { ok: false; problems: Found[] };

/**
 * The checks of the lab's inspection that need no sandbox, by the same code: an archive's structure and names, the
 * manifest, a module's imports and exports, a model's structure. The file is one's own, so it is opened here.
 * @param room existing folder for a tar on its way
 */
export async function inspectLocally(artifact: Artifact, room: string): Promise<Inspected> {
  try {
    return { ok: true, ...(await inspect(artifact, room)) };
  } catch (error) {
    if (error instanceof Unacceptable) return { ok: false, problems: error.problems };
    throw error;
  }
}

async function inspect(
  artifact: Artifact,
  room: string,
): Promise<{ files: number; manifest?: BundleManifest }> {
  const findings = new Findings();
  if (artifact.kind === 'bundle') {
    const members = await membersOf(artifact.file, room, findings);
    const manifest = checkManifest(members, findings);
    return { files: members.length, manifest };
  }
  const bytes = await readFile(artifact.file);
  if (artifact.kind === 'wasm') checkModule(bytes, findings);
  else {
    if (!artifact.card.onnx) findings.add('maps_missing', 'scenario-lab.card.json', 'onnx');
    try {
      onnxStructure(bytes);
    } catch (error) {
      if (error instanceof Unacceptable) throw error;
      findings.add('not_onnx', artifact.fileName, String(error));
    }
  }
  findings.settle();
  return { files: 1 };
}

async function membersOf(file: string, room: string, findings: Findings): Promise<Member[]> {
  const head = (await readFile(file)).subarray(0, 2);
  if (head.equals(Buffer.from('PK'))) return zipMembers(file, archiveLimits);
  if (!head.equals(Buffer.from([0x1f, 0x8b])))
    return findings.stop('not_archive', 'archive', 'neither ZIP nor gzip');
  const tar = join(room, 'bundle.tar');
  await gunzip(file, tar, archiveLimits.maxBytes + 1024 * (archiveLimits.maxFiles + 2));
  return tarMembers(tar, archiveLimits);
}

function checkModule(bytes: Buffer, findings: Findings): void {
  let module: WasmModule;
  try {
    module = new Module(bytes);
  } catch (error) {
    findings.stop('not_wasm', 'module', String(error));
  }
  for (const { module: from, name, kind } of Module.imports(module))
    if (from !== 'wasi_snapshot_preview1' || kind !== 'function')
      findings.add('foreign_import', `${from}.${name}`, kind);
  const names = Module.exports(module).map(({ name, kind }) => `${kind} ${name}`);
  if (!names.includes('function _start')) findings.add('no_start', 'exports', '_start');
  if (!names.includes('memory memory')) findings.add('no_memory', 'exports', 'memory');
}
