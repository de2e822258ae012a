import { Entity, ForeignKey, Index, Unique } from 'typeorm';
import { DayColumn, IdColumn, Json, Moment, Now, Real, Ref, Status, Whole, Words } from '../core/columns.js';
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
  @Words({ nullable: true }) statement!: string | null;
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
  @Moment({ nullable: true }) revokedAt!: Date | null;
}

/** The same point of one site and source counts once. */
@Entity()
@Unique('observation_once', ['kpiId', 'source', 'site', 'at'])
export class Observation {
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
  @Words({ default: '' }) site!: string;
  @Now() receivedAt!: Date;
}
