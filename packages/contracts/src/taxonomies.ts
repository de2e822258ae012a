import { z } from 'zod';
import { Title } from './common.js';
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

export const stages = ['showcase', 'matching', 'validation', 'field', 'enablement'] as const;
export const Stage = z.enum(stages);
export type Stage = z.infer<typeof Stage>;

/** Where something stands on the five-step rail. */
export const RailStep = z.object({ stage: Stage, state: z.enum(['done', 'current', 'ahead', 'ended']) });

export const TaxonomyTerm = z.object({
  kind: z.enum([
    'field',
    'technology',
    'industry',
    'region',
    'cooperation_mode',
    'qualification',
    'source_kind',
    'ticket_category',
  ]),
  code: z.string().max(60),
  name: Title,
  parent: z.string().nullable(),
});
export type TaxonomyTerm = z.infer<typeof TaxonomyTerm>;

export const listTaxonomies = defineRoute({
  name: 'taxonomy.list',
  method: 'GET',
  path: '/taxonomies',
  access: 'public',
  reply: z.array(TaxonomyTerm),
});
