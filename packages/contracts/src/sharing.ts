import { z } from 'zod';
import { defineRoute } from './route.js';
import { Field } from './taxonomies.js';

/** What a reader of feeds can subscribe to: what has become public, the newest first. */
export const feedKinds = ['scenarios', 'solutions', 'datasets', 'editions', 'certificates', 'cases'] as const;
export const FeedKind = z.enum(feedKinds);
export type FeedKind = z.infer<typeof FeedKind>;

const Lang = z.enum(['zh', 'en']).default('zh');

/** The newest fifty of a kind as Atom 1.0 or JSON Feed 1.1, the same for whoever asks. */
export const readFeed = defineRoute({
  name: 'feed.read',
  method: 'GET',
  path: '/feeds/:kind',
  access: 'public',
  params: z.object({ kind: FeedKind }),
  query: z.object({ format: z.enum(['atom', 'json']).default('atom'), lang: Lang }),
  reply: 'stream',
});

/** Published needs as a page without scripts that other sites may show in a frame; the newest ones. */
export const embedNeeds = defineRoute({
  name: 'embed.needs',
  method: 'GET',
  path: '/embed/scenarios',
  access: 'public',
  query: z.object({
    field: Field.optional(),
    limit: z.coerce.number().int().min(1).max(20).default(10),
    lang: Lang,
  }),
  reply: 'stream',
});

/** A certificate's status as a small SVG picture of today. */
export const embedCertificate = defineRoute({
  name: 'embed.certificate',
  method: 'GET',
  path: '/embed/certificates/:number',
  access: 'public',
  params: z.object({ number: z.string().max(40) }),
  query: z.object({ lang: Lang }),
  reply: 'stream',
});

/** A badge's status as a small SVG picture of today. */
export const embedBadge = defineRoute({
  name: 'embed.badge',
  method: 'GET',
  path: '/embed/badges/:number',
  access: 'public',
  params: z.object({ number: z.string().max(40) }),
  query: z.object({ lang: Lang }),
  reply: 'stream',
});

export const sharingRoutes = [readFeed, embedNeeds, embedCertificate, embedBadge];
