import { Check, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Moment, Now, Ref, Whole, Words } from '../core/columns.js';
import { Organisation } from '../organisations/organisations.entity.js';
import { Bid, OpenCall } from './calls.entity.js';

/** Vendors that offer together for one call. */
@Entity()
@Index('IDX_consortium_lead', ['callId', 'leadId'], { unique: true, where: 'ended_at IS NULL' })
export class Consortium {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_consortium' }) id!: string;
  @ForeignKey(() => OpenCall, { name: 'FK_consortium_call' })
  @Ref()
  callId!: string;
  @ForeignKey(() => Organisation, { name: 'FK_consortium_lead' })
  @Ref()
  leadId!: string;
  @Now() createdAt!: Date;
  @Moment({ nullable: true }) endedAt!: Date | null;
}

@Entity()
@Check('consortium_member_role', "role IN ('lead', 'member')")
@Check('consortium_member_share', 'share BETWEEN 1 AND 100')
@Index('IDX_consortium_member_organisation', ['organisationId'])
export class ConsortiumMember {
  @ForeignKey(() => Consortium, { name: 'FK_consortium_member_consortium' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_consortium_member' })
  consortiumId!: string;
  @ForeignKey(() => Organisation, { name: 'FK_consortium_member_organisation' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_consortium_member' })
  organisationId!: string;
  @Words() role!: string;
  @Words() part!: string;
  @Whole() share!: number;
  @Whole() place!: number;
  @Moment({ nullable: true }) confirmedAt!: Date | null;
  @Ref({ nullable: true }) confirmedBy!: string | null;
  /** Taken out by the lead, or gone by itself: then with a reason. */
  @Moment({ nullable: true }) outAt!: Date | null;
  @Words({ nullable: true }) leftReason!: string | null;
}

/** Who offered together, once the bid is opened. */
@Entity()
@Index('IDX_bid_member_call', ['callId'])
export class BidMember {
  @ForeignKey(() => Bid, { name: 'FK_bid_member_bid' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_bid_member' })
  bidId!: string;
  @ForeignKey(() => OpenCall, { name: 'FK_bid_member_call' })
  @Ref()
  callId!: string;
  @ForeignKey(() => Organisation, { name: 'FK_bid_member_organisation' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_bid_member' })
  organisationId!: string;
  @Words() role!: string;
  @Words() part!: string;
  @Whole() share!: number;
  @Whole() place!: number;
}
