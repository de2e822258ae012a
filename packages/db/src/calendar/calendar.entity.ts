import { Check, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Moment, Now, Words } from '../core/columns.js';
import { Organisation, Person } from '../organisations/organisations.entity.js';

/** The secret address a person's calendar reads its dates at, one for each organisation it acts for. */
@Entity()
@Check('calendar_address_language', "language IN ('zh', 'en')")
export class CalendarAddress {
  @ForeignKey(() => Person, { name: 'FK_calendar_address_person' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_calendar_address' })
  personId!: string;
  @ForeignKey(() => Organisation, { name: 'FK_calendar_address_organisation' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_calendar_address' })
  organisationId!: string;
  /** SHA-256 of the secret in the address, hex. */
  @Words({ unique: true }) tokenHash!: string;
  @Words() language!: string;
  @Now() createdAt!: Date;
  @Moment({ nullable: true }) lastReadAt!: Date | null;
}
