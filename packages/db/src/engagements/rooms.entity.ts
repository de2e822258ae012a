import { Check, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Big, DayColumn, Moment, Now, Ref, Words } from '../core/columns.js';
import { Organisation, Person } from '../organisations/organisations.entity.js';
import { Engagement } from './engagements.entity.js';

/** A file, an agreement or a decision of an engagement; never changed, taken back at most. */
@Entity()
@Check('room_record_kind', "kind IN ('file', 'agreement', 'decision')")
@Check('room_record_file', "(kind = 'decision') = (file_name IS NULL)")
@Index('IDX_room_record_engagement', ['engagementId'])
export class RoomRecord {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_room_record' }) id!: string;
  @ForeignKey(() => Engagement, { name: 'FK_room_record_engagement' })
  @Ref()
  engagementId!: string;
  @Words() kind!: string;
  @Words() text!: string;
  @Words({ nullable: true }) fileName!: string | null;
  @Words() sha256!: string;
  @Big({ nullable: true }) bytes!: string | null;
  @ForeignKey(() => Person, { name: 'FK_room_record_person' })
  @Ref()
  personId!: string;
  @ForeignKey(() => Organisation, { name: 'FK_room_record_organisation' })
  @Ref()
  organisationId!: string;
  @Now() at!: Date;
  @Moment({ nullable: true }) vendorAt!: Date | null;
  @Ref({ nullable: true }) vendorBy!: string | null;
  @Moment({ nullable: true }) departmentAt!: Date | null;
  @Ref({ nullable: true }) departmentBy!: string | null;
  @Moment({ nullable: true }) takenBackAt!: Date | null;
  @Ref({ nullable: true }) takenBackBy!: string | null;
}

@Entity()
@Check('room_task_side', "side IN ('vendor', 'department', 'lab')")
@Check('room_task_how', "how IN ('done', 'dropped')")
@Index('IDX_room_task_engagement', ['engagementId'])
export class RoomTask {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_room_task' }) id!: string;
  @ForeignKey(() => Engagement, { name: 'FK_room_task_engagement' })
  @Ref()
  engagementId!: string;
  @Words() what!: string;
  @Words() side!: string;
  @ForeignKey(() => Person, { name: 'FK_room_task_person' })
  @Ref({ nullable: true })
  personId!: string | null;
  @DayColumn() due!: string;
  @ForeignKey(() => Person, { name: 'FK_room_task_given_by' })
  @Ref()
  givenBy!: string;
  @ForeignKey(() => Organisation, { name: 'FK_room_task_organisation' })
  @Ref()
  organisationId!: string;
  @Now() at!: Date;
  @Words({ nullable: true }) how!: string | null;
  @Moment({ nullable: true }) endedAt!: Date | null;
  @Ref({ nullable: true }) endedBy!: string | null;
  @Words({ nullable: true }) remark!: string | null;
}

/** Who answers for a side; the newest of an organisation holds. */
@Entity()
@Check('room_contact_side', "side IN ('vendor', 'department', 'lab')")
@Index('IDX_room_contact_engagement', ['engagementId'])
export class RoomContact {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_room_contact' }) id!: string;
  @ForeignKey(() => Engagement, { name: 'FK_room_contact_engagement' })
  @Ref()
  engagementId!: string;
  @Words() side!: string;
  @ForeignKey(() => Organisation, { name: 'FK_room_contact_organisation' })
  @Ref()
  organisationId!: string;
  @ForeignKey(() => Person, { name: 'FK_room_contact_person' })
  @Ref()
  personId!: string;
  @ForeignKey(() => Person, { name: 'FK_room_contact_by' })
  @Ref()
  handedBy!: string;
  @Words({ nullable: true }) note!: string | null;
  @Now() at!: Date;
}
