import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Flag, Json, Moment, Now, Ref, Status, Whole, Words } from '../core/columns.js';
import { Organisation, Person } from '../organisations/organisations.entity.js';
import { Scenario } from '../scenarios/scenarios.entity.js';

/** A department's call for sealed bids on its need. Its terms are frozen once it has a key. */
@Entity()
@Index('open_call_need', ['scenarioId'])
export class OpenCall {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'open_call_key' }) id!: string;
  @Status() status!: string;
  @ForeignKey(() => Scenario, { name: 'open_call_of_need' })
  @Ref()
  scenarioId!: string;
  @ForeignKey(() => Organisation, { name: 'open_call_department' })
  @Ref()
  departmentId!: string;
  /** `SaveCall` of the contract. */
  @Json() terms!: unknown;
  @Moment() deadline!: Date;
  /** Raw X25519 public keys, base64; whoever offers seals to both. */
  @Words({ nullable: true }) departmentKey!: string | null;
  @Words({ nullable: true }) labKey!: string | null;
  @Moment({ nullable: true }) publishedAt!: Date | null;
  @Json({ nullable: true }) opening!: unknown;
  @Words({ nullable: true }) endReason!: string | null;
  @Moment({ nullable: true }) roundClosedAt!: Date | null;
  /** `Award` of the contract, public. */
  @Json({ nullable: true }) award!: unknown;
  @Moment({ nullable: true }) standstillUntil!: Date | null;
  /** Each time the deadline was moved later: `Postponement` of the contract. */
  @Json({ default: () => "'[]'" }) postponed!: unknown;
  @Now() createdAt!: Date;
  @Now() updatedAt!: Date;
}

/** Who brought which side's key to the opening. */
@Entity()
export class CallHand {
  @ForeignKey(() => OpenCall, { name: 'call_hand_of_call' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'call_hand_key' })
  callId!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'call_hand_key' }) side!: string;
  @ForeignKey(() => Person, { name: 'call_hand_person' })
  @Ref()
  personId!: string;
  @Now() at!: Date;
  /** The first side's key, sealed to the other side's until that one comes; empty afterwards. */
  @Column('bytea', { nullable: true }) waiting!: Buffer | null;
}

/** What was handed in: bytes that nobody can read before the opening, then their content. */
@Entity()
@Index('bid_standing', ['callId', 'vendorId'], {
  unique: true,
  where: 'replaced_at IS NULL AND withdrawn_at IS NULL',
})
@Index('bid_vendor', ['vendorId'])
export class Bid {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'bid_key' }) id!: string;
  @ForeignKey(() => OpenCall, { name: 'bid_of_call' })
  @Ref()
  callId!: string;
  @ForeignKey(() => Organisation, { name: 'bid_of_vendor' })
  @Ref()
  vendorId!: string;
  @ForeignKey(() => Person, { name: 'bid_person' })
  @Ref()
  personId!: string;
  @Column('bytea') sealed!: Buffer;
  @Words() sealedDigest!: string;
  @Words() contentDigest!: string;
  @Now() handedInAt!: Date;
  @Moment({ nullable: true }) replacedAt!: Date | null;
  @Moment({ nullable: true }) withdrawnAt!: Date | null;
  @Whole({ nullable: true }) number!: number | null;
  /** `SaveBid` of the contract. */
  @Json({ nullable: true }) content!: unknown;
  @Flag() broken!: boolean;
  /** `MeasuredValue` of the domain by criterion, as it stood when the bids were opened. */
  @Json({ nullable: true }) measured!: unknown;
  /** Another bid opened with it is of the same control group. */
  @Flag() related!: boolean;
}

/** A bid that came after the deadline: refused, and on record. */
@Entity()
@Index('late_bid_call', ['callId'])
export class LateBid {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'late_bid_key' }) id!: string;
  @ForeignKey(() => OpenCall, { name: 'late_bid_of_call' })
  @Ref()
  callId!: string;
  @ForeignKey(() => Organisation, { name: 'late_bid_of_vendor' })
  @Ref()
  vendorId!: string;
  @Now() at!: Date;
}
