import { z } from 'zod';
import { BadgeKind } from './badges.js';
import { CertificateStatus } from './certificates.js';
import { ById, Day, Id, Instant, ListQuery, OrganisationRef, pageOf, Title } from './common.js';
import { AccessMode } from './datasets.js';
import { TaskKind } from './metrics.js';
import { defineRoute } from './route.js';
import { Verdict } from './runs.js';
import { ScenarioStatus } from './scenarios.js';

/** What everybody may know of an organisation the lab has verified; others have no public page. */
const sides = z.array(z.enum(['supply', 'demand', 'operate']));

export const ShownOrganisationRow = OrganisationRef.extend({
  roles: sides,
  region: z.string().nullable(),
  scenarios: z.number().int(),
  solutions: z.number().int(),
  datasets: z.number().int(),
  certificates: z.number().int(),
  cases: z.number().int(),
  /** Badges that stand on it. */
  badges: z.array(BadgeKind),
});
export type ShownOrganisationRow = z.infer<typeof ShownOrganisationRow>;

/** The newest hundred of a kind, and how many there are. */
const listOf = <S extends z.ZodType>(item: S) => z.object({ total: z.number().int(), items: z.array(item) });
const Shown = z.object({ id: Id, title: Title });

export const ShownOrganisation = OrganisationRef.extend({
  roles: sides,
  region: z.string().nullable(),
  since: Instant,
  record: z.object({
    certificates: z.record(CertificateStatus, z.number().int()),
    /** Hidden-split results that were published, by what they said; what was not published is not told. */
    results: z.record(Verdict, z.number().int()),
    cases: z.object({ accepted: z.number().int(), failed: z.number().int() }),
    /** Of its cases, by others. */
    replications: z.number().int(),
  }),
  scenarios: listOf(Shown.extend({ status: ScenarioStatus, deadline: Day.nullable() })),
  solutions: listOf(
    Shown.extend({ trl: z.number().int(), certificates: z.number().int(), testedOn: z.number().int() }),
  ),
  algorithms: listOf(Shown.extend({ task: TaskKind, certificates: z.number().int() })),
  datasets: listOf(Shown.extend({ accessMode: AccessMode })),
  benchmarks: listOf(Shown.extend({ status: z.string() })),
  certificates: listOf(
    z.object({
      number: z.string(),
      status: CertificateStatus,
      algorithm: Title,
      benchmark: Title,
      expiresAt: Instant,
      demonstration: z.boolean(),
    }),
  ),
  /** Those that name it; a case without names stands on nobody's page. */
  cases: listOf(Shown.extend({ outcome: z.enum(['accepted', 'failed']), other: OrganisationRef })),
});
export type ShownOrganisation = z.infer<typeof ShownOrganisation>;

export const listShownOrganisations = defineRoute({
  name: 'organisation.browse',
  method: 'GET',
  path: '/shown-organisations',
  access: 'public',
  query: ListQuery.extend({
    role: z.enum(['supply', 'demand', 'operate']).optional(),
    badge: BadgeKind.optional(),
  }),
  reply: pageOf(ShownOrganisationRow).extend({
    facets: z.object({ role: z.record(z.string(), z.number()) }),
  }),
});
/** The same answer for everybody. Errors: `not_found`, also for one that is not verified. */
export const readShownOrganisation = defineRoute({
  name: 'organisation.show',
  method: 'GET',
  path: '/shown-organisations/:id',
  access: 'public',
  params: ById,
  reply: ShownOrganisation,
});
export const shownOrganisationRoutes = [listShownOrganisations, readShownOrganisation];
