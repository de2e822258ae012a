import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Flag, IdColumn, Json, Moment, Now, Real, Ref, Words } from '../core/columns.js';
import { Person } from '../organisations/organisations.entity.js';

/** An event the rollups have not taken in yet; noted by a trigger in the event's own transaction. */
@Entity()
export class RollupDue {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_rollup_due' }) thingId!: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_rollup_due' }) eventId!: string;
  @Words() thing!: string;
  @Words() event!: string;
  @Moment() at!: Date;
}

/** A stretch of time an engagement stood in a stage; of a solution, the time on show before its first engagement. */
@Entity()
@Index('chain_stay_open', ['stage', 'leftAt'])
export class ChainStay {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_chain_stay' }) thingId!: string;
  @PrimaryColumn('timestamptz', { primaryKeyConstraintName: 'PK_chain_stay' }) enteredAt!: Date;
  @Words() thing!: string;
  @Words() stage!: string;
  @Moment({ nullable: true }) leftAt!: Date | null;
}

/** What a department was asked for in an engagement, by when, and when it did it (`BuyerFact`). */
@Entity()
@Index('buyer_fact_of', ['departmentId', 'kind'])
export class BuyerFact {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_buyer_fact' }) engagementId!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'PK_buyer_fact' }) kind!: string;
  @Ref() departmentId!: string;
  @Moment({ nullable: true }) dueAt!: Date | null;
  @Moment({ nullable: true }) doneAt!: Date | null;
  @Flag({ nullable: true, default: null }) met!: boolean | null;
  @Words({ nullable: true }) excluded!: string | null;
}

/** The few facts of a run that are counted, apart from its wide row. */
@Entity()
@Index('run_tally_ended', ['endedAt'])
@Index('run_tally_state', ['state'])
export class RunTally {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_run_tally' }) runId!: string;
  /** The run's status when it was last looked at. */
  @Words() state!: string;
  @Moment({ nullable: true }) endedAt!: Date | null;
  @Real({ default: 0 }) cpuSeconds!: number;
}

/** What became true in public of late; kept for a week. */
@Entity()
@Index('public_happening_at', ['at'])
export class PublicHappening {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_public_happening' }) eventId!: string;
  @Moment() at!: Date;
  @Words() event!: string;
  @Words() thing!: string;
  @Ref() thingId!: string;
}

/** The cockpit as it was last made, in the lab's edition and in the public one. */
@Entity()
export class CockpitSnapshot {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'PK_cockpit_snapshot' }) edition!: string;
  @Moment() at!: Date;
  @Json() body!: unknown;
}

/** A screen on a wall, with a secret of its own that opens the cockpit and nothing else. */
@Entity()
export class Kiosk {
  @IdColumn() id!: string;
  @Words() name!: string;
  @Words() edition!: string;
  @Words({ unique: true }) tokenHash!: string;
  @ForeignKey(() => Person)
  @Ref()
  createdBy!: string;
  @Now() createdAt!: Date;
  @Moment() expiresAt!: Date;
  @Moment({ nullable: true }) lastUsedAt!: Date | null;
  @Moment({ nullable: true }) endedAt!: Date | null;
}

/** A month's figures; empty while they are asked for, sealed once two have signed. */
@Entity()
export class MonthlyReport {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'PK_monthly_report' }) month!: string;
  @Json({ nullable: true }) figures!: unknown;
  @Words({ nullable: true }) digest!: string | null;
  @Moment({ nullable: true }) draftedAt!: Date | null;
  @Moment({ nullable: true }) issuedAt!: Date | null;
  @Words({ nullable: true }) keyId!: string | null;
  @Words({ nullable: true }) envelope!: string | null;
  @Words({ nullable: true }) pdfZhSha256!: string | null;
  @Words({ nullable: true }) pdfEnSha256!: string | null;
}

@Entity()
export class MonthlySignature {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'PK_monthly_signature' }) month!: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_monthly_signature' }) personId!: string;
  /** Of the figures that were signed. */
  @Words() digest!: string;
  @Now() at!: Date;
}
