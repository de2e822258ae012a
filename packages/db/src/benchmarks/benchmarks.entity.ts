import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { DatasetVersion } from '../catalogue/catalogue.entity.js';
import { Flag, IdColumn, Json, Moment, Now, Ref, Status, Whole, Words } from '../core/columns.js';
import { Organisation } from '../organisations/organisations.entity.js';
import { Scenario } from '../scenarios/scenarios.entity.js';

@Entity()
export class Benchmark {
  @IdColumn() id!: string;
  @ForeignKey(() => Organisation)
  @Index()
  @Ref()
  ownerId!: string;
  @ForeignKey(() => Scenario)
  @Index()
  @Ref({ nullable: true })
  scenarioId!: string | null;
  @Json() title!: unknown;
  @Now() createdAt!: Date;
  @Now() updatedAt!: Date;
}

@Entity()
@Unique(['benchmarkId', 'number'])
export class BenchmarkVersion {
  @IdColumn() id!: string;
  @ForeignKey(() => Benchmark)
  @Ref()
  benchmarkId!: string;
  @Whole() number!: number;
  @Status() status!: string;
  @ForeignKey(() => DatasetVersion)
  @Index()
  @Ref()
  datasetVersionId!: string;
  @Json() plan!: unknown;
  /** The columns of the inputs as sealed: names, types, known_at. */
  @Json({ default: () => "'[]'" }) columns!: unknown;
  /** SHA-256 over plan, packs and metric code versions. */
  @Words({ nullable: true }) digest!: string | null;
  /** SHA-256 of the hidden split's inputs before ids and order were drawn: what looks are counted against. */
  @Words({ nullable: true }) hiddenDigest!: string | null;
  @Json({ default: () => "'[]'" }) problems!: unknown;
  @Json({ nullable: true }) baselineResult!: unknown;
  /** `task.json` as programs find it, and the blob of the published sample: both written when sealed. */
  @Json({ nullable: true }) task!: unknown;
  @Words({ nullable: true }) sampleSha256!: string | null;
  /** Method and seed where the sample is a synthetic twin; null where its rows are real. */
  @Json({ nullable: true }) twin!: unknown;
  @Flag() truthPublic!: boolean;
  /** The difference from its need that the department agreed to, with its reason. */
  @Json({ nullable: true }) needAgreement!: unknown;
  @Moment({ nullable: true }) openedAt!: Date | null;
  @Now() createdAt!: Date;
}

/** Inputs only: what a sealed version hands to programs. */
@Entity()
export class Pack {
  @ForeignKey(() => BenchmarkVersion)
  @PrimaryColumn('uuid')
  benchmarkVersionId!: string;
  @PrimaryColumn('text') split!: string;
  /** The blob: a tar of `cases/NNNN/`. */
  @Words() sha256!: string;
  @Whole() rows!: number;
  @Whole() executions!: number;
}

/** Which rows an exam keeps back, as gzipped CSV; read by the data's owner and the lab. */
@Entity()
export class ExamRows {
  @ForeignKey(() => BenchmarkVersion)
  @PrimaryColumn('uuid')
  benchmarkVersionId!: string;
  @Whole() rows!: number;
  @Column('bytea') csv!: Buffer;
}

/** Where the vault holds the truth of a split. Granted to the score role alone. */
@Entity()
export class Truth {
  @ForeignKey(() => BenchmarkVersion)
  @PrimaryColumn('uuid')
  benchmarkVersionId!: string;
  @PrimaryColumn('text') split!: string;
  @Words() vaultSha256!: string;
}
