import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a judge reads of a bid is told by name of its parts: the card a bid is about names its vendor, and the salt would
 * let anybody prove a guess at what was left out by the digest that is public.
 */
export class BlindContent1796049313348 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(panelBids);
  }
  async down(): Promise<void> {
    throw new Error('who offers is not handed to judges again: restore a backup');
  }
}

const panelBids = `CREATE OR REPLACE FUNCTION panel_bids(call uuid)
  RETURNS TABLE (id uuid, number integer, price double precision, content jsonb, measured jsonb, related boolean, tied boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT b.id, b.number, (b.content->>'price')::double precision,
      CASE WHEN NOT t.tied THEN jsonb_build_object('answers', b.content->'answers', 'text', b.content->'text',
        'price', b.content->'price', 'files', b.content->'files') END,
      coalesce(b.measured, '{}'), b.related, t.tied
    FROM bid b, LATERAL (SELECT EXISTS (SELECT 1 FROM panel_seat s JOIN bid_sides(call) x ON x.bid_id = b.id
      AND x.organisation_id = ANY(s.tied_to) WHERE s.call_id = call AND s.person_id = app_person() AND s.out_by IS NULL) AS tied) t
    WHERE b.call_id = call AND b.number IS NOT NULL AND (sits(call) OR EXISTS (
      SELECT 1 FROM open_call c WHERE c.id = call AND (c.department_id = app_org() OR app_lab_reads()))) ORDER BY b.number $$`;
