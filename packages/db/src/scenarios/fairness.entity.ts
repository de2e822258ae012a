import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { DayColumn, Json, Now, Ref, Words } from '../core/columns.js';
import { Organisation } from '../organisations/organisations.entity.js';
import { Scenario } from './scenarios.entity.js';

/** Something one participant of a need got. */
@Entity()
@Index('favour_need', ['scenarioId'])
export class Favour {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'favour_key' }) id!: string;
  @ForeignKey(() => Scenario, { name: 'favour_of_need' })
  @Ref()
  scenarioId!: string;
  @Words() kind!: string;
  @DayColumn() day!: string;
  @Json() text!: unknown;
  @Now() recordedAt!: Date;
}

/** Who got it; told to the department, the lab and itself. */
@Entity()
export class FavourReceiver {
  @ForeignKey(() => Favour, { name: 'favour_receiver_favour' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'favour_receiver_key' })
  favourId!: string;
  @ForeignKey(() => Organisation, { name: 'favour_receiver_vendor' })
  @Ref()
  vendorId!: string;
}

/** That one participant was offered the same. */
@Entity()
export class FavourOffer {
  @ForeignKey(() => Favour, { name: 'favour_offer_favour' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'favour_offer_key' })
  favourId!: string;
  @ForeignKey(() => Organisation, { name: 'favour_offer_organisation' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'favour_offer_key' })
  organisationId!: string;
  @Now() at!: Date;
}
