import { createHash } from 'node:crypto';
import type { TrustedKey } from '@scenario-lab/contracts/envelope';
import { openPack } from '@scenario-lab/contracts/packs/open-pack';
import type { Desk, Report } from '../desk.js';
import { exit } from '../exit.js';

/** A ZIP begins so; a report never does. */
export const isArchive = (bytes: Uint8Array): boolean =>
  bytes.length > 4 && bytes[0] === 0x50 && bytes[1] === 0x4b;

/** A replication pack against keys obtained apart: its form, its signature, every file; then what it says. */
export function verifyPack(desk: Desk, bytes: Uint8Array, keys: (string | TrustedKey)[]): Report {
  const { t, say } = desk;
  const opened = openPack(bytes, keys, (part) => createHash('sha256').update(part).digest('hex'));
  if (!opened.ok) {
    const { code, place } = opened;
    say(t('verify.pack.false', { reason: t.code(`pack.${code}`), place: place || '–' }));
    return { exit: exit.fail, json: { ok: false, code, place } };
  }
  const { manifest, content, keyId, report, digest } = opened;
  const { lab, issuedAt, leftOut, consents } = manifest.predicate;
  say(t('verify.good', { keyId }));
  if (opened.askTheLab) say(t('verify.ask_the_lab'));
  say(t('verify.pack.from', { lab: t.text(lab.name), at: issuedAt }));
  say(t('verify.pack.case', { name: t.text(content['case.json'].title) }));
  say(t('verify.vendor', { name: t.text(content['case.json'].vendor.name) }));
  for (const { name, digest: of } of manifest.subject) say(`  ${name}  ${of.sha256}`);
  for (const { file, reason } of leftOut)
    say(t('verify.pack.left_out', { file, reason: t.code(`pack.left.${reason}`) }));
  for (const { side, name, at } of consents)
    say(t(`verify.pack.consent_${side}`, { name: t.text(name), at: at.slice(0, 10) }));
  if (report)
    say(
      t(report.verdict === 'genuine' ? 'verify.pack.report' : 'verify.pack.report_not', {
        why: t.code(report.verdict),
      }),
    );
  return {
    exit: exit.pass,
    json: { ok: true, keyId, digest, manifest: manifest.predicate, report: report?.verdict ?? null },
  };
}
