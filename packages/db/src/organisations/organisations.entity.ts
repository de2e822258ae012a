import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import {
  DayColumn,
  Flag,
  IdColumn,
  Json,
  Moment,
  Now,
  Real,
  Ref,
  Status,
  Whole,
  WordList,
  Words,
} from '../core/columns.js';

@Entity()
export class ControlGroup {
  @IdColumn() id!: string;
  @Words() name!: string;
}

@Entity()
@Index('organisation_stale', { synchronize: false })
@Index('organisation_read', { synchronize: false })
export class Organisation {
  @IdColumn() id!: string;
  @Json() name!: unknown;
  @WordList() roles!: string[];
  @Words({ nullable: true, unique: true }) creditCode!: string | null;
  @Words({ nullable: true }) region!: string | null;
  /** The registered address, as its owner wrote it. */
  @Words({ nullable: true }) address!: string | null;
  @ForeignKey(() => ControlGroup)
  @Ref({ nullable: true })
  controlGroupId!: string | null;
  @Flag() verified!: boolean;
  /** Its name's words in a row, read in pinyin and by their initials; worked out by the worker. */
  @WordList() readAs!: string[];
  @Flag({ default: true }) wordsStale!: boolean;
  /** When an admin of the lab was last suspended, removed or given other roles (ADR 26). */
  @Moment({ nullable: true }) adminLeftAt!: Date | null;
  @Now() createdAt!: Date;
}

/** What the admin answered to a proposal: remembered, so that nobody is asked twice. `one` is the smaller id. */
@Entity()
@Index(['oneId', 'otherId'])
export class KinDecision {
  @IdColumn() id!: string;
  @ForeignKey(() => Organisation)
  @Ref()
  oneId!: string;
  @ForeignKey(() => Organisation)
  @Ref()
  otherId!: string;
  @Words() kind!: string;
  @Words() value!: string;
  @Flag() accepted!: boolean;
  @Words() reason!: string;
  @ForeignKey(() => Person)
  @Ref()
  personId!: string;
  @Now() at!: Date;
}

@Entity()
export class Person {
  @IdColumn() id!: string;
  @Words({ unique: true }) email!: string;
  @Words() name!: string;
  @Words() passwordHash!: string;
  @Flag() suspended!: boolean;
  /** When its holder followed a link that was mailed there; mail goes to a proved address only. */
  @Moment({ nullable: true }) emailProvedAt!: Date | null;
  @Now() createdAt!: Date;
}

@Entity()
export class Membership {
  @ForeignKey(() => Person)
  @PrimaryColumn('uuid')
  personId!: string;
  @ForeignKey(() => Organisation)
  @Index()
  @PrimaryColumn('uuid')
  organisationId!: string;
  @WordList() roles!: string[];
  /** Its roles were given by the only admin there was (ADR 26). */
  @Flag() alone!: boolean;
  /** The mail domain it was come in by, where nobody nodded. */
  @ForeignKey('MailDomain', { name: 'membership_by_domain' })
  @Ref({ nullable: true })
  byDomain!: string | null;
  @Now() createdAt!: Date;
}

/** Roles an admin of the lab proposes for a member and another admin has to agree to. */
@Entity()
export class RoleProposal {
  @PrimaryColumn('uuid') personId!: string;
  @PrimaryColumn('uuid') organisationId!: string;
  @WordList() roles!: string[];
  @Ref() proposedBy!: string;
  @Now() at!: Date;
}

@Entity()
export class Session {
  @IdColumn() id!: string;
  /** SHA-256 of the cookie's secret, hex. */
  @Words({ unique: true }) tokenHash!: string;
  @ForeignKey(() => Person)
  @Index()
  @Ref()
  personId!: string;
  @ForeignKey(() => Organisation)
  @Ref()
  organisationId!: string;
  @Now() createdAt!: Date;
  @Now() lastSeenAt!: Date;
  @Moment() expiresAt!: Date;
  @Words({ default: '' }) agent!: string;
}

/** A browser its person has signed in from: whoever tries passwords elsewhere does not keep them out of it. */
@Entity()
export class KnownDevice {
  @IdColumn() id!: string;
  /** SHA-256 of the cookie's secret, hex. */
  @Words({ unique: true }) tokenHash!: string;
  @ForeignKey(() => Person)
  @Index()
  @Ref()
  personId!: string;
  @Now() createdAt!: Date;
  @Now() lastSeenAt!: Date;
}

@Entity()
export class ApiToken {
  @IdColumn() id!: string;
  @Words({ unique: true }) tokenHash!: string;
  @ForeignKey(() => Person)
  @Index()
  @Ref()
  personId!: string;
  @ForeignKey(() => Organisation)
  @Ref()
  organisationId!: string;
  @Words() name!: string;
  /** One of `tokenScopes`. */
  @Words({ default: 'full' }) scope!: string;
  @Now() createdAt!: Date;
  @Moment() expiresAt!: Date;
  @Moment({ nullable: true }) lastUsedAt!: Date | null;
  @Moment({ nullable: true }) revokedAt!: Date | null;
}

@Entity()
export class ResetLink {
  @IdColumn() id!: string;
  @Words({ unique: true }) tokenHash!: string;
  @ForeignKey(() => Person)
  @Ref()
  personId!: string;
  @Moment() expiresAt!: Date;
  @Moment({ nullable: true }) usedAt!: Date | null;
}

@Entity()
@Check('invitation_consent', "consent IN ('unasked', 'asked', 'given', 'alone')")
export class Invitation {
  @IdColumn() id!: string;
  @Words({ unique: true }) tokenHash!: string;
  @ForeignKey(() => Organisation)
  @Ref()
  organisationId!: string;
  @Words() email!: string;
  @WordList() roles!: string[];
  @ForeignKey(() => Person)
  @Ref()
  invitedBy!: string;
  @Moment() expiresAt!: Date;
  @Moment({ nullable: true }) acceptedAt!: Date | null;
  /** Whether a second admin is asked to agree, has agreed, or was not there. */
  @Words({ default: 'unasked' }) consent!: string;
  @ForeignKey('MailDomain', { name: 'invitation_by_domain' })
  @Ref({ nullable: true })
  byDomain!: string | null;
}

/** A paper the lab verifies an organisation by; what was taken back is kept and shown to nobody. */
@Entity()
@Check('organisation_document_kind', "kind IN ('licence', 'public_body', 'authorisation', 'other')")
@Index('IDX_organisation_document_organisation', ['organisationId'])
export class OrganisationDocument {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_organisation_document' }) id!: string;
  @ForeignKey(() => Organisation, { name: 'FK_organisation_document_organisation' })
  @Ref()
  organisationId!: string;
  @Words() kind!: string;
  @Words() fileName!: string;
  @Words() sha256!: string;
  @Column('bigint') bytes!: string;
  @ForeignKey(() => Person, { name: 'FK_organisation_document_person' })
  @Ref()
  personId!: string;
  @Now() createdAt!: Date;
  @Moment({ nullable: true }) removedAt!: Date | null;
}

/** Who does a step of an organisation's beginning, and until when, where it is not as usual. */
@Entity()
export class OnboardingTask {
  @ForeignKey(() => Organisation, { name: 'FK_onboarding_task_organisation' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_onboarding_task' })
  organisationId!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'PK_onboarding_task' }) step!: string;
  @ForeignKey(() => Person, { name: 'FK_onboarding_task_person' })
  @Ref({ nullable: true })
  personId!: string | null;
  @DayColumn({ nullable: true }) due!: string | null;
}

/** Compute credit of an organisation: what is held for live runs is not spendable twice. */
@Entity()
@Check('wallet_not_overdrawn', 'balance >= 0 AND held >= 0')
export class Wallet {
  @ForeignKey(() => Organisation)
  @PrimaryColumn('uuid')
  organisationId!: string;
  @Real({ default: 0 }) balance!: number;
  @Real({ default: 0 }) held!: number;
}

@Entity()
export class WalletEntry {
  @IdColumn() id!: string;
  @ForeignKey(() => Organisation)
  @Index()
  @Ref()
  organisationId!: string;
  @Ref({ nullable: true }) runId!: string | null;
  /** `credit`, `hold`, `spend` or `return`. */
  @Words() kind!: string;
  @Real() amount!: number;
  @Now() at!: Date;
}

const everyMethod = "'{download,compute,data_job}'";

/** Asked for by an organisation, decided by the data's owner. */
@Entity()
@Check('access_request_scope', "scope IN ('compute', 'examine')")
export class AccessRequest {
  @IdColumn() id!: string;
  @Status() status!: string;
  @Index()
  @Ref()
  datasetId!: string;
  @ForeignKey(() => Organisation)
  @Index()
  @Ref()
  organisationId!: string;
  @ForeignKey(() => Organisation)
  @Ref()
  ownerId!: string;
  @ForeignKey(() => Person)
  @Ref()
  personId!: string;
  @Words() purpose!: string;
  @Words({ default: 'compute' }) scope!: string;
  @Words({ default: 'development' }) purposeKind!: string;
  @Column('text', { array: true, default: () => everyMethod }) methods!: string[];
  @DayColumn() until!: string;
  @Words({ nullable: true }) remark!: string | null;
  @Now() createdAt!: Date;
}

@Entity('access_grant')
@Check('access_grant_scope', "scope IN ('compute', 'examine')")
export class Grant {
  @IdColumn() id!: string;
  @Status() status!: string;
  @Index()
  @Ref()
  datasetId!: string;
  @ForeignKey(() => Organisation)
  @Index()
  @Ref()
  organisationId!: string;
  @ForeignKey(() => AccessRequest)
  @Ref({ nullable: true })
  requestId!: string | null;
  @DayColumn() expires!: string;
  @Words({ default: 'compute' }) scope!: string;
  /** Of those asked for, what the owner agreed to; asked at every use. */
  @Column('text', { array: true, default: () => everyMethod }) methods!: string[];
  /** Downloads and data jobs allowed in all; null: as many as they like. */
  @Whole({ nullable: true }) uses!: number | null;
  @Whole({ default: 0 }) used!: number;
  /** The terms in force, as `methods`, `uses` and `expires` are: the number of the addendum, 0 as it was given. */
  @Words({ default: 'development' }) purposeKind!: string;
  @Words({ nullable: true }) purpose!: string | null;
  @Whole({ default: 0 }) terms!: number;
  /** Both sides were told that it lapses on this day. */
  @DayColumn({ nullable: true }) reminded!: string | null;
}
