import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Json, Moment, Now, Ref } from '../core/columns.js';
import { Person } from '../organisations/organisations.entity.js';
import { Solution } from './catalogue.entity.js';

/** The lab has seen the document of a qualification; what it said then, so that a changed one is to be seen anew. */
@Entity()
@Index('qualification_seen_of', ['solutionId'])
export class QualificationSeen {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'qualification_seen_key' }) id!: string;
  @ForeignKey(() => Solution, { name: 'qualification_seen_solution' })
  @Ref()
  solutionId!: string;
  @Json() told!: unknown;
  @ForeignKey(() => Person, { name: 'qualification_seen_person' })
  @Ref()
  personId!: string;
  @Now() at!: Date;
  @Moment({ nullable: true }) takenBackAt!: Date | null;
}

/** That its owner was told so many days ahead, once of each last day. */
@Entity()
export class QualificationReminder {
  @ForeignKey(() => Solution, { name: 'qualification_reminder_solution' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'qualification_reminder_key' })
  solutionId!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'qualification_reminder_key' }) name!: string;
  @PrimaryColumn('date', { primaryKeyConstraintName: 'qualification_reminder_key' }) expires!: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'qualification_reminder_key' }) days!: number;
}
