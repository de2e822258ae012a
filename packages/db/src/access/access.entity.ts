import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { DayColumn, IdColumn, Moment, Now, Ref, Whole, Words } from '../core/columns.js';
import { Grant } from '../organisations/organisations.entity.js';

/** Every version of a contract's terms, agreed on or not; the one in force stands in the grant as well. */
@Entity()
@Index('grant_terms_number', ['grantId', 'number'], { unique: true })
@Index('grant_terms_waiting', ['grantId'], {
  unique: true,
  where: 'agreed_at IS NULL AND declined_at IS NULL AND withdrawn_at IS NULL',
})
export class GrantTerms {
  @IdColumn() id!: string;
  @ForeignKey(() => Grant, { name: 'FK_grant_terms_grant' })
  @Ref()
  grantId!: string;
  @Whole() number!: number;
  @DayColumn() expires!: string;
  @Words() purposeKind!: string;
  @Words({ nullable: true }) purpose!: string | null;
  @Column('text', { array: true }) methods!: string[];
  @Whole({ nullable: true }) uses!: number | null;
  /** Null of the terms the contract was given with. */
  @Ref({ nullable: true }) proposedById!: string | null;
  @Ref({ nullable: true }) personId!: string | null;
  @Words({ nullable: true }) reason!: string | null;
  @Now() createdAt!: Date;
  @Moment({ nullable: true }) agreedAt!: Date | null;
  @Moment({ nullable: true }) declinedAt!: Date | null;
  @Moment({ nullable: true }) withdrawnAt!: Date | null;
  @Ref({ nullable: true }) answeredById!: string | null;
  @Words({ nullable: true }) answer!: string | null;
}

/** What was under way and ended because its contract, or a method of it, did. */
@Entity()
export class GrantStop {
  @IdColumn() id!: string;
  @ForeignKey(() => Grant, { name: 'FK_grant_stop_grant' })
  @Index('grant_stop_grant')
  @Ref()
  grantId!: string;
  @Words() kind!: string;
  @Ref() thingId!: string;
  @Words() cause!: string;
  @Now() at!: Date;
}
