import { Check, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import {
  DayColumn,
  Flag,
  IdColumn,
  Json,
  Moment,
  Now,
  Real,
  Ref,
  Status,
  Whole,
  Words,
} from '../core/columns.js';
import { Engagement } from '../engagements/engagements.entity.js';
import { Organisation, Person } from '../organisations/organisations.entity.js';

/** One of an engagement at a time: a plan given up before its first day makes room for another. */
@Entity()
@Index('pilot_of_engagement', ['engagementId'], { unique: true, where: "status <> 'terminated'" })
export class Pilot {
  @IdColumn() id!: string;
  @Status() status!: string;
  @ForeignKey(() => Engagement)
  @Ref()
  engagementId!: string;
  @DayColumn() fromDay!: string;
  @DayColumn() untilDay!: string;
  @Json() sites!: unknown;
  @Json({ nullable: true }) conditions!: unknown;
  @Json({ default: () => "'[]'" }) milestones!: unknown;
  @Json({ default: () => "'[]'" }) risks!: unknown;
  /** Permits, insurance and the like. */
  @Json({ default: () => "'[]'" }) safeguards!: unknown;
  /** How the field is compared, and when that was changed after the start. */
  @Json({ nullable: true }) design!: unknown;
  @Moment({ nullable: true }) designChangedAt!: Date | null;
  @Words({ nullable: true }) statement!: string | null;
  /** Sites whose data stopped coming, of which both sides were told. */
  @Json({ default: () => "'[]'" }) silentSites!: unknown;
  /** The time zone its sums by hour and day were made in. */
  @Words({ nullable: true }) rolledZone!: string | null;
  @Now() createdAt!: Date;
  @Now() updatedAt!: Date;
}

@Entity()
@Unique(['pilotId', 'criterionKey'])
export class Kpi {
  @IdColumn() id!: string;
  @ForeignKey(() => Pilot)
  @Ref()
  pilotId!: string;
  @Words() criterionKey!: string;
  @Json() criterion!: unknown;
  @Json() name!: unknown;
  @Words() unit!: string;
  @Real({ nullable: true }) baseline!: number | null;
  @Real() target!: number;
  /** Observations that must be there before the department may accept. */
  @Whole() observations!: number;
  /** `{least, most}`: values beyond are kept apart. */
  @Json({ nullable: true }) plausible!: unknown;
  @Whole() position!: number;
}

@Entity()
export class SiteToken {
  @IdColumn() id!: string;
  @ForeignKey(() => Pilot)
  @Index()
  @Ref()
  pilotId!: string;
  @ForeignKey(() => Organisation)
  @Ref()
  organisationId!: string;
  @ForeignKey(() => Person)
  @Ref()
  issuedBy!: string;
  @Words() site!: string;
  @Words({ unique: true }) tokenHash!: string;
  @Now() createdAt!: Date;
  @Moment({ nullable: true }) lastUsedAt!: Date | null;
  /** Seconds its newest point was ahead of the lab's clock; null where that was less than a minute. */
  @Whole({ nullable: true }) clockAhead!: number | null;
  /** The least by which its pushes were late since one was not, and how many pushes that is. */
  @Whole({ nullable: true }) lateBy!: number | null;
  @Whole({ default: 0 }) latePushes!: number;
  /** `{at, code, topic}` of the last message that was no point. */
  @Json({ nullable: true }) fault!: unknown;
  @Moment({ nullable: true }) revokedAt!: Date | null;
}

/**
 * A point as it came. At one moment of one site one point of a side counts, whichever way it came; what was replaced or
 * voided stays with who, when and why, and no point is ever deleted. Its table is partitioned by pilot, and written through
 * `observation_take` alone.
 */
@Entity()
@Index('observation_once', ['pilotId', 'kpiId', 'selfReported', 'site', 'at'], {
  unique: true,
  where: 'superseded_at IS NULL AND voided_at IS NULL',
})
@Index('observation_times', ['pilotId', 'at', 'id'])
@Index('observation_ended', ['pilotId', 'kpiId', 'at'], {
  where: 'superseded_at IS NOT NULL OR voided_at IS NOT NULL',
})
@Check('observation_side', `self_reported = (source = 'self_reported')`)
export class Observation {
  @IdColumn() id!: string;
  @IdColumn() pilotId!: string;
  @Ref() kpiId!: string;
  @Moment() at!: Date;
  @Real() value!: number;
  @Words() source!: string;
  @Flag() selfReported!: boolean;
  /** Empty where no site was named. */
  @Words({ default: '' }) site!: string;
  @Now() receivedAt!: Date;
  /** Null where the site's device sent it. */
  @Ref({ nullable: true }) recordedBy!: string | null;
  @Moment({ nullable: true }) supersededAt!: Date | null;
  @Ref({ nullable: true }) supersededBy!: string | null;
  @Moment({ nullable: true }) voidedAt!: Date | null;
  @Ref({ nullable: true }) voidedBy!: string | null;
  /** Why it was replaced or voided. */
  @Words({ nullable: true }) reason!: string | null;
  /** By the lab, which has seen where the value comes from. */
  @Moment({ nullable: true }) confirmedAt!: Date | null;
  @Ref({ nullable: true }) confirmedBy!: string | null;
  @Words({ nullable: true }) confirmedOn!: string | null;
}

/** Sums of points that stand, and count or are the vendor's own; written by the database whenever points are (ADR 79). */
abstract class Bucket {
  @Ref() pilotId!: string;
  @Whole() points!: number;
  @Real() total!: number;
  @Real() squares!: number;
  @Real() least!: number;
  @Real() most!: number;
  @Moment() lastAt!: Date;
}

@Entity()
export class ObservationHour extends Bucket {
  @IdColumn() kpiId!: string;
  @PrimaryColumn('timestamptz') hour!: Date;
  @PrimaryColumn('text') site!: string;
  @PrimaryColumn('text') source!: string;
  /** By a site's device, or confirmed by the lab: what may move a certificate. */
  @PrimaryColumn('boolean') witnessed!: boolean;
}

@Entity()
export class ObservationDay extends Bucket {
  @ForeignKey(() => Kpi)
  @IdColumn()
  kpiId!: string;
  /** Of the lab's time zone. */
  @PrimaryColumn('date') day!: string;
  @PrimaryColumn('text') site!: string;
  @PrimaryColumn('text') source!: string;
  @PrimaryColumn('boolean') witnessed!: boolean;
}

/** Came, and counts nowhere: kept with its reason until the department releases or drops it. The same one is kept once. */
@Entity()
@Index('quarantined_once', ['kpiId', 'source', 'site', 'at', 'value'], { unique: true })
@Index('quarantined_open', ['pilotId', 'at'], { where: 'decision IS NULL' })
export class QuarantinedPoint {
  @IdColumn() id!: string;
  @ForeignKey(() => Pilot)
  @Index()
  @Ref()
  pilotId!: string;
  @ForeignKey(() => Kpi)
  @Ref()
  kpiId!: string;
  @Moment() at!: Date;
  @Real() value!: number;
  @Words() source!: string;
  /** Empty where no site was named. */
  @Words() site!: string;
  @Words() reason!: string;
  @Words() detail!: string;
  @Now() receivedAt!: Date;
  @Ref({ nullable: true }) recordedBy!: string | null;
  @Words({ nullable: true }) decision!: string | null;
  @Moment({ nullable: true }) decidedAt!: Date | null;
  @Ref({ nullable: true }) decidedBy!: string | null;
  @Words({ nullable: true }) remark!: string | null;
}
