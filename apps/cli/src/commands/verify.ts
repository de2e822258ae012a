import { readFile } from 'node:fs/promises';
import { badgeIn } from '@scenario-lab/contracts/badges';
import { call } from '@scenario-lab/contracts/call';
import { trainingIn } from '@scenario-lab/contracts/camps';
import { listKeys, lookUpReport } from '@scenario-lab/contracts/certificates';
import type { Text } from '@scenario-lab/contracts/common';
import {
  issuedAtOf,
  keyIdOf,
  misdated,
  reportText,
  type TrustedKey,
  verifyEnvelope,
} from '@scenario-lab/contracts/envelope';
import { Result, Verdict } from '@scenario-lab/contracts/runs';
import { listedAs, type StatusListPredicate, statusListIn } from '@scenario-lab/contracts/status-list';
import { badgeKindWords, badgeRuleWords } from '@scenario-lab/contracts/words/badge-words';
import { credentialsOf, labAddress } from '../credentials.js';
import type { Desk, Report } from '../desk.js';
import { exit } from '../exit.js';
import { Failure } from '../failure.js';
import { sayResult } from '../table.js';
import { isArchive, verifyPack } from './verify-pack.js';

const KEY_BYTES = 32;

function isKey(text: string): boolean {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === KEY_BYTES && bytes.toString('base64') === text;
}

/** The lab's list of keys as `/api/keys` or `scenario-lab keys --json` gives it; null where it is something else. */
function listIn(text: string): TrustedKey[] | null {
  try {
    const parsed = listKeys.reply.safeParse(JSON.parse(text));
    return parsed.success && parsed.data.length > 0 && parsed.data.every(({ publicKey }) => isKey(publicKey))
      ? parsed.data
      : null;
  } catch {
    return null;
  }
}

/** A key as given, the keys of a file one a line, or the lab's list with their dates. @throws Failure where there is none */
async function keysFrom(given: string): Promise<(string | TrustedKey)[]> {
  if (isKey(given)) return [given];
  const text = await readFile(given, 'utf8').catch(() => '');
  const list = listIn(text);
  if (list) return list;
  const keys = text.split(/\s+/).filter((word) => word !== '');
  if (keys.length === 0 || !keys.every(isKey))
    throw new Failure(exit.usage, 'verify.bad_key', { key: given });
  return keys;
}

/** A signed list of what was taken back, believed by the same keys as what is checked against it. @throws Failure where it is none */
async function listFrom(file: string, keys: readonly (string | TrustedKey)[]): Promise<StatusListPredicate> {
  const text = reportText(await readFile(file).catch(() => new Uint8Array()));
  const verified = text === null ? null : verifyEnvelope(text, keys);
  const list = verified?.ok ? statusListIn(verified.statement) : null;
  if (!list) throw new Failure(exit.usage, 'verify.bad_status', { file });
  return list;
}

/**
 * Needs no network, unless it is asked to ask the lab. The report never brings the key it is trusted by, and what the lab's
 * address answers can only take belief away.
 */
export async function verify(
  desk: Desk,
  file: string,
  options: { key: string; online?: string | boolean; status?: string },
): Promise<Report> {
  const { t } = desk;
  const keys = await keysFrom(options.key);
  const list = options.status === undefined ? null : await listFrom(options.status, keys);
  const bytes = await readFile(file);
  if (isArchive(bytes)) return verifyPack(desk, new Uint8Array(bytes), keys);
  const text = reportText(bytes);
  const verified = text === null ? unreadable : verifyEnvelope(text, keys);
  const refuse = (code: string, more: object = {}): Report => {
    desk.say(t('verify.false', { reason: t.code(code) }));
    return { exit: exit.fail, json: { ok: false, code, ...more } };
  };
  if (!verified.ok) {
    const { code, ...more } = verified;
    return refuse(code, { ...more, ok: false });
  }
  const { keyId, digest } = verified;
  const named = listedAs(verified.statement);
  const listed = list?.entries.find(({ kind, number }) => kind === named?.kind && number === named.number);
  if (listed) {
    const report = refuse(`taken_back.${listed.status}`, { keyId, digest, at: listed.at });
    desk.say(t('verify.taken_back', { number: listed.number, at: listed.at }));
    return report;
  }
  if (options.online) {
    const typed = typeof options.online === 'string' ? labAddress(options.online) : null;
    const code = await askLab(desk, typed ?? (await credentialsOf(desk.env)).url, verified);
    if (code) return refuse(code, { keyId, digest });
  }
  desk.say(t('verify.good', { keyId }));
  if (verified.reformatted) desk.say(t('verify.reformatted'));
  if (verified.askTheLab && !options.online) desk.say(t('verify.ask_the_lab'));
  if (options.online) desk.say(t('verify.on_record'));
  const asOf = list && named ? { at: list.issuedAt, older: isOlder(list, verified.statement) } : null;
  if (asOf && named)
    desk.say(
      t(asOf.older ? 'verify.list_older' : 'verify.not_listed', { number: named.number, at: asOf.at }),
    );
  sayStatement(desk, verified.statement);
  return { exit: exit.pass, json: asOf ? { ...verified, statusList: asOf } : verified };
}

/** A list from before something was signed cannot know of it: that it is not on it says nothing. */
function isOlder(list: StatusListPredicate, statement: Record<string, unknown>): boolean {
  const signedAt = issuedAtOf(statement);
  return signedAt !== null && Date.parse(list.issuedAt) < Date.parse(signedAt);
}

const unreadable = { ok: false, code: 'not_an_envelope' } as const;

/** What the lab says against a report whose signature holds: its key's dates, its digest, its number. */
async function askLab(
  desk: Desk,
  url: string,
  { keyId, statement, digest }: { keyId: string; statement: Record<string, unknown>; digest: string },
): Promise<string | null> {
  const client = { baseUrl: `${url}/api` };
  const said = await call(client, listKeys, {}, { signal: desk.signal });
  const key = said.find(({ publicKey }) => keyIdOf(publicKey) === keyId);
  if (!key) return 'not_a_key_of_the_lab';
  const code = misdated(key, issuedAtOf(statement));
  if (code) return code;
  const number = (statement.predicate as { certificate?: { number?: string } | null } | undefined)
    ?.certificate?.number;
  const found = await call(
    client,
    lookUpReport,
    { params: { digest }, query: { number } },
    { signal: desk.signal },
  );
  const named = listedAs(statement);
  if (!found.known) return 'not_on_record';
  if (named === null) return null;
  const now = found[named.kind];
  if (now?.number !== named.number) return 'not_on_record';
  const { status } = now;
  return status === 'suspended' || status === 'lost' || status === 'revoked' ? `taken_back.${status}` : null;
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
  const badge = badgeIn(statement);
  if (badge) {
    const { kind, number, expiresAt } = badge.badge;
    say(t('verify.badge', { kind: t.text(badgeKindWords[kind]), name: t.text(badge.subject.title) }));
    say(t('verify.badge_holder', { name: t.text(badge.holder.name) }));
    say(t('verify.badge_until', { number, until: expiresAt.slice(0, 10) }));
    for (const { rule, value, threshold, bound } of badge.rules) {
      const name = t.text(badgeRuleWords[rule]);
      say(t(`verify.badge_${bound}`, { name, value: String(value ?? '–'), threshold: String(threshold) }));
    }
    say(t('verify.badge_status'));
    return;
  }
  const training = trainingIn(statement);
  if (training) {
    const { camp, done, holder } = training;
    say(t('verify.training', { name: holder.name, camp: t.text(camp.title), by: t.text(camp.by.name) }));
    say(
      t('verify.training_number', { number: training.training.number, at: training.issuedAt.slice(0, 10) }),
    );
    say(
      t('verify.training_done', {
        hours: String(done.hours),
        sessions: String(done.sessions.length),
        tasks: String(done.tasks.length),
      }),
    );
    for (const { title, metric, best } of done.tasks)
      say(t('verify.training_task', { name: t.text(title), metric, best: String(best) }));
    say(t('verify.training_status'));
    return;
  }
  const list = statusListIn(statement);
  if (list) {
    say(t('verify.status_list', { at: list.issuedAt, count: String(list.entries.length) }));
    for (const { number, status, at } of list.entries)
      say(t('verify.status_entry', { number, status: t.code(`taken_back.${status}`), at }));
    return;
  }
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
  for (const { publicKey, from, until, compromisedSince } of found) {
    say(publicKey);
    // Worked out from the key itself, not taken from the answer.
    const when = until ? t('keys.until', { from, until }) : t('keys.since', { from });
    say(`  ${keyIdOf(publicKey)}  ${when}`);
    if (compromisedSince) say(`  ${t('keys.compromised', { since: compromisedSince })}`);
  }
  say(t('keys.compare'));
  return { exit: exit.pass, json: found };
}
