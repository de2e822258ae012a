import { Check, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { BenchmarkVersion } from '../benchmarks/benchmarks.entity.js';
import { AlgorithmVersion, Solution } from '../catalogue/catalogue.entity.js';
import { Flag, IdColumn, Json, Now, Ref, Status, Words } from '../core/columns.js';
import { Organisation } from '../organisations/organisations.entity.js';
import { Pilot } from '../pilots/pilots.entity.js';
import { Scenario } from '../scenarios/scenarios.entity.js';

@Entity('lab_case')
@Index('lab_case_solution', ['solutionId'])
export class Case {
  @IdColumn() id!: string;
  @ForeignKey(() => Pilot)
  @Ref({ unique: true })
  pilotId!: string;
  @Json() title!: unknown;
  @Words() outcome!: string;
  @Words({ nullable: true }) reasonCode!: string | null;
  @Json({ nullable: true }) lesson!: unknown;
  @Flag() anonymous!: boolean;
  @Flag() published!: boolean;
  @Json() numbers!: unknown;
  @ForeignKey(() => Scenario)
  @Ref()
  scenarioId!: string;
  @ForeignKey(() => Solution)
  @Ref()
  solutionId!: string;
  @ForeignKey(() => Organisation)
  @Ref()
  departmentId!: string;
  @ForeignKey(() => Organisation)
  @Ref()
  vendorId!: string;
  /** The certificate the pilot rested on, and what it certified. */
  @Ref({ nullable: true }) certificateId!: string | null;
  @ForeignKey(() => AlgorithmVersion)
  @Ref({ nullable: true })
  algorithmVersionId!: string | null;
  @Words({ nullable: true }) field!: string | null;
  @Words({ nullable: true }) region!: string | null;
  @Now() createdAt!: Date;
  @Now() updatedAt!: Date;
}

@Entity()
@Check('replication_of_one', 'num_nonnulls(case_id, foreign_pack_id) = 1')
export class Replication {
  @IdColumn() id!: string;
  @Status() status!: string;
  @ForeignKey(() => Case)
  @Index()
  @Ref({ nullable: true })
  caseId!: string | null;
  /** Of what worked in another lab; then it has no case here. */
  @ForeignKey('ForeignPack', { name: 'FK_replication_foreign_pack' })
  @Index('replication_foreign_pack')
  @Ref({ nullable: true })
  foreignPackId!: string | null;
  @ForeignKey(() => Organisation)
  @Index()
  @Ref()
  adopterId!: string;
  @ForeignKey(() => Organisation)
  @Ref()
  vendorId!: string;
  @Words() purpose!: string;
  @Json({ nullable: true }) contextDifference!: unknown;
  @ForeignKey(() => BenchmarkVersion)
  @Ref({ nullable: true })
  benchmarkVersionId!: string | null;
  @ForeignKey(() => AlgorithmVersion)
  @Ref({ nullable: true })
  algorithmVersionId!: string | null;
  @Now() createdAt!: Date;
  @Now() updatedAt!: Date;
}

/** One side of a case without names agrees that the adopter learns who took part. */
@Entity('names_consent')
export class NamesConsent {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'names_consent_once' }) replicationId!: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'names_consent_once' }) organisationId!: string;
  @Ref() personId!: string;
  @Now() at!: Date;
}
