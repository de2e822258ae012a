import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { BenchmarkVersion } from '../benchmarks/benchmarks.entity.js';
import { AlgorithmVersion } from '../catalogue/catalogue.entity.js';
import { Flag, IdColumn, Json, Moment, Now, Real, Ref, Status, Whole, Words } from '../core/columns.js';
import { Organisation, Person } from '../organisations/organisations.entity.js';

@Entity()
@Index(['status', 'submittedAt'])
@Index('IDX_run_of_vendor', ['vendorId', 'submittedAt', 'id'])
@Index('IDX_run_submitted', ['submittedAt', 'id'])
export class Run {
  @IdColumn() id!: string;
  @Whole({ generated: 'identity', generatedIdentity: 'ALWAYS', unique: true }) number!: number;
  @Status() status!: string;
  @Words() split!: string;
  @ForeignKey(() => AlgorithmVersion)
  @Index()
  @Ref()
  algorithmVersionId!: string;
  @ForeignKey(() => BenchmarkVersion)
  @Index()
  @Ref()
  benchmarkVersionId!: string;
  @ForeignKey(() => Organisation)
  @Ref()
  vendorId!: string;
  @ForeignKey(() => Person)
  @Ref()
  submittedBy!: string;
  @Index()
  @Ref({ nullable: true })
  engagementId!: string | null;
  @Index()
  @Ref({ nullable: true })
  replicationId!: string | null;
  @Flag() priorAccess!: boolean;
  @Words({ nullable: true }) outcome!: string | null;
  /** Says more of the outcome: `not_started`, the program never ran; `runtime_changed`, it failed where no trial was made. */
  @Words({ nullable: true }) outcomeDetail!: string | null;
  @Words({ nullable: true }) verdict!: string | null;
  @Json({ default: () => "'[]'" }) defects!: unknown;
  @Now() submittedAt!: Date;
  @Moment({ nullable: true }) endedAt!: Date | null;
  /** The fence: grows with each claim of either phase; a writer with an older number is refused. */
  @Whole({ default: 0 }) attempt!: number;
  @Whole({ default: 0 }) executeAttempts!: number;
  @Whole({ default: 0 }) scoreAttempts!: number;
  @Words({ nullable: true }) leaseWorker!: string | null;
  @Moment({ nullable: true }) leaseUntil!: Date | null;
  /** The program has been started at least once: from here on the look counts. */
  @Flag() programStarted!: boolean;
  @Json({ nullable: true }) progress!: unknown;
  @Json({ nullable: true }) resources!: unknown;
  @Json({ nullable: true }) runtime!: unknown;
  @Words({ nullable: true }) level!: string | null;
  /** Collected predictions: in the spool until scored, then in the vault. */
  @Words({ nullable: true }) predictionsSha256!: string | null;
  @Words({ nullable: true }) platformFault!: string | null;
  @Real({ default: 0 }) held!: number;
}

@Entity()
@Index('IDX_attempt_host', ['host'], { where: 'left_at IS NULL' })
export class Attempt {
  @ForeignKey(() => Run)
  @PrimaryColumn('uuid')
  runId!: string;
  @PrimaryColumn('integer') number!: number;
  @Words() phase!: string;
  @Words() worker!: string;
  @Words({ nullable: true }) level!: string | null;
  @Now() startedAt!: Date;
  @Moment({ nullable: true }) endedAt!: Date | null;
  @Words({ nullable: true }) end!: string | null;
  /** The machine its program runs on. */
  @Words({ nullable: true }) host!: string | null;
  /** Nothing of its program is left there; later than `endedAt`, which is when the attempt lost its say. */
  @Moment({ nullable: true }) leftAt!: Date | null;
}

/** When each vendor last had its turn at a slot: the round-robin. */
@Entity()
export class VendorTurn {
  @ForeignKey(() => Organisation)
  @PrimaryColumn('uuid')
  vendorId!: string;
  @Moment() lastStartedAt!: Date;
}

/** One execution on a hidden split, counted per control group, artifact and rows hidden (`look_account`). */
@Entity()
@Index(['controlGroup', 'hiddenDigest'])
@Index('IDX_look_artifact', ['artifactSha256', 'hiddenDigest'])
export class Look {
  @ForeignKey(() => Run)
  @PrimaryColumn('uuid')
  runId!: string;
  /** The control group's id, or the organisation's own where it stands alone. */
  @Ref() controlGroup!: string;
  @Words() hiddenDigest!: string;
  @Whole() number!: number;
  @Whole() of!: number;
  @Words({ nullable: true }) artifactSha256!: string | null;
  /** False once given back. */
  @Flag({ default: true }) charged!: boolean;
  /** Why it is not charged, or would not be had there not been two uncharged before: `ReturnCause`. */
  @Words({ nullable: true }) cause!: string | null;
  /** The lab has agreed that this uncharged look counts for nothing. */
  @Moment({ nullable: true }) excusedAt!: Date | null;
  @Ref({ nullable: true }) excusedBy!: string | null;
}

/** A hidden split whose rows are told apart by keyed digests, which only the score side can make. */
@Entity()
@Unique('UQ_hidden_split', ['hiddenDigest'])
export class HiddenSplit {
  @PrimaryColumn('integer', {
    generated: 'identity',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'PK_hidden_split',
  })
  id!: number;
  @Words() hiddenDigest!: string;
  @Whole() rows!: number;
}

@Entity()
export class HiddenRow {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'PK_hidden_row' }) digest!: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'PK_hidden_row' }) splitId!: number;
}

/** That `share` of a split's rows are hidden by another one too. */
@Entity()
export class HiddenKin {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'PK_hidden_kin' }) hiddenDigest!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'PK_hidden_kin' }) otherDigest!: string;
  @Real() share!: number;
}

/** Two editions of one result; row-level security keeps the owner's from the vendor. */
@Entity()
export class Result {
  @ForeignKey(() => Run)
  @PrimaryColumn('uuid')
  runId!: string;
  @PrimaryColumn('text') edition!: string;
  @Json() body!: unknown;
  @Words() digest!: string;
  @Now() createdAt!: Date;
}

/**
 * How two approved runs compare on the rows both predicted, by one board's truth and leading metric: what its tiers
 * are made of. Says who is ahead and how surely, and nothing of a prediction.
 */
@Entity()
export class Comparison {
  @ForeignKey(() => BenchmarkVersion)
  @PrimaryColumn('uuid')
  benchmarkVersionId!: string;
  @ForeignKey(() => Run)
  @PrimaryColumn('uuid')
  runId!: string;
  /** The other run, or the benchmark version itself, which stands for its baseline. */
  @PrimaryColumn('uuid') otherId!: string;
  /** 1: the run is the better, −1: the other is, 0: neither; null where they cannot be compared. */
  @Whole({ nullable: true }) lead!: number | null;
  /** Level at which the interval of their difference reaches 0; null where there is none. */
  @Real({ nullable: true }) p!: number | null;
}

@Entity()
export class RunLog {
  @ForeignKey(() => Run)
  @PrimaryColumn('uuid')
  runId!: string;
  @Words() stdout!: string;
  @Words() stderr!: string;
  @Flag() truncated!: boolean;
  /** Sample runs only: the vendor may read it. */
  @Flag() forVendor!: boolean;
}

/** Predictions row by row of runs on real splits, as gzipped CSV. */
@Entity()
export class RunAnswer {
  @ForeignKey(() => Run)
  @PrimaryColumn('uuid')
  runId!: string;
  @Whole() rows!: number;
  @Column('bytea') csv!: Buffer;
}

@Entity()
export class Review {
  @IdColumn() id!: string;
  @ForeignKey(() => Run)
  @Index()
  @Ref()
  runId!: string;
  @ForeignKey(() => Person)
  @Ref()
  reviewerId!: string;
  @ForeignKey(() => Organisation)
  @Ref()
  reviewerOrganisationId!: string;
  /** `approve`, `reject`, `ask_info`, `give_info`, `appeal`, `void`. */
  @Words() decision!: string;
  @Words() statement!: string;
  /** By somebody with a hand in the exam or the run, for want of another reviewer (ADR 26). */
  @Flag() alone!: boolean;
  @Now() at!: Date;
}
