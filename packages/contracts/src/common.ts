import { z } from 'zod';

export const Id = z.uuid();
export type Id = z.infer<typeof Id>;

export const ById = z.object({ id: Id });

/** An instant, ISO 8601 in UTC. */
export const Instant = z.iso.datetime({ offset: true });
/** A calendar day, `YYYY-MM-DD`. */
export const Day = z.iso.date();

const words = (max: number) => z.string().trim().min(1).max(max);

/** A text in one or both languages; readers fall back to the other one with a mark. */
export const textOf = (max: number) =>
  z
    .object({ zh: words(max).optional(), en: words(max).optional() })
    .refine((text) => text.zh !== undefined || text.en !== undefined, { error: 'text_needs_a_language' });

/** A title: at most 200 characters. */
export const Title = textOf(200);
/** Prose, Markdown allowed: at most 20,000 characters. */
export const Prose = textOf(20_000);
export type Text = { zh?: string | undefined; en?: string | undefined };

/** Cursor paging: `next` is handed back as `cursor`; null on the last page. `total` is capped at 10,000. */
export const pageOf = <S extends z.ZodType>(item: S) =>
  z.object({ items: z.array(item), next: z.string().nullable(), total: z.number().int() });

export const ListQuery = z.object({
  q: z.string().trim().max(200).optional(),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

/** Of the catalogues that keep their words: `literal` takes what was typed letter by letter, no typing error is looked for. */
export const SearchQuery = ListQuery.extend({ literal: z.enum(['true']).optional() });
/** Words nobody uses, and the ones they were taken for. */
export const Corrected = z.array(z.object({ typed: z.string(), taken: z.string() })).optional();

/** What the actor may do with the thing now: the only thing buttons read. */
export const Allowed = z.array(z.string());

export const OrganisationRef = z.object({ id: Id, name: Title });
export type OrganisationRef = z.infer<typeof OrganisationRef>;

export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A remark that goes with a decision. */
export const Remark = z.object({ remark: z.string().trim().max(5_000).optional() });
export const Reason = z.object({ reason: z.string().trim().min(1).max(5_000) });

/** An amount in Chinese yuan. */
export const Yuan = z.number().min(0).max(1e12);
