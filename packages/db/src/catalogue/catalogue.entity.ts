import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import {
  Big,
  Flag,
  IdColumn,
  Json,
  Moment,
  Now,
  Real,
  Ref,
  Status,
  Vector,
  Whole,
  WordList,
  Words,
} from '../core/columns.js';
import { Organisation } from '../organisations/organisations.entity.js';
import { CatalogueSource } from './harvests.entity.js';

/*
 * A card is what its owner edits; `listed` is the revision the lab approved and the public sees. `said` is
 * the folded text of the listed revision, which quotes are looked for in, and `words` its search vector.
 */

@Entity()
@Index('solution_search', { synchronize: false })
@Index('solution_stale', { synchronize: false })
@Index(['updatedAt', 'id'])
export class Solution {
  @IdColumn() id!: string;
  @ForeignKey(() => Organisation)
  @Index()
  @Ref()
  ownerId!: string;
  @Status() status!: string;
  @Json() card!: unknown;
  @Json({ nullable: true }) listed!: unknown;
  @WordList() fields!: string[];
  @Words({ default: '' }) said!: string;
  @Vector() words!: string;
  /** To be worked out anew by the worker. */
  @Flag() wordsStale!: boolean;
  @Words({ nullable: true }) remark!: string | null;
  @Now() createdAt!: Date;
  @Now() updatedAt!: Date;
}

@Entity()
@Index('algorithm_search', { synchronize: false })
@Index('algorithm_stale', { synchronize: false })
@Index(['updatedAt', 'id'])
export class Algorithm {
  @IdColumn() id!: string;
  @ForeignKey(() => Organisation)
  @Index()
  @Ref()
  ownerId!: string;
  @ForeignKey(() => Solution)
  @Index()
  @Ref({ nullable: true })
  solutionId!: string | null;
  @Words() task!: string;
  @Status() status!: string;
  @Json() card!: unknown;
  @Json({ nullable: true }) listed!: unknown;
  @WordList() fields!: string[];
  @Words({ default: '' }) said!: string;
  @Vector() words!: string;
  /** To be worked out anew by the worker. */
  @Flag() wordsStale!: boolean;
  @Words({ nullable: true }) remark!: string | null;
  @Now() createdAt!: Date;
  @Now() updatedAt!: Date;
}

/**
 * A picture, paper or film of an organisation's cards. What was handed in is named only until it has been opened;
 * what is shown is what the sandbox made of it. A card names its media itself, so each revision has its own.
 */
@Entity()
// Whatever still waits to be opened is looked for all the time.
@Index('solution_medium_unread', ['createdAt'], { where: 'read_at IS NULL' })
export class SolutionMedium {
  @IdColumn() id!: string;
  @ForeignKey(() => Organisation)
  @Index()
  @Ref()
  organisationId!: string;
  @Ref() personId!: string;
  @Words() fileName!: string;
  @Words({ nullable: true }) sourceSha256!: string | null;
  @Moment({ nullable: true }) readAt!: Date | null;
  /** Why it is not shown. */
  @Json({ nullable: true }) problem!: unknown;
  @Words({ nullable: true }) kind!: string | null;
  @Words({ nullable: true }) mime!: string | null;
  @Words({ nullable: true }) sha256!: string | null;
  @Words({ nullable: true }) smallSha256!: string | null;
  @Big({ nullable: true }) bytes!: string | null;
  @Whole({ nullable: true }) width!: number | null;
  @Whole({ nullable: true }) height!: number | null;
  @Real({ nullable: true }) seconds!: number | null;
  @Whole({ nullable: true }) pages!: number | null;
  @Now() createdAt!: Date;
}

/** Immutable but for its status and what the inspection found. */
@Entity()
export class AlgorithmVersion {
  @IdColumn() id!: string;
  @ForeignKey(() => Algorithm)
  @Index()
  @Ref()
  algorithmId!: string;
  @Words() label!: string;
  @Status() status!: string;
  @Words() kind!: string;
  @Words() fileName!: string;
  @Big() bytes!: string;
  @Words() sha256!: string;
  @Json() sockets!: unknown;
  /** Input and output maps of an ONNX model; null for other kinds. */
  @Json({ nullable: true }) onnx!: unknown;
  @Json({ nullable: true }) inspection!: unknown;
  /** The bundle as inspected and repacked: regular files only. */
  @Words({ nullable: true }) unpackedSha256!: string | null;
  @Big({ nullable: true }) unpackedBytes!: string | null;
  /** The released output of a data job that it is (proven by its digest), or that its vendor says it was made of. */
  @Index('algorithm_version_job')
  @Ref({ nullable: true })
  trainedById!: string | null;
  @Whole({ nullable: true }) trainedOutput!: number | null;
  @Flag() trainedProven!: boolean;
  @Now() createdAt!: Date;
}

@Entity()
@Index('dataset_search', { synchronize: false })
@Index('dataset_stale', { synchronize: false })
@Index(['updatedAt', 'id'])
export class Dataset {
  @IdColumn() id!: string;
  @ForeignKey(() => Organisation)
  @Index()
  @Ref()
  ownerId!: string;
  @Status() status!: string;
  @Json() card!: unknown;
  @Json({ nullable: true }) listed!: unknown;
  @Words() accessMode!: string;
  @Flag() truthPublic!: boolean;
  @WordList() fields!: string[];
  @Words({ default: '' }) said!: string;
  @Vector() words!: string;
  /** To be worked out anew by the worker. */
  @Flag() wordsStale!: boolean;
  @Words({ nullable: true }) remark!: string | null;
  /** Of data held elsewhere: what the other catalogue says of them, and the name they have there. */
  @Json({ nullable: true }) harvest!: unknown;
  @Index({ unique: true })
  @Words({ nullable: true })
  harvestKey!: string | null;
  /** The saved source it comes from, and a digest of what was read of it there: what did not change is not written again. */
  @ForeignKey(() => CatalogueSource, { name: 'FK_dataset_harvest_source' })
  @Index('dataset_harvest_source', { where: 'harvest_source_id IS NOT NULL' })
  @Ref({ nullable: true })
  harvestSourceId!: string | null;
  @Words({ nullable: true }) harvestDigest!: string | null;
  @Now() createdAt!: Date;
  @Now() updatedAt!: Date;
}

@Entity()
export class DatasetVersion {
  @IdColumn() id!: string;
  @ForeignKey(() => Dataset)
  @Index()
  @Ref()
  datasetId!: string;
  @Words() label!: string;
  @Status() status!: string;
  @Words() fileName!: string;
  @Big() bytes!: string;
  @Words() sha256!: string;
  /** The table as profiled and normalised: UTF-8 CSV. Beside it a tar of the pictures its image columns name. */
  @Words({ nullable: true }) tableSha256!: string | null;
  @Words({ nullable: true }) filesSha256!: string | null;
  @Whole({ nullable: true }) rows!: number | null;
  @Json() columns!: unknown;
  @Json() split!: unknown;
  @Json({ default: () => "'[]'" }) problems!: unknown;
  @Json({ default: () => "'[]'" }) sample!: unknown;
  /** How its owner has the file read, beyond what the file says itself. */
  @Json({ default: () => "'{}'" }) reading!: unknown;
  /** Its owner has signed the sample's real rows over to whoever holds a grant; else a twin stands for them. */
  @Flag() releasesSample!: boolean;
  /** Table of open rows a sealing left in the spool for its profile, under that benchmark version's id. */
  @Json({ nullable: true }) openRows!: unknown;
  /** Its source has moved into the vault. */
  @Moment({ nullable: true }) sealedAt!: Date | null;
  /** Why it was deprecated or retired; everybody who sees the version reads it. */
  @Words({ nullable: true }) reason!: string | null;
  /** The version it is a masked copy of. */
  @ForeignKey(() => DatasetVersion, { name: 'FK_dataset_version_masked_from' })
  @Ref({ nullable: true })
  maskedFrom!: string | null;
  @Now() createdAt!: Date;
}

/** How a version is to be masked, and what came of it; gone once it is taken or chosen otherwise. */
@Entity()
export class DatasetMasking {
  @ForeignKey(() => DatasetVersion, { name: 'FK_dataset_masking_version' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_dataset_masking' })
  datasetVersionId!: string;
  @ForeignKey(() => Dataset, { name: 'FK_dataset_masking_dataset' })
  @Ref()
  datasetId!: string;
  @Json() masks!: unknown;
  @Now() askedAt!: Date;
  @Json({ nullable: true }) problems!: unknown;
  @Json({ nullable: true }) preview!: unknown;
  /** The masked table. */
  @Words({ nullable: true }) sha256!: string | null;
  @Big({ nullable: true }) bytes!: string | null;
}

/** What a data set's tokens are made with; read by nobody but the role that opens files. */
@Entity()
export class MaskKey {
  @ForeignKey(() => Dataset, { name: 'FK_mask_key_dataset' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_mask_key' })
  datasetId!: string;
  @Words() key!: string;
}

/** What may be downloaded of a version: its open rows. Blobs are null where they cannot be told from hidden ones. */
@Entity()
export class DatasetDownload {
  @ForeignKey(() => DatasetVersion)
  @PrimaryColumn('uuid')
  datasetVersionId!: string;
  @Whole({ nullable: true }) rows!: number | null;
  /** No row was left out. */
  @Flag() whole!: boolean;
  @Words({ nullable: true }) csvSha256!: string | null;
  @Big({ nullable: true }) csvBytes!: string | null;
  @Words({ nullable: true }) jsonlSha256!: string | null;
  @Big({ nullable: true }) jsonlBytes!: string | null;
  @Now() createdAt!: Date;
}

/**
 * A file of a data set's rows: every download that was written, and the table and pictures a version had before it was
 * read again. What nothing names any more is removed at once, for some of the rows may be hidden tomorrow.
 */
@Entity()
export class RowFile {
  @ForeignKey(() => Dataset, { name: 'FK_row_file_dataset' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_row_file' })
  datasetId!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'PK_row_file' }) sha256!: string;
}

/** One line of the use log of a data set; INSERT-only. `run` lines are written by a trigger when a run begins. */
@Entity()
@Index('data_use_of', ['datasetId', 'at'])
@Index('data_use_at', ['at'])
@Index('data_use_grant', ['grantId', 'at'])
@Index('data_use_job', ['dataJobId'], { unique: true, where: `kind = 'data_job'` })
export class DataUse {
  @IdColumn() id!: string;
  @ForeignKey(() => Dataset)
  @Ref()
  datasetId!: string;
  @ForeignKey(() => DatasetVersion)
  @Ref()
  datasetVersionId!: string;
  @ForeignKey(() => Organisation)
  @Ref()
  organisationId!: string;
  @Ref({ nullable: true }) personId!: string | null;
  @Words() kind!: string;
  @Words({ nullable: true }) format!: string | null;
  @Whole({ nullable: true }) rows!: number | null;
  @Index('data_use_run', { unique: true })
  @Ref({ nullable: true })
  runId!: string | null;
  @Words({ nullable: true }) split!: string | null;
  /** A job that computed on the rows (one line each, by a trigger), or whose released `output` was taken. */
  @Ref({ nullable: true }) dataJobId!: string | null;
  @Whole({ nullable: true }) output!: number | null;
  @Words({ nullable: true }) purpose!: string | null;
  /** The contract it was used under, and the number of its terms in force then. */
  @Ref({ nullable: true }) grantId!: string | null;
  @Whole({ nullable: true }) terms!: number | null;
  @Now() at!: Date;
}

/**
 * What a version's file holds, in two editions: `owner` counts all rows and is read by owner and lab, `open` is
 * for everybody else and counts what may be told; where there is none, figures are withheld.
 */
@Entity()
export class DatasetProfile {
  @ForeignKey(() => DatasetVersion)
  @PrimaryColumn('uuid')
  datasetVersionId!: string;
  @PrimaryColumn('text') edition!: string;
  /** `all_rows` or `open_rows`. */
  @Words() counts!: string;
  @Json() body!: unknown;
  @Json({ nullable: true }) quality!: unknown;
  /** The table of open rows it was computed from; null where it counts all rows. */
  @Words({ nullable: true }) tableSha256!: string | null;
}
