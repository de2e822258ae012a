import { copyFile } from 'node:fs/promises';
import type { Desk, Report } from '../desk.js';
import { exit } from '../exit.js';
import { Failure } from '../failure.js';
import { inspectLocally } from '../inspect-locally.js';
import { type Artifact, openArtifact } from '../pack.js';
import { withRoom } from '../room.js';
import { problemLines } from '../table.js';

export const check = (desk: Desk, path: string, options: { card?: string; out?: string }): Promise<Report> =>
  withRoom(async (room) => {
    const artifact = await openArtifact(path, room, options.card);
    const { t } = desk;
    const { kind, bytes, sha256, fileName } = artifact;
    const inspected = await inspectLocally(artifact, room);
    if (!inspected.ok) {
      desk.say(t('check.bad'));
      for (const line of problemLines(desk, inspected.problems)) desk.say(`  ${line}`);
      return { exit: exit.fail, json: { ok: false, kind, bytes, sha256, problems: inspected.problems } };
    }
    const { files, manifest } = inspected;
    desk.say(t('check.good', { file: fileName, kind, bytes, files }));
    desk.say(t('check.digest', { sha256 }));
    if (options.out) {
      await copyFile(artifact.file, options.out);
      desk.say(t('check.out', { out: options.out }));
    }
    desk.note(t('check.more'));
    return { exit: exit.pass, json: { ok: true, kind, bytes, sha256, files, manifest, card: artifact.card } };
  });

/** Before anything is sent or started. @throws Failure naming each problem with its place */
export async function mustHold(desk: Desk, artifact: Artifact, room: string): Promise<void> {
  const inspected = await inspectLocally(artifact, room);
  if (!inspected.ok) throw new Failure(exit.fail, 'check.bad', {}, problemLines(desk, inspected.problems));
}
