import { Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { BenchmarkVersion } from '../benchmarks/benchmarks.entity.js';
import { AlgorithmVersion } from '../catalogue/catalogue.entity.js';
import { Flag, IdColumn, Json, Moment, Now, Ref, Status, Words } from '../core/columns.js';
import { Organisation } from '../organisations/organisations.entity.js';
import { Run } from '../runs/runs.entity.js';

/** Public halves only; the private key is a file of the score role. */
@Entity()
export class LabKey {
  @PrimaryColumn('text') keyId!: string;
  @Words() publicKey!: string;
  @Now() validFrom!: Date;
  @Moment({ nullable: true }) validUntil!: Date | null;
  /** Somebody else may have signed with it from here on. */
  @Moment({ nullable: true }) compromisedSince!: Date | null;
}

@Entity()
@Unique(['runId', 'edition'])
export class Report {
  @IdColumn() id!: string;
  /** Both editions of one run share a number that addresses them. */
  @Index()
  @Ref()
  reportId!: string;
  @ForeignKey(() => Run)
  @Ref()
  runId!: string;
  @Words() edition!: string;
  @ForeignKey(() => LabKey)
  @Words()
  keyId!: string;
  @Json() statement!: unknown;
  /** Exact text of the DSSE envelope, canonical JSON and a newline. */
  @Words() envelope!: string;
  /** SHA-256 of what was signed. */
  @Index()
  @Words({ nullable: true })
  digest!: string | null;
  @Words({ nullable: true }) pdfZhSha256!: string | null;
  @Words({ nullable: true }) pdfEnSha256!: string | null;
  /** The vendor published its edition, or a certificate did. */
  @Flag() published!: boolean;
  @Now() issuedAt!: Date;
}

@Entity()
export class Certificate {
  @IdColumn() id!: string;
  @Words({ unique: true }) number!: string;
  @Status() status!: string;
  @ForeignKey(() => Run)
  @Ref({ unique: true })
  runId!: string;
  @ForeignKey(() => AlgorithmVersion)
  @Index()
  @Ref()
  algorithmVersionId!: string;
  @ForeignKey(() => Organisation)
  @Index()
  @Ref()
  vendorId!: string;
  @ForeignKey(() => BenchmarkVersion)
  @Index()
  @Ref()
  benchmarkVersionId!: string;
  @Ref() reportId!: string;
  @Words() keyId!: string;
  @Flag() demonstration!: boolean;
  @Flag() priorAccess!: boolean;
  /** Criteria with rounded values and verdicts, looks, level: the public face as it was issued. */
  @Json() face!: unknown;
  @Now() issuedAt!: Date;
  @Moment() expiresAt!: Date;
  @Now() statusAt!: Date;
  @Words({ nullable: true }) reason!: string | null;
}

/** The signed list of what was suspended, lost or revoked; one row, the newest. */
@Entity()
export class StatusList {
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'status_list_key' }) id!: number;
  /** Of its entries. */
  @Words() digest!: string;
  @Words() keyId!: string;
  @Words() envelope!: string;
  @Moment() issuedAt!: Date;
}
