import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Case } from '../cases/cases.entity.js';
import { Big, Flag, IdColumn, Json, Moment, Now, Ref, Words } from '../core/columns.js';
import { Organisation } from '../organisations/organisations.entity.js';

/** An accepted case as it may leave the lab: one at a time, written and signed by the worker once both sides agreed. */
@Entity('replication_pack')
@Index('replication_pack_of_case', ['caseId'], { unique: true, where: 'withdrawn_at IS NULL' })
export class ReplicationPack {
  @IdColumn() id!: string;
  @ForeignKey(() => Case, { name: 'FK_replication_pack_case' })
  @Ref()
  caseId!: string;
  @Ref() askedBy!: string;
  @Words() purpose!: string;
  @Now() askedAt!: Date;
  @Moment({ nullable: true }) writtenAt!: Date | null;
  @Words({ nullable: true }) sha256!: string | null;
  @Big({ nullable: true }) bytes!: string | null;
  @Words({ nullable: true }) keyId!: string | null;
  /** The signed statement: what is in it, what was left out and why. */
  @Json({ nullable: true }) manifest!: unknown;
  @Moment({ nullable: true }) withdrawnAt!: Date | null;
}

/** One side's word that the case may go to other labs; `algorithm`: the vendor's program too. */
@Entity('pack_consent')
export class PackConsent {
  @ForeignKey(() => ReplicationPack, { name: 'FK_pack_consent_pack' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_pack_consent' })
  packId!: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_pack_consent' }) organisationId!: string;
  @Ref() personId!: string;
  @Flag() algorithm!: boolean;
  @Now() at!: Date;
}

/** Who took a pack and when; INSERT-only. */
@Entity('pack_taken')
@Index('pack_taken_of', ['packId', 'at'])
export class PackTaken {
  @IdColumn() id!: string;
  @ForeignKey(() => ReplicationPack, { name: 'FK_pack_taken_pack' })
  @Ref()
  packId!: string;
  @Ref() personId!: string;
  @Ref() organisationId!: string;
  @Now() at!: Date;
}

/** A lab elsewhere whose packs are believed, by keys obtained apart. */
@Entity('trusted_lab')
export class TrustedLab {
  @IdColumn() id!: string;
  @Json() name!: unknown;
  @Words({ nullable: true }) address!: string | null;
  @Json() keys!: unknown;
  @Flag() recognises!: boolean;
  @Ref() pinnedBy!: string;
  @Now() pinnedAt!: Date;
  @Moment({ nullable: true }) endedAt!: Date | null;
}

/** A verified pack of another lab, whole, and what was made of it here. */
@Entity('foreign_pack')
@Index('foreign_pack_case', ['labId', 'caseId'])
export class ForeignPack {
  @IdColumn() id!: string;
  @ForeignKey(() => TrustedLab, { name: 'FK_foreign_pack_lab' })
  @Ref()
  labId!: string;
  /** Ids of the sending lab. */
  @Ref() packId!: string;
  @Ref() caseId!: string;
  @Index('foreign_pack_digest', { unique: true })
  @Words()
  digest!: string;
  @Words() sha256!: string;
  @Big() bytes!: string;
  @Words() keyId!: string;
  @Json() manifest!: unknown;
  @Json() content!: unknown;
  /** Its signed report: text, whether it is genuine, and the program it speaks of. */
  @Json({ nullable: true }) report!: unknown;
  @Flag() program!: boolean;
  @Ref() receivedBy!: string;
  @Now() receivedAt!: Date;
  @Moment({ nullable: true }) takenAt!: Date | null;
  @ForeignKey(() => Organisation, { name: 'FK_foreign_pack_adopter' })
  @Ref({ nullable: true })
  adopterId!: string | null;
  @ForeignKey(() => Organisation, { name: 'FK_foreign_pack_vendor' })
  @Ref({ nullable: true })
  vendorId!: string | null;
  @Ref({ nullable: true }) scenarioId!: string | null;
  /** As the draft was made: whoever has saved it since has worked on it. */
  @Moment({ nullable: true }) scenarioAt!: Date | null;
  @Ref({ nullable: true }) algorithmVersionId!: string | null;
  /** The same program was here already. */
  @Flag() algorithmKnown!: boolean;
  @Ref({ nullable: true }) benchmarkId!: string | null;
}
