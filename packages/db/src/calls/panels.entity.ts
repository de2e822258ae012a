import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Json, Moment, Now, Real, Ref, Whole, Words } from '../core/columns.js';
import { Organisation, Person } from '../organisations/organisations.entity.js';
import { Bid, OpenCall } from './calls.entity.js';

/** A seat of the panel declared in a call's terms, once its department has made a code for it. */
@Entity()
@Index('panel_seat_person', ['callId', 'personId'], { unique: true, where: 'person_id IS NOT NULL' })
export class PanelSeat {
  @ForeignKey(() => OpenCall, { name: 'panel_seat_of_call' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'panel_seat_key' })
  callId!: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'panel_seat_key' }) number!: number;
  /** SHA-256 of the code by which it is taken, hex; empty once it is. */
  @Words({ nullable: true }) codeHash!: string | null;
  @ForeignKey(() => Person, { name: 'panel_seat_holder' })
  @Ref({ nullable: true })
  personId!: string | null;
  @ForeignKey(() => Organisation, { name: 'panel_seat_organisation' })
  @Ref({ nullable: true })
  organisationId!: string | null;
  @Words({ default: '' }) said!: string;
  @Moment({ nullable: true }) takenAt!: Date | null;
  @Moment({ nullable: true }) declaredAt!: Date | null;
  /** Bidders it does not judge. */
  @Column('uuid', { array: true, default: () => "'{}'" }) tiedTo!: string[];
  @Words({ default: '' }) declared!: string;
  @Moment({ nullable: true }) handedInAt!: Date | null;
  @Words({ nullable: true }) outBy!: string | null;
  @Words({ nullable: true }) outReason!: string | null;
}

/** Who judges in the place of a seat that fell away; numbered on after the seats of the terms. */
@Entity()
@Index('panel_substitute_once', ['callId', 'forNumber'], { unique: true })
export class PanelSubstitute {
  @ForeignKey(() => OpenCall, { name: 'panel_substitute_of_call' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'panel_substitute_key' })
  callId!: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'panel_substitute_key' }) number!: number;
  @Whole() forNumber!: number;
  @Words() name!: string;
  @Words() organisation!: string;
  @Words() ties!: string;
  @Words() reason!: string;
  @ForeignKey(() => Person, { name: 'panel_substitute_person' })
  @Ref()
  personId!: string;
  @Now() at!: Date;
}

/** Points of one seat for one bid by one criterion, as handed in; what changed afterwards stands in `ScoreChange`. */
@Entity()
export class SeatScore {
  @ForeignKey(() => OpenCall, { name: 'seat_score_of_call' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'seat_score_key' })
  callId!: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'seat_score_key' }) seat!: number;
  @ForeignKey(() => Bid, { name: 'seat_score_of_bid' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'seat_score_key' })
  bidId!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'seat_score_key' }) criterion!: string;
  @Real() points!: number;
  @Words() note!: string;
}

@Entity()
@Index('score_change_call', ['callId'])
export class ScoreChange {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'score_change_key' }) id!: string;
  @ForeignKey(() => OpenCall, { name: 'score_change_of_call' })
  @Ref()
  callId!: string;
  @Whole() seat!: number;
  @ForeignKey(() => Bid, { name: 'score_change_of_bid' })
  @Ref()
  bidId!: string;
  @Words() criterion!: string;
  @Real() points!: number;
  @Words() reason!: string;
  @Now() at!: Date;
}

/** The panel's word with the whole calculation as it was then. The last one counts. */
@Entity()
@Index('recommendation_call', ['callId'])
export class Recommendation {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'recommendation_key' }) id!: string;
  @ForeignKey(() => OpenCall, { name: 'recommendation_of_call' })
  @Ref()
  callId!: string;
  @Whole({ nullable: true }) number!: number | null;
  @Words() reason!: string;
  /** `PanelLine` of the domain, bid by bid. */
  @Json() sheet!: unknown;
  @ForeignKey(() => Person, { name: 'recommendation_person' })
  @Ref()
  personId!: string;
  @Now() at!: Date;
}

/** What a bidder is told of its own bid. */
@Entity()
export class BidOutcome {
  @ForeignKey(() => Bid, { name: 'bid_outcome_of_bid' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'bid_outcome_key' })
  bidId!: string;
  @ForeignKey(() => OpenCall, { name: 'bid_outcome_of_call' })
  @Ref()
  callId!: string;
  @ForeignKey(() => Organisation, { name: 'bid_outcome_of_vendor' })
  @Ref()
  vendorId!: string;
  /** `Outcome` of the contract. */
  @Json() body!: unknown;
  @Now() at!: Date;
}

@Entity()
@Index('objection_call', ['callId'])
export class Objection {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'objection_key' }) id!: string;
  @ForeignKey(() => OpenCall, { name: 'objection_of_call' })
  @Ref()
  callId!: string;
  @ForeignKey(() => Organisation, { name: 'objection_of_vendor' })
  @Ref()
  vendorId!: string;
  @ForeignKey(() => Person, { name: 'objection_person' })
  @Ref()
  personId!: string;
  @Words() text!: string;
  @Now() at!: Date;
  @Column('boolean', { nullable: true }) upheld!: boolean | null;
  @Words({ nullable: true }) answer!: string | null;
  @Moment({ nullable: true }) answeredAt!: Date | null;
  @ForeignKey(() => Person, { name: 'objection_answered_by' })
  @Ref({ nullable: true })
  answeredBy!: string | null;
}
