import { silentAfterHours } from '@scenario-lab/contracts/pilot-live';
import { execute, queryRows } from '@scenario-lab/db/core/rows';
import type { SystemDatabase } from '@scenario-lab/db/database';
import { recordEvent } from '@scenario-lab/db/transition';
import { z } from 'zod';

const NoticeSilenceRow = z.object({
  id: z.string(),
  told: z.array(z.string()),
  silent: z.array(z.string()),
});

/**
 * Missing data: a site of a running pilot that sent something before and has sent nothing for a day is told of once; one that
 * sends again may be told of again. A site that never sent anything is not missed: nobody has switched it on.
 */
export async function noticeSilence(db: SystemDatabase): Promise<void> {
  await db.asSystem(async (tx) => {
    const changed = await queryRows(
      tx,
      NoticeSilenceRow,
      `SELECT * FROM (
         SELECT p.id, p.silent_sites AS told, coalesce((
           SELECT jsonb_agg(s.site ORDER BY s.site) FROM (
             SELECT d.site FROM observation_day d JOIN kpi k ON k.id = d.kpi_id
             WHERE k.pilot_id = p.id AND d.source <> 'self_reported' AND d.site <> ''
             GROUP BY d.site HAVING max(d.last_at) < now() - interval '1 hour' * $1) AS s), '[]') AS silent
         FROM pilot p WHERE p.status = 'running' AND p.until_day >= current_date) AS looked
       WHERE told <> silent ORDER BY id LIMIT 200`,
      [silentAfterHours],
    );
    for (const { id, told, silent } of changed) {
      await execute(tx, 'UPDATE pilot SET silent_sites = $2 WHERE id = $1', [id, JSON.stringify(silent)]);
      const news = silent.filter((site) => !told.includes(site));
      if (news.length > 0)
        await recordEvent(tx, { thing: 'pilot', id, event: 'pilot.went_silent', remark: news.join('; ') });
    }
  });
}
