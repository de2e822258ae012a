import { Check, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Moment, Now, Ref, Whole, Words } from '../core/columns.js';
import { Organisation, Person } from '../organisations/organisations.entity.js';
import { Scenario } from '../scenarios/scenarios.entity.js';
import { Engagement } from './engagements.entity.js';

/** Offered to all who take part in a need, or (`talk`) between the two sides of one engagement. */
@Entity()
@Check('meeting_kind', "kind IN ('pitch', 'visit', 'talk')")
@Check('meeting_whose', "(kind = 'talk') = (engagement_id IS NOT NULL)")
@Index('IDX_meeting_scenario', ['scenarioId'])
@Index('IDX_meeting_engagement', ['engagementId'])
export class Meeting {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_meeting' }) id!: string;
  @ForeignKey(() => Scenario, { name: 'FK_meeting_scenario' })
  @Ref()
  scenarioId!: string;
  @ForeignKey(() => Engagement, { name: 'FK_meeting_engagement' })
  @Ref({ nullable: true })
  engagementId!: string | null;
  @Words() kind!: string;
  @Words() place!: string;
  @Words({ nullable: true }) note!: string | null;
  @Moment({ nullable: true }) bookUntil!: Date | null;
  @ForeignKey(() => Person, { name: 'FK_meeting_person' })
  @Ref()
  personId!: string;
  @ForeignKey(() => Organisation, { name: 'FK_meeting_organisation' })
  @Ref()
  organisationId!: string;
  @Now() at!: Date;
  @Moment({ nullable: true }) vendorAt!: Date | null;
  @Ref({ nullable: true }) vendorBy!: string | null;
  @Moment({ nullable: true }) departmentAt!: Date | null;
  @Ref({ nullable: true }) departmentBy!: string | null;
  @Moment({ nullable: true }) calledOffAt!: Date | null;
  @Ref({ nullable: true }) calledOffBy!: string | null;
  @Words({ nullable: true }) why!: string | null;
}

@Entity()
@Check('meeting_slot_size', 'minutes > 0 AND seats > 0')
@Index('IDX_meeting_slot_meeting', ['meetingId'])
export class MeetingSlot {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_meeting_slot' }) id!: string;
  @ForeignKey(() => Meeting, { name: 'FK_meeting_slot_meeting' })
  @Ref()
  meetingId!: string;
  @Moment() starts!: Date;
  @Whole() minutes!: number;
  @Whole() seats!: number;
}

/** A vendor's place; waiting while `seated_at` is null. One of a meeting each. */
@Entity()
@Index('meeting_seat_once', ['meetingId', 'vendorId'], { unique: true, where: 'left_at IS NULL' })
@Index('IDX_meeting_seat_slot', ['slotId'])
export class MeetingSeat {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_meeting_seat' }) id!: string;
  @ForeignKey(() => Meeting, { name: 'FK_meeting_seat_meeting' })
  @Ref()
  meetingId!: string;
  @ForeignKey(() => MeetingSlot, { name: 'FK_meeting_seat_slot' })
  @Ref()
  slotId!: string;
  @ForeignKey(() => Organisation, { name: 'FK_meeting_seat_vendor' })
  @Ref()
  vendorId!: string;
  @ForeignKey(() => Person, { name: 'FK_meeting_seat_person' })
  @Ref()
  personId!: string;
  @Words() who!: string;
  @Now() at!: Date;
  @Moment({ nullable: true }) seatedAt!: Date | null;
  @Moment({ nullable: true }) leftAt!: Date | null;
}
