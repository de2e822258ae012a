import { Check, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Flag, Moment, Now, Ref, Words } from '../core/columns.js';
import { Organisation, Person } from './organisations.entity.js';

/** A mail domain an organisation asked for; confirmed by the lab it lets people in who have an address there. */
@Entity()
@Check('mail_domain_way', "way IN ('at_once', 'after_nod')")
@Index('mail_domain_once', ['domain'], { unique: true, where: 'confirmed AND ended_at IS NULL' })
@Index('mail_domain_own', ['organisationId', 'domain'], {
  unique: true,
  where: 'ended_at IS NULL AND (confirmed OR decided_at IS NULL)',
})
export class MailDomain {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_mail_domain' }) id!: string;
  @ForeignKey(() => Organisation, { name: 'FK_mail_domain_organisation' })
  @Ref()
  organisationId!: string;
  /** As it stands behind the `@`: small, ASCII. */
  @Words() domain!: string;
  @Words() way!: string;
  @Words() proof!: string;
  @ForeignKey(() => Person, { name: 'FK_mail_domain_asker' })
  @Ref()
  askedBy!: string;
  @Now() createdAt!: Date;
  @Flag() confirmed!: boolean;
  @Moment({ nullable: true }) decidedAt!: Date | null;
  @ForeignKey(() => Person, { name: 'FK_mail_domain_decider' })
  @Ref({ nullable: true })
  decidedBy!: string | null;
  @Moment({ nullable: true }) endedAt!: Date | null;
  @Words({ nullable: true }) reason!: string | null;
}

/**
 * Somebody who wants to join by the domain of an address. `provedAt`: the address is theirs; only then the owners hear
 * of it. `declinedAt`: an owner said no, or removed the member: the domain lets that address in no more.
 */
@Entity()
@Index('joining_once', ['organisationId', 'email'], { unique: true })
@Index('joining_link', ['tokenHash'], { unique: true })
export class Joining {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_joining' }) id!: string;
  @ForeignKey(() => Organisation, { name: 'FK_joining_organisation' })
  @Ref()
  organisationId!: string;
  @Words() email!: string;
  @Words({ nullable: true }) name!: string | null;
  @ForeignKey(() => Person, { name: 'FK_joining_person' })
  @Ref({ nullable: true })
  personId!: string | null;
  /** SHA-256 of the mailed link's secret, hex; null where none is out. */
  @Words({ nullable: true }) tokenHash!: string | null;
  @Moment({ nullable: true }) linkUntil!: Date | null;
  @Moment({ nullable: true }) provedAt!: Date | null;
  @Moment({ nullable: true }) declinedAt!: Date | null;
  @Now() createdAt!: Date;
}
