import type { Type } from '@nestjs/common';
import { AccountsModule } from './accounts/accounts.module.js';
import { AlgorithmsModule } from './algorithms/algorithms.module.js';
import { BadgesModule } from './badges/badges.module.js';
import { BenchmarksModule } from './benchmarks/benchmarks.module.js';
import { CallsModule } from './calls/calls.module.js';
import { CampsModule } from './camps/camps.module.js';
import { CasesModule } from './cases/cases.module.js';
import { CertificatesModule } from './certificates/certificates.module.js';
import { CliModule } from './cli/cli.module.js';
import { CockpitModule } from './cockpit/cockpit.module.js';
import { ControlGroupsModule } from './control-groups/control-groups.module.js';
import { DataCountersModule } from './data-counters/data-counters.module.js';
import { DataJobsModule } from './data-jobs/data-jobs.module.js';
import { DataRequestsModule } from './data-requests/data-requests.module.js';
import { DatasetsModule } from './datasets/datasets.module.js';
import { DocsModule } from './docs/docs.module.js';
import { EditionsModule } from './editions/editions.module.js';
import { EngagementsModule } from './engagements/engagements.module.js';
import { EventsModule } from './events/events.module.js';
import { FieldRemarksModule } from './field-remarks/field-remarks.module.js';
import { FollowsModule } from './follows/follows.module.js';
import { GrantsModule } from './grants/grants.module.js';
import { IndustryModule } from './industry/industry.module.js';
import { InterchangeModule } from './interchange/interchange.module.js';
import { JointNeedsModule } from './joint-needs/joint-needs.module.js';
import { LabModule } from './lab/lab.module.js';
import { MatchesModule } from './matches/matches.module.js';
import { MonthlyReportsModule } from './monthly-reports/monthly-reports.module.js';
import { NoticesModule } from './notices/notices.module.js';
import { OrganisationsModule } from './organisations/organisations.module.js';
import { PeopleModule } from './people/people.module.js';
import { PilotsModule } from './pilots/pilots.module.js';
import { RecordsModule } from './records/records.module.js';
import { ReplicationPacksModule } from './replication-packs/replication-packs.module.js';
import { ReplicationsModule } from './replications/replications.module.js';
import { RunsModule } from './runs/runs.module.js';
import { ScenariosModule } from './scenarios/scenarios.module.js';
import { SecurityModule } from './security/security.module.js';
import { SharingModule } from './sharing/sharing.module.js';
import { SolutionsModule } from './solutions/solutions.module.js';
import { SynonymsModule } from './synonyms/synonyms.module.js';
import { TaxonomiesModule } from './taxonomies/taxonomies.module.js';
import { TicketsModule } from './tickets/tickets.module.js';
import { UploadsModule } from './uploads/uploads.module.js';

/** The features mounted, one module each; none of them imports another. */
export const features: Type[] = [
  LabModule,
  RecordsModule,
  BadgesModule,
  CampsModule,
  DataJobsModule,
  DataRequestsModule,
  FieldRemarksModule,
  JointNeedsModule,
  DataCountersModule,
  IndustryModule,
  GrantsModule,
  DocsModule,
  CliModule,
  EventsModule,
  RunsModule,
  CertificatesModule,
  EngagementsModule,
  PilotsModule,
  TicketsModule,
  CasesModule,
  InterchangeModule,
  SharingModule,
  ReplicationsModule,
  ReplicationPacksModule,
  TaxonomiesModule,
  UploadsModule,
  PeopleModule,
  SecurityModule,
  NoticesModule,
  FollowsModule,
  ControlGroupsModule,
  SynonymsModule,
  CockpitModule,
  MonthlyReportsModule,
  OrganisationsModule,
  AccountsModule,
  SolutionsModule,
  AlgorithmsModule,
  DatasetsModule,
  ScenariosModule,
  CallsModule,
  EditionsModule,
  BenchmarksModule,
  MatchesModule,
];
