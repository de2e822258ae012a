import { Check, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Moment, Now, Ref, Whole, Words } from '../core/columns.js';
import { Organisation, Person } from '../organisations/organisations.entity.js';
import { Engagement, Message } from './engagements.entity.js';

/** One point of a checklist, which one side ticks and both read; those of one list share `list` and its title. */
@Entity()
@Check('room_check_side', "side IN ('vendor', 'department', 'lab')")
@Index('IDX_room_check_engagement', ['engagementId'])
export class RoomCheck {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_room_check' }) id!: string;
  @ForeignKey(() => Engagement, { name: 'FK_room_check_engagement' })
  @Ref()
  engagementId!: string;
  @Ref() list!: string;
  @Words() title!: string;
  @Words() side!: string;
  @Words() what!: string;
  @Whole() place!: number;
  @ForeignKey(() => Person, { name: 'FK_room_check_person' })
  @Ref({ nullable: true })
  personId!: string | null;
  @ForeignKey(() => Person, { name: 'FK_room_check_given_by' })
  @Ref()
  givenBy!: string;
  @ForeignKey(() => Organisation, { name: 'FK_room_check_organisation' })
  @Ref()
  organisationId!: string;
  @Now() at!: Date;
  @Moment({ nullable: true }) doneAt!: Date | null;
  @Ref({ nullable: true }) doneBy!: string | null;
  @Moment({ nullable: true }) droppedAt!: Date | null;
  @Ref({ nullable: true }) droppedBy!: string | null;
}

/** Whom a message names: told by `event_id`, and not once more by the message's own event. */
@Entity()
@Index('IDX_message_mention_engagement', ['engagementId'])
@Index('IDX_message_mention_event', ['eventId'])
@Index('IDX_message_mention_said', ['messageEventId'])
export class MessageMention {
  @ForeignKey(() => Message, { name: 'FK_message_mention_message' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_message_mention' })
  messageId!: string;
  @ForeignKey(() => Person, { name: 'FK_message_mention_person' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_message_mention' })
  personId!: string;
  @ForeignKey(() => Engagement, { name: 'FK_message_mention_engagement' })
  @Ref()
  engagementId!: string;
  @ForeignKey(() => Organisation, { name: 'FK_message_mention_organisation' })
  @Ref()
  organisationId!: string;
  @Ref() eventId!: string;
  @Ref({ nullable: true }) messageEventId!: string | null;
  /** Whose mention it was before a handover. */
  @Ref({ nullable: true }) passedFrom!: string | null;
  @Now() at!: Date;
}
