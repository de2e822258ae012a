import { Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Moment, Now, Words } from '../core/columns.js';
import { Organisation } from '../organisations/organisations.entity.js';
import { OpenCall } from './calls.entity.js';

/** That an organisation looked at a call, began a bid, and why it did not offer; only counts of it are ever told. */
@Entity()
export class CallInterest {
  @ForeignKey(() => OpenCall, { name: 'FK_call_interest_call' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_call_interest' })
  callId!: string;
  @ForeignKey(() => Organisation, { name: 'FK_call_interest_organisation' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_call_interest' })
  organisationId!: string;
  @Now() lookedAt!: Date;
  @Moment({ nullable: true }) startedAt!: Date | null;
  @Words({ array: true, nullable: true }) reasons!: string[] | null;
  @Moment({ nullable: true }) saidAt!: Date | null;
}
