import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Json, Moment, Now, Ref, Status, Words } from '../core/columns.js';
import { Organisation, Person } from '../organisations/organisations.entity.js';

/** A remark of the lab on one field of a card or a need. */
@Entity()
@Index('field_remark_of', ['thingId', 'thing'])
export class FieldRemark {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'field_remark_key' }) id!: string;
  @Status() status!: string;
  @Words() thing!: string;
  @Ref() thingId!: string;
  /** Whose card it is: who reads the remark once it is told. */
  @ForeignKey(() => Organisation, { name: 'field_remark_owner' })
  @Ref()
  ownerId!: string;
  @Words() field!: string;
  @Words() text!: string;
  /** The field when it was remarked on; null where it was empty. */
  @Json({ nullable: true }) was!: unknown;
  @Words({ nullable: true }) answer!: string | null;
  @Moment({ nullable: true }) answeredAt!: Date | null;
  @ForeignKey(() => FieldRemark, { name: 'field_remark_follows' })
  @Ref({ nullable: true })
  followsId!: string | null;
  @ForeignKey(() => Person, { name: 'field_remark_person' })
  @Ref()
  personId!: string;
  @Now() at!: Date;
}

/** What was returned, as it was then: what came since is told by it. */
@Entity()
@Index('review_return_of', ['thingId', 'thing'])
export class ReviewReturn {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'review_return_key' }) id!: string;
  @Words() thing!: string;
  @Ref() thingId!: string;
  @ForeignKey(() => Organisation, { name: 'review_return_owner' })
  @Ref()
  ownerId!: string;
  @Json() body!: unknown;
  @Now() at!: Date;
}
