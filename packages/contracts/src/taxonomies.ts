import { z } from 'zod';
import { Allowed, Title } from './common.js';
import { defineRoute } from './route.js';

/** City-operation fields (城市运行六大领域). */
export const fields = [
  'economic_operation',
  'market_supervision',
  'social_management',
  'public_services',
  'environmental_protection',
  'citizens_appeals',
] as const;
export const Field = z.enum(fields);
export type Field = z.infer<typeof Field>;

export const cooperationModes = ['purchase', 'pilot', 'open_call', 'joint_research'] as const;
export const CooperationMode = z.enum(cooperationModes);
export type CooperationMode = z.infer<typeof CooperationMode>;

export const sourceKinds = ['public', 'enterprise', 'personal'] as const;
export const SourceKind = z.enum(sourceKinds);
export type SourceKind = z.infer<typeof SourceKind>;

export const TermCode = z.string().regex(/^[a-z0-9][a-z0-9_]{1,59}$/);
/** Places in industry chains (产业链): codes of links, that is of `chain` terms with a parent. */
export const ChainLinks = z.array(TermCode).max(6);

export const stages = ['showcase', 'matching', 'validation', 'field', 'enablement'] as const;
export const Stage = z.enum(stages);
export type Stage = z.infer<typeof Stage>;

/** Where something stands on the five-step rail. */
export const RailStep = z.object({ stage: Stage, state: z.enum(['done', 'current', 'ahead', 'ended']) });

export const termKinds = [
  'field',
  'technology',
  'industry',
  'region',
  'cooperation_mode',
  'qualification',
  'source_kind',
  'ticket_category',
  'chain',
] as const;

export const TaxonomyTerm = z.object({
  kind: z.enum(termKinds),
  code: z.string().max(60),
  name: Title,
  parent: z.string().nullable(),
  /** Offered no more; what bears it keeps its name. */
  retired: z.boolean().optional(),
  /** Where the lab put it among its kind; without one it comes after those, by its name. */
  position: z.number().int().optional(),
});
export type TaxonomyTerm = z.infer<typeof TaxonomyTerm>;

export const listTaxonomies = defineRoute({
  name: 'taxonomy.list',
  method: 'GET',
  path: '/taxonomies',
  access: 'public',
  reply: z.array(TaxonomyTerm),
});

/** What the lab looks after. Of `closed` kinds the program and the city's plan know each code: names alone are the lab's. */
export const keptKinds = [
  'field',
  'region',
  'ticket_category',
  'cooperation_mode',
  'source_kind',
  'chain',
] as const;
export type KeptKind = (typeof keptKinds)[number];
const KeptKind = z.enum(keptKinds);
export const closedKinds: readonly KeptKind[] = ['field', 'cooperation_mode', 'source_kind'];

const words = z.string().trim().min(1).max(60);
/** Both languages: a list with holes in one of them is no list there. */
const TermName = z.object({ zh: words, en: words });

export const KeptTerm = TaxonomyTerm.extend({
  /** `shipped` as it comes, `changed` by the lab, or the lab's `own`. */
  state: z.enum(['shipped', 'changed', 'own']),
  /** Things that bear it, drafts too. */
  uses: z.number().int(),
});
export type KeptTerm = z.infer<typeof KeptTerm>;

export const readTermUses = defineRoute({
  name: 'taxonomy.read_uses',
  method: 'GET',
  path: '/lab/taxonomies',
  access: 'taxonomy.read_uses',
  reply: z.object({ terms: z.array(KeptTerm), allowed: Allowed }),
});
/**
 * Renames, retires, brings back or adds a term. Errors: `term_name_taken`; `kind_closed` where none may be added or
 * retired; `unknown_chain` for a link of a chain that is none.
 */
export const saveTerm = defineRoute({
  name: 'taxonomy.save',
  method: 'PUT',
  path: '/lab/taxonomies/:kind/:code',
  access: 'taxonomy.save',
  params: z.object({ kind: KeptKind, code: TermCode }),
  /** Of a new term of `chain`: the chain it is a link of, or null for a chain of its own. A known term stays where it is. */
  body: z.object({ name: TermName, retired: z.boolean(), parent: TermCode.nullable().optional() }),
  reply: 'none',
});
/** The order of a kind, all of its codes. Errors: `order_incomplete`. */
export const orderTerms = defineRoute({
  name: 'taxonomy.order',
  method: 'PUT',
  path: '/lab/taxonomies/:kind',
  access: 'taxonomy.save',
  params: z.object({ kind: KeptKind }),
  body: z.object({ codes: z.array(TermCode).max(500) }),
  reply: 'none',
});
/** A shipped term as it came; an own one is gone. Errors: `term_in_use` for an own one that something bears. */
export const restoreTerm = defineRoute({
  name: 'taxonomy.restore',
  method: 'DELETE',
  path: '/lab/taxonomies/:kind/:code',
  access: 'taxonomy.save',
  params: z.object({ kind: KeptKind, code: TermCode }),
  reply: 'none',
});

export const taxonomyRoutes = [listTaxonomies, readTermUses, saveTerm, orderTerms, restoreTerm];
