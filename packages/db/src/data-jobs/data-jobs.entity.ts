import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Dataset, DatasetVersion } from '../catalogue/catalogue.entity.js';
import { Big, IdColumn, Json, Moment, Now, Ref, Status, Whole, Words } from '../core/columns.js';
import { Organisation } from '../organisations/organisations.entity.js';

/** A grantee's program on data it never sees; parties: the grantee owns it, the data's owner acts on it. */
@Entity()
@Index('data_job_waiting', ['createdAt'], { where: `status IN ('submitted', 'queued', 'executing')` })
export class DataJob {
  @IdColumn() id!: string;
  @Status() status!: string;
  @ForeignKey(() => Dataset, { name: 'FK_data_job_dataset' })
  @Index('data_job_dataset')
  @Ref()
  datasetId!: string;
  @ForeignKey(() => DatasetVersion, { name: 'FK_data_job_version' })
  @Ref()
  datasetVersionId!: string;
  /** Under which it was submitted; its revocation stops what was released from being taken. */
  @Ref() grantId!: string;
  @ForeignKey(() => Organisation, { name: 'FK_data_job_organisation' })
  @Index('data_job_organisation')
  @Ref()
  organisationId!: string;
  @ForeignKey(() => Organisation, { name: 'FK_data_job_owner' })
  @Ref()
  ownerId!: string;
  @Ref() personId!: string;
  @Words() title!: string;
  @Words() purpose!: string;
  @Words() wants!: string;
  @Words() kind!: string;
  @Words() fileName!: string;
  @Big() bytes!: string;
  @Words() sha256!: string;
  @Words({ nullable: true }) unpackedSha256!: string | null;
  @Json({ nullable: true }) inspection!: unknown;
  @Json({ nullable: true }) progress!: unknown;
  @Words({ nullable: true }) outcome!: string | null;
  @Words({ nullable: true }) defect!: string | null;
  @Whole({ nullable: true }) rows!: number | null;
  /** The first half of the digest of the rows it was handed: by it one sees that an exam has hidden some of them since. */
  @Words({ nullable: true }) rowsDigest!: string | null;
  @Json({ nullable: true }) resources!: unknown;
  /** Where its program is or was at work, and since when it is gone from there. */
  @Words({ nullable: true }) host!: string | null;
  @Words({ nullable: true }) worker!: string | null;
  @Moment({ nullable: true }) leftAt!: Date | null;
  @Now() createdAt!: Date;
  @Moment({ nullable: true }) startedAt!: Date | null;
  @Moment({ nullable: true }) endedAt!: Date | null;
  @Moment({ nullable: true }) decidedAt!: Date | null;
}

/** A file a job's program wrote, or its log. Read by the data's owner; by the grantee once it is released. */
@Entity()
export class DataJobOutput {
  @ForeignKey(() => DataJob, { name: 'FK_data_job_output_job' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_data_job_output' })
  dataJobId!: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'PK_data_job_output' }) number!: number;
  @Words() kind!: string;
  @Words() name!: string;
  @Big() bytes!: string;
  /** Null once it was refused: its bytes are collected. */
  @Words({ nullable: true }) sha256!: string | null;
  /** Null where the file could not be looked through. */
  @Json({ nullable: true }) scan!: unknown;
  @Words({ default: 'held' }) decision!: string;
  @Words({ nullable: true }) reason!: string | null;
}
