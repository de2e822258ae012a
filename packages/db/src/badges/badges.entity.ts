import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Json, Moment, Now, Ref, Status, Words } from '../core/columns.js';
import { Organisation, Person } from '../organisations/organisations.entity.js';

/** A badge from its application on; what it rests on is measured, not claimed. */
@Entity()
@Index('badge_of_thing', ['thingId', 'kind'])
@Index('badge_once', ['thingId', 'kind'], {
  unique: true,
  where: "status IN ('new', 'applied', 'recommended', 'granted', 'valid', 'watch')",
})
@Index('badge_number', ['number'], { unique: true })
@Index('badge_digest', ['digest'])
@Index('badge_unprinted', ['issuedAt'], { where: 'envelope IS NOT NULL AND pdf_zh_sha256 IS NULL' })
export class Badge {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'badge_key' }) id!: string;
  @Status() status!: string;
  @Words({ nullable: true }) number!: string | null;
  @Words() kind!: string;
  @ForeignKey(() => Organisation, { name: 'badge_holder' })
  @Ref()
  holderId!: string;
  @Words() thing!: string;
  @Ref() thingId!: string;
  @Json() title!: unknown;
  @Words() words!: string;
  @ForeignKey(() => Person, { name: 'badge_applicant' })
  @Ref()
  appliedBy!: string;
  @ForeignKey(() => Person, { name: 'badge_recommender' })
  @Ref({ nullable: true })
  recommendedBy!: string | null;
  @ForeignKey(() => Person, { name: 'badge_granter' })
  @Ref({ nullable: true })
  grantedBy!: string | null;
  /** `RuleReading[]` of the contract, as last measured. */
  @Json() rules!: unknown;
  @Moment({ nullable: true }) measuredAt!: Date | null;
  @Moment({ nullable: true }) mendBy!: Date | null;
  @Words({ nullable: true }) reason!: string | null;
  @Words({ nullable: true }) envelope!: string | null;
  @Words({ nullable: true }) digest!: string | null;
  @Words({ nullable: true }) keyId!: string | null;
  @Moment({ nullable: true }) issuedAt!: Date | null;
  @Moment({ nullable: true }) expiresAt!: Date | null;
  /** The badge on paper; printed a moment after it was signed. */
  @Words({ nullable: true }) pdfZhSha256!: string | null;
  @Words({ nullable: true }) pdfEnSha256!: string | null;
  @Now() createdAt!: Date;
}
