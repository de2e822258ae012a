import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { DayColumn, Json, Moment, Now, Ref, Status, Whole, Words } from '../core/columns.js';
import { Organisation, Person } from '../organisations/organisations.entity.js';
import { Run } from '../runs/runs.entity.js';

/** A training camp of the lab. Its sessions and tasks are small and read as a whole. */
@Entity()
@Index('camp_born', ['createdAt', 'id'])
export class Camp {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'camp_key' }) id!: string;
  @Status() status!: string;
  @ForeignKey(() => Organisation, { name: 'camp_organisation' })
  @Ref()
  organisationId!: string;
  @Json() title!: unknown;
  @Json() about!: unknown;
  @Words({ nullable: true }) field!: string | null;
  @Whole() seats!: number;
  @DayColumn() signUpUntil!: string;
  /** `CampSession[]`, `CampTask[]` with metric and split, `CampRule` of the contract. */
  @Json() sessions!: unknown;
  @Json() tasks!: unknown;
  @Json() rule!: unknown;
  /** Persons who teach: they read the class and mark who came. */
  @Column('uuid', { array: true, default: () => "'{}'" }) instructors!: string[];
  @Words({ nullable: true }) reason!: string | null;
  @Now() createdAt!: Date;
  @Now() updatedAt!: Date;
}

/** A person's place in a camp, and the certificate that came of it. */
@Entity()
@Index('trainee_once', ['campId', 'personId'], {
  unique: true,
  where: "status NOT IN ('withdrawn', 'released')",
})
@Index('trainee_of_camp', ['campId', 'number'], { unique: true })
@Index('trainee_of_person', ['personId'])
@Index('trainee_certificate', ['certificate'], { unique: true })
@Index('trainee_digest', ['digest'])
@Index('trainee_unprinted', ['issuedAt'], { where: 'envelope IS NOT NULL AND pdf_zh_sha256 IS NULL' })
export class Trainee {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'trainee_key' }) id!: string;
  @Status() status!: string;
  @ForeignKey(() => Camp, { name: 'trainee_camp' })
  @Ref()
  campId!: string;
  @ForeignKey(() => Person, { name: 'trainee_person' })
  @Ref()
  personId!: string;
  @ForeignKey(() => Organisation, { name: 'trainee_organisation' })
  @Ref()
  organisationId!: string;
  /** Within the camp, in the order of signing up: the waiting list goes by it. */
  @Whole() number!: number;
  /** As it stands on the certificate, by the person's own word. */
  @Words() name!: string;
  /** `ST-2026-0001` once it was signed. */
  @Words({ nullable: true }) certificate!: string | null;
  @Words({ nullable: true }) envelope!: string | null;
  @Words({ nullable: true }) digest!: string | null;
  @Words({ nullable: true }) keyId!: string | null;
  @Moment({ nullable: true }) issuedAt!: Date | null;
  /** The certificate on paper; printed a moment after it was signed. */
  @Words({ nullable: true }) pdfZhSha256!: string | null;
  @Words({ nullable: true }) pdfEnSha256!: string | null;
  @Words({ nullable: true }) reason!: string | null;
  @Now() createdAt!: Date;
}

/** Who came to which session. */
@Entity()
export class CampAttendance {
  @ForeignKey(() => Trainee, { name: 'camp_attendance_trainee' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'camp_attendance_key' })
  traineeId!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'camp_attendance_key' })
  session!: string;
  @ForeignKey(() => Person, { name: 'camp_attendance_marker' })
  @Ref()
  markedBy!: string;
  @Now() at!: Date;
}

/** A session its class was told of; moved to another time it is another. */
@Entity()
export class CampReminder {
  @ForeignKey(() => Camp, { name: 'camp_reminder_camp' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'camp_reminder_key' })
  campId!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'camp_reminder_key' })
  session!: string;
  @PrimaryColumn('timestamptz', { primaryKeyConstraintName: 'camp_reminder_key' })
  at!: Date;
}

/** A run that was made for a class: no look, no trial before a look, nobody's credit. */
@Entity()
@Index('camp_try_of_trainee', ['traineeId', 'task'])
export class CampTry {
  @ForeignKey(() => Run, { name: 'camp_try_run' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'camp_try_key' })
  runId!: string;
  @ForeignKey(() => Trainee, { name: 'camp_try_trainee' })
  @Ref()
  traineeId!: string;
  @Words() task!: string;
}
