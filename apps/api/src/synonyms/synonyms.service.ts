import { Inject, Injectable } from '@nestjs/common';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import type { addSynonyms, listSynonyms, SynonymGroup } from '@scenario-lab/contracts/synonyms';
import { execute, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { type SynonymLine, synonymLines } from '@scenario-lab/db/synonyms/synonyms.queries';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { allowed, may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { synonymPolicy } from '@scenario-lab/domain/synonyms/synonyms.policy';
import { shippedSynonyms } from '@scenario-lab/matching/glossary';
import { fold } from '@scenario-lab/matching/han-fold';
import { tokens } from '@scenario-lab/matching/tokens';
import { z } from 'zod';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';

type Body = Received<typeof addSynonyms>['body'];

/** More groups than this would be cut at the start of every process and help nobody. */
const mostOwn = 1_000;

type ListAnswer = Omit<Answer<typeof listSynonyms>['history'][number], 'at'> & { at: Date };

const ListRow = z.object({
  id: z.string(),
  zh: z.array(z.string()),
  en: z.array(z.string()),
  by: z.string(),
  reason: z.string(),
  deed: word<ListAnswer['deed']>(),
  at: z.date(),
});

/** Which words stand for each other: what is shipped, what the lab made of it, and every line of that. */
@Injectable()
export class SynonymsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  list(actor: SignedIn): Promise<Answer<typeof listSynonyms>> {
    return this.database.asActor(actor, async (tx) => {
      const history = await queryRows(
        tx,
        ListRow,
        `SELECT c.id, c.deed, c.zh, c.en, c.reason, p.name AS by, c.at FROM synonym_change c
         JOIN person p ON p.id = c.person_id ORDER BY c.id DESC LIMIT 100`,
      );
      return {
        groups: groupsOf(await synonymLines(tx)),
        history: history.map((line) => ({ ...line, at: line.at.toISOString() })),
        allowed: allowed(synonymPolicy, actor, { status: null }),
      };
    });
  }

  add(actor: SignedIn, body: Body): Promise<{ key: string }> {
    return this.change(actor, 'synonym.create', async (tx, groups) => {
      if (groups.filter(({ state }) => state === 'own').length >= mostOwn)
        throw inputRefusal({ path: 'zh', code: 'too_many_groups' });
      insistFree(groups, null, body);
      const key = newId();
      await write(tx, actor, key, 'saved', body);
      return { key };
    });
  }

  edit(actor: SignedIn, key: string, body: Body): Promise<void> {
    return this.change(actor, 'synonym.edit', async (tx, groups) => {
      groupAt(groups, key);
      insistFree(groups, key, body);
      await write(tx, actor, key, 'saved', body);
    });
  }

  remove(actor: SignedIn, key: string, reason: string): Promise<void> {
    return this.change(actor, 'synonym.remove', async (tx, groups) => {
      const group = groupAt(groups, key);
      if (group.state === 'off') return;
      await write(tx, actor, key, group.state === 'own' ? 'removed' : 'off', { ...group, reason });
    });
  }

  restore(actor: SignedIn, key: string, reason: string): Promise<void> {
    return this.change(actor, 'synonym.restore', async (tx, groups) => {
      const shipped = shippedSynonyms.find((group) => group.key === key);
      if (!shipped) throw new Refusal('not_found', { thing: 'synonym', id: key });
      if (groupAt(groups, key).state === 'shipped') return;
      insistFree(groups, key, shipped);
      await write(tx, actor, key, 'restored', { zh: [...shipped.zh], en: [...shipped.en], reason });
    });
  }

  /** One after the other: two who add the same word at once must not both have found it free. */
  private change<T>(
    actor: SignedIn,
    action: 'synonym.create' | 'synonym.edit' | 'synonym.remove' | 'synonym.restore',
    work: (tx: Tx, groups: SynonymGroup[]) => Promise<T>,
  ): Promise<T> {
    return this.database.asActor(actor, async (tx) => {
      const answer = may(synonymPolicy, actor, action, { status: null });
      if (!answer.ok) throw new Refusal(answer.code, { thing: 'synonym' });
      await execute(tx, `SELECT pg_advisory_xact_lock(hashtextextended('synonyms', 0))`);
      return work(tx, groupsOf(await synonymLines(tx)));
    });
  }
}

function groupsOf(lines: readonly SynonymLine[]): SynonymGroup[] {
  const changed = new Map(lines.map((line) => [line.key, line]));
  const shippedKeys = new Set(shippedSynonyms.map(({ key }) => key));
  const own = lines
    .filter(({ key, deed }) => !shippedKeys.has(key) && deed === 'saved')
    .map(({ key, zh, en, at }) => ({ key, state: 'own' as const, zh, en, changedAt: at.toISOString() }))
    .sort((one, other) => (one.changedAt < other.changedAt ? 1 : -1));
  const shipped = shippedSynonyms.map((group): SynonymGroup => {
    const line = changed.get(group.key);
    const changedAt = line?.at.toISOString() ?? null;
    const same = { key: group.key, zh: [...group.zh], en: [...group.en], changedAt };
    if (!line || line.deed === 'restored') return { ...same, state: 'shipped' };
    return line.deed === 'saved'
      ? { ...same, state: 'changed', zh: line.zh, en: line.en }
      : { ...same, state: 'off' };
  });
  return [...own, ...shipped];
}

function groupAt(groups: readonly SynonymGroup[], key: string): SynonymGroup {
  const group = groups.find((one) => one.key === key);
  if (!group) throw new Refusal('not_found', { thing: 'synonym', id: key });
  return group;
}

const formOf = (word: string) => tokens(word).join(' ') || fold(word);

/** A word that stood for two ideas would stand for the first of them: it is refused where it was written. */
function insistFree(
  groups: readonly SynonymGroup[],
  key: string | null,
  words: { zh: readonly string[]; en: readonly string[] },
): void {
  const taken = new Set(
    groups
      .filter((group) => group.key !== key && group.state !== 'off')
      .flatMap(({ zh, en }) => [...zh, ...en].map(formOf)),
  );
  for (const language of ['zh', 'en'] as const) {
    const at = words[language].findIndex((word) => taken.has(formOf(word)));
    if (at >= 0) throw inputRefusal({ path: `${language}.${at}`, code: 'word_taken' });
    const empty = words[language].findIndex((word) => tokens(word).length === 0);
    if (empty >= 0) throw inputRefusal({ path: `${language}.${empty}`, code: 'word_says_nothing' });
  }
}

async function write(
  tx: Tx,
  actor: SignedIn,
  key: string,
  deed: SynonymLine['deed'],
  { zh, en, reason }: Pick<Body, 'zh' | 'en' | 'reason'>,
): Promise<void> {
  await execute(
    tx,
    'INSERT INTO synonym_change (id, key, deed, zh, en, reason, person_id) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [newId(), key, deed, zh, en, reason, actor.personId],
  );
}
