import type { CardBase } from '@scenario-lab/contracts/listing';
import type { CardRow } from '@scenario-lab/db/catalogue/listing.queries';
import type { z } from 'zod';

type Body = Pick<z.infer<typeof CardBase>, 'title' | 'summary' | 'fields' | 'technologies'>;

/** The part of a view all cards share. */
export function cardBase<B extends Body>(row: CardRow<B>, allowed: string[]): z.infer<typeof CardBase> {
  const { title, summary, fields, technologies } = row.body;
  return {
    id: row.id,
    title,
    summary,
    fields,
    technologies,
    owner: row.owner,
    status: row.status as z.infer<typeof CardBase>['status'],
    updatedAt: row.updated_at.toISOString(),
    remark: row.remark,
    allowed,
  };
}

export const factsOf = (row: CardRow<unknown>) => ({
  ownerOrganisationId: row.owner.id,
  status: row.newest,
  published: row.published,
});
