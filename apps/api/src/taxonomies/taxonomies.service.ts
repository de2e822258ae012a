import { Inject, Injectable } from '@nestjs/common';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import {
  closedKinds,
  type KeptKind,
  type KeptTerm,
  keptKinds,
  type readTermUses,
  type saveTerm,
  type TaxonomyTerm,
} from '@scenario-lab/contracts/taxonomies';
import { execute } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { ownTerms, readTerms, shippedTerms, usesOfTerms } from '@scenario-lab/db/taxonomies/terms.queries';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { allowed, may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { taxonomyPolicy } from '@scenario-lab/domain/taxonomies/taxonomies.policy';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';

type At = Received<typeof saveTerm>['params'];

/** More than this is no list anybody chooses from. */
const mostOfAKind = 500;
const kept = (kind: string): kind is KeptKind => (keptKinds as readonly string[]).includes(kind);

/** The lists that cards are filed under: names, order, what is offered no more; what is filed already is never touched. */
@Injectable()
export class TaxonomiesService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  manage(actor: SignedIn): Promise<Answer<typeof readTermUses>> {
    return this.database.asActor(actor, async (tx) => {
      const [terms, own, uses] = [await readTerms(tx), await ownTerms(tx), await usesOfTerms(tx)];
      return {
        terms: terms
          .filter(({ kind }) => kept(kind))
          .map((term) => {
            const key = `${term.kind} ${term.code}`;
            return { ...term, state: stateOf(key, own.get(key)), uses: uses.get(key) ?? 0 };
          }),
        allowed: allowed(taxonomyPolicy, actor, { status: null }),
      };
    });
  }

  save(actor: SignedIn, { kind, code }: At, body: Received<typeof saveTerm>['body']): Promise<void> {
    return this.change(actor, async (tx, own) => {
      const key = `${kind} ${code}`;
      const terms = (await readTerms(tx)).filter((term) => term.kind === kind);
      const known = terms.find((term) => term.code === code);
      if (closedKinds.includes(kind) && (!known || body.retired))
        throw inputRefusal({ path: known ? 'retired' : 'code', code: 'kind_closed' });
      if (!known && terms.length >= mostOfAKind) throw inputRefusal({ path: 'code', code: 'too_many_terms' });
      const parent = known ? known.parent : parentOf(kind, body.parent ?? null, terms);
      // Two chains may each have a link of one name; within one they would be taken for each other.
      const beside = kind === 'chain' ? terms.filter((term) => term.parent === parent) : terms;
      for (const language of ['zh', 'en'] as const)
        if (beside.some((term) => term.code !== code && term.name[language] === body.name[language]))
          throw inputRefusal({ path: `name.${language}`, code: 'term_name_taken' });
      const position = known?.position;
      own.set(key, {
        kind,
        code,
        name: body.name,
        parent,
        ...(body.retired ? { retired: true } : {}),
        ...(position === undefined ? {} : { position }),
      });
      return `${key}: ${known ? `${said(known)} → ` : ''}${said({ ...body, kind, code, parent })}`;
    });
  }

  order(actor: SignedIn, kind: KeptKind, codes: readonly string[]): Promise<void> {
    return this.change(actor, async (tx, own) => {
      const terms = new Map(
        (await readTerms(tx)).filter((term) => term.kind === kind).map((term) => [term.code, term]),
      );
      const whole = new Set(codes).size === terms.size && codes.length === terms.size;
      if (!whole || codes.some((code) => !terms.has(code)))
        throw inputRefusal({ path: 'codes', code: 'order_incomplete' });
      codes.forEach((code, position) => {
        own.set(`${kind} ${code}`, { ...(terms.get(code) as TaxonomyTerm), position });
      });
      return `${kind}: ${codes.join(', ')}`;
    });
  }

  /** A shipped term is as it came but for its place in the order, which is the list's and not the term's. */
  restore(actor: SignedIn, { kind, code }: At): Promise<void> {
    return this.change(actor, async (tx, own) => {
      const key = `${kind} ${code}`;
      const was = own.get(key);
      if (!was) throw new Refusal('not_found', { thing: 'taxonomy' });
      const shipped = shippedTerms.get(key);
      const links = [...own.values()].some((term) => term.kind === kind && term.parent === code);
      if (!shipped && (links || ((await usesOfTerms(tx, [kind])).get(key) ?? 0) > 0))
        throw inputRefusal({ path: 'code', code: 'term_in_use' });
      own.delete(key);
      if (shipped && was.position !== undefined) own.set(key, { ...shipped, position: was.position });
      return `${key}: ${said(was)} → ${shipped ? said(shipped) : '–'}`;
    });
  }

  /** One after the other, on what stands: two who save at once must not lose each other's word. */
  private async change(
    actor: SignedIn,
    work: (tx: Tx, own: Map<string, TaxonomyTerm>) => Promise<string>,
  ): Promise<void> {
    const answer = may(taxonomyPolicy, actor, 'taxonomy.save', { status: null });
    if (!answer.ok) throw new Refusal(answer.code, { action: 'taxonomy.save' });
    await this.database.asActor(actor, async (tx) => {
      await execute(tx, `SELECT pg_advisory_xact_lock(hashtextextended('taxonomy.terms', 0))`);
      const own = await ownTerms(tx);
      const remark = await work(tx, own);
      await execute(
        tx,
        `INSERT INTO setting (key, value) VALUES ('taxonomy.terms', $1::jsonb)
         ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value`,
        [JSON.stringify([...own.values()])],
      );
      await recordEvent(tx, {
        thing: 'lab',
        id: actor.organisationId,
        event: 'lab.taxonomy_changed',
        by: actor,
        remark: remark.slice(0, 2_000),
      });
    });
  }
}

/** A new district is the city's; a link stands in a chain, and a link of a link is none. Errors: `unknown_chain`. */
function parentOf(kind: KeptKind, asked: string | null, terms: readonly TaxonomyTerm[]): string | null {
  if (kind === 'region') return '510100';
  if (kind !== 'chain' || asked === null) return null;
  if (!terms.some(({ code, parent, retired }) => code === asked && parent === null && !retired))
    throw inputRefusal({ path: 'parent', code: 'unknown_chain' });
  return asked;
}

function stateOf(key: string, own: TaxonomyTerm | undefined): KeptTerm['state'] {
  const shipped = shippedTerms.get(key);
  if (!shipped) return 'own';
  return own && said(own) !== said(shipped) ? 'changed' : 'shipped';
}

const said = ({ name, retired }: TaxonomyTerm) =>
  `${name.zh ?? ''} / ${name.en ?? ''}${retired ? ' (retired)' : ''}`;
