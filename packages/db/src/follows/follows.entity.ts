import { Check, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { IdColumn, Json, Now, Ref, Words } from '../core/columns.js';
import { Organisation, Person } from '../organisations/organisations.entity.js';

/** A person follows a thing while acting for an organisation; told there, and no longer when it leaves it. */
@Entity()
@Check('follow_thing', "thing IN ('scenario', 'benchmark', 'dataset', 'algorithm', 'organisation')")
@Index('IDX_follow_thing', ['thingId', 'thing'])
export class Follow {
  @ForeignKey(() => Person, { name: 'FK_follow_person' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_follow' })
  personId!: string;
  @ForeignKey(() => Organisation, { name: 'FK_follow_organisation' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_follow' })
  organisationId!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'PK_follow' }) thing!: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_follow' }) thingId!: string;
  @Now() createdAt!: Date;
}

/** A list with its filters, by a name of its person's own. */
@Entity()
@Index('IDX_saved_search_person', ['personId', 'organisationId'])
export class SavedSearch {
  @IdColumn() id!: string;
  @ForeignKey(() => Person, { name: 'FK_saved_search_person' })
  @Ref()
  personId!: string;
  @ForeignKey(() => Organisation, { name: 'FK_saved_search_organisation' })
  @Ref()
  organisationId!: string;
  @Words() name!: string;
  @Words() list!: string;
  @Json() filters!: unknown;
  @Now() seenAt!: Date;
  @Now() createdAt!: Date;
}
