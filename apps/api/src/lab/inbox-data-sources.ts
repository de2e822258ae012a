import { dataRequestMachine } from '@scenario-lab/contracts/data-requests/data-request.machine';
import { catalogueSourceMachine } from '@scenario-lab/contracts/interchange/catalogue-source.machine';
import { remindDays } from '@scenario-lab/domain/access/addendum';
import { policies } from '@scenario-lab/domain/policies';
import { always, asks, mine, type Source, turnsOf } from './inbox-source.js';

/** An addendum that waits for this side, then a last day that comes near. */
const grantStands = `CASE WHEN t.status = 'active' AND w.proposed_by_id <> app_org() THEN 'proposed'
  WHEN t.status = 'active' AND w.id IS NULL AND t.expires >= current_date AND t.expires < current_date + ${remindDays} THEN 'lapsing'
  ELSE 'quiet' END`;

/** Wishes for data, contracts, and other catalogues that are read by the clock. */
export const dataSources: readonly Source[] = [
  {
    thing: 'data_request',
    from: 'data_request t',
    id: 't.id',
    status: 't.status',
    title: 't.title',
    born: 't.created_at',
    columns: `jsonb_build_object('ownerOrganisationId', t.owner_id, 'claimantId', t.claimant_id, 'actorVerified', true,
      'voted', false, 'shared', true) AS facts`,
    waits: turnsOf(dataRequestMachine, { lab: always, claimant: mine('t.claimant_id') }),
    may: asks(policies.data_request),
  },
  {
    thing: 'catalogue_source',
    from: 'catalogue_source t',
    id: 't.id',
    status: 't.status',
    title: `jsonb_build_object('zh', t.name)`,
    born: 't.created_at',
    columns: `'{}'::jsonb AS facts`,
    waits: turnsOf(catalogueSourceMachine, { lab: always }),
    may: asks(policies.catalogue_source),
  },
  {
    thing: 'grant',
    from: `access_grant t JOIN dataset d ON d.id = t.dataset_id LEFT JOIN grant_terms w ON w.grant_id = t.id AND w.agreed_at IS NULL
      AND w.declined_at IS NULL AND w.withdrawn_at IS NULL`,
    id: 't.id',
    status: grantStands,
    title: `coalesce(d.listed, d.card)->'title'`,
    born: "coalesce(w.created_at, t.expires - interval '14 days')",
    due: 't.expires::timestamptz',
    columns: `jsonb_build_object('ownerOrganisationId', d.owner_id, 'granteeOrganisationId', t.organisation_id,
      'proposedById', w.proposed_by_id) AS facts`,
    waits: [
      {
        status: 'proposed',
        deed: 'grant.agree',
        when: `${mine('d.owner_id')} OR ${mine('t.organisation_id')}`,
      },
      { status: 'lapsing', deed: 'grant.propose', when: mine('t.organisation_id') },
    ],
    // What stands in the row's own words is asked here: the contract itself is active.
    may: (actor, deed, row) => asks(policies.grant)(actor, deed, { ...row, thing_status: 'active' }),
  },
];
