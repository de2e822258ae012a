import { z } from 'zod';
import { Allowed, Instant } from './common.js';
import { defineRoute } from './route.js';

const word = (most: number) => z.string().trim().min(1).max(most);
const list = (one: z.ZodString) => z.array(one).max(20).default([]);
/** One idea: words that stand for each other, in both languages. */
const words = {
  zh: list(word(20).regex(/^[\p{Script=Han}\p{L}\p{N} ·-]+$/u)),
  /** Single words or two in a row, in any form. */
  en: list(word(60).regex(/^[\p{Script=Latin}\p{N}+#.-]+(?: [\p{Script=Latin}\p{N}+#.-]+)?$/u)),
};
export const SaveSynonyms = z
  .object(words)
  .refine(({ zh, en }) => zh.length + en.length > 1, { error: 'synonyms_need_two', path: ['zh'] });
export type SaveSynonyms = z.infer<typeof SaveSynonyms>;

/** `shipped` as it comes, `changed` by the lab, `off` by the lab, or the lab's `own`. */
export const SynonymState = z.enum(['shipped', 'changed', 'off', 'own']);
export const SynonymGroup = z.object({
  /** The name of a shipped group, or the id of an own one. */
  key: z.string(),
  state: SynonymState,
  zh: z.array(z.string()),
  en: z.array(z.string()),
  changedAt: Instant.nullable(),
});
export type SynonymGroup = z.infer<typeof SynonymGroup>;

const Key = z.object({ key: z.string().min(1).max(60) });

export const listSynonyms = defineRoute({
  name: 'synonym.list',
  method: 'GET',
  path: '/synonyms',
  access: 'synonym.list',
  reply: z.object({
    groups: z.array(SynonymGroup),
    /** What was done, by whom and why, newest first, at most 100. */
    history: z.array(
      z.object({
        id: z.string(),
        deed: z.enum(['saved', 'off', 'removed', 'restored']),
        zh: z.array(z.string()),
        en: z.array(z.string()),
        reason: z.string(),
        by: z.string(),
        at: Instant,
      }),
    ),
    allowed: Allowed,
  }),
});
const reason = z.string().trim().min(1).max(2_000);
const Saved = SaveSynonyms.and(z.object({ reason }));
export const addSynonyms = defineRoute({
  name: 'synonym.create',
  method: 'POST',
  status: 201,
  path: '/synonyms',
  access: 'synonym.create',
  body: Saved,
  reply: z.object({ key: z.string() }),
});
/** Says whole which words stand for each other; of a shipped group too. */
export const editSynonyms = defineRoute({
  name: 'synonym.edit',
  method: 'PUT',
  path: '/synonyms/:key',
  access: 'synonym.edit',
  params: Key,
  body: Saved,
  reply: 'none',
});
/** An own group is gone, a shipped one counts no more. */
export const removeSynonyms = defineRoute({
  name: 'synonym.remove',
  method: 'POST',
  path: '/synonyms/:key/remove',
  access: 'synonym.remove',
  params: Key,
  body: z.object({ reason }),
  reply: 'none',
});
/** A shipped group as it came. */
export const restoreSynonyms = defineRoute({
  name: 'synonym.restore',
  method: 'POST',
  path: '/synonyms/:key/restore',
  access: 'synonym.restore',
  params: Key,
  body: z.object({ reason }),
  reply: 'none',
});

export const synonymRoutes = [listSynonyms, addSynonyms, editSynonyms, removeSynonyms, restoreSynonyms];
