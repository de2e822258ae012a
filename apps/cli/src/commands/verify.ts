import { readFile } from 'node:fs/promises';
import { call } from '@scenario-lab/contracts/call';
import { listKeys } from '@scenario-lab/contracts/certificates';
import type { Text } from '@scenario-lab/contracts/common';
import { keyIdOf, verifyEnvelope } from '@scenario-lab/contracts/envelope';
import { Result, Verdict } from '@scenario-lab/contracts/runs';
import { credentialsOf, labAddress } from '../credentials.js';
import type { Desk, Report } from '../desk.js';
import { exit } from '../exit.js';
import { Failure } from '../failure.js';
import { sayResult } from '../table.js';

const KEY_BYTES = 32;

function isKey(text: string): boolean {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === KEY_BYTES && bytes.toString('base64') === text;
}

/** A key as given, or the keys of a file, one a line. @throws Failure where there is none */
async function keysFrom(given: string): Promise<string[]> {
  if (isKey(given)) return [given];
  const text = await readFile(given, 'utf8').catch(() => '');
  const keys = text.split(/\s+/).filter((word) => word !== '');
  if (keys.length === 0 || !keys.every(isKey))
    throw new Failure(exit.usage, 'verify.bad_key', { key: given });
  return keys;
}

/** Needs no network. The report never brings the key it is trusted by. */
export async function verify(desk: Desk, file: string, options: { key: string }): Promise<Report> {
  const { t } = desk;
  const keys = await keysFrom(options.key);
  const text = await readFile(file, 'utf8');
  const verified = verifyEnvelope(text, keys);
  if (!verified.ok) {
    desk.say(t('verify.false', { reason: t.code(verified.code) }));
    return { exit: exit.fail, json: { ok: false, code: verified.code } };
  }
  desk.say(t('verify.good', { keyId: verified.keyId }));
  sayStatement(desk, verified.statement);
  return { exit: exit.pass, json: verified };
}

/** The fields this desk reads; the lab signs more. */
interface Predicate {
  edition: string;
  issuedAt: string;
  vendor: { name: Text };
  algorithm: { title: Text; label: string };
  benchmark: { title: Text; number: number };
  dataset: { truthPublic: boolean };
  digests: { artifact: string };
  certificate: { number: string; expiresAt: string } | null;
  certificateObstacles: string[];
}

function sayStatement(desk: Desk, statement: Record<string, unknown>): void {
  const { t, say } = desk;
  if (statement.predicateType !== 'urn:scenario-lab:validation-report:1') {
    say(t('verify.foreign'));
    return;
  }
  const told = statement.predicate as Predicate;
  const found = Result.pick({ criteria: true, figures: true })
    .extend({ overall: Verdict })
    .safeParse(statement.predicate);
  say(t('verify.vendor', { name: t.text(told.vendor.name) }));
  say(t('verify.algorithm', { name: t.text(told.algorithm.title), label: told.algorithm.label }));
  say(t('verify.artifact', { sha256: told.digests.artifact }));
  say(t('verify.benchmark', { name: t.text(told.benchmark.title), number: told.benchmark.number }));
  say(t('verify.issued', { at: told.issuedAt, edition: told.edition }));
  if (told.dataset.truthPublic) say(t('verify.demonstration'));
  if (found.success) sayResult(desk, found.data);
  if (told.certificate) {
    const { number, expiresAt } = told.certificate;
    say(t('verify.certificate', { number, until: expiresAt.slice(0, 10) }));
  } else say(t('verify.no_certificate', { why: told.certificateObstacles.map(t.code).join(', ') }));
  say(t('verify.status'));
}

export async function keys(desk: Desk, typed?: string): Promise<Report> {
  const { t, say, signal } = desk;
  const url = typed ? labAddress(typed) : (await credentialsOf(desk.env)).url;
  const found = await call({ baseUrl: `${url}/api` }, listKeys, {}, { signal });
  for (const { publicKey, from, until } of found) {
    say(publicKey);
    // Worked out from the key itself, not taken from the answer.
    const when = until ? t('keys.until', { from, until }) : t('keys.since', { from });
    say(`  ${keyIdOf(publicKey)}  ${when}`);
  }
  say(t('keys.compare'));
  return { exit: exit.pass, json: found };
}
