import { Entity, ForeignKey, Index } from 'typeorm';
import {
  Big,
  Flag,
  IdColumn,
  Json,
  Moment,
  Now,
  Ref,
  Status,
  Whole,
  WordList,
  Words,
} from '../core/columns.js';
import { Organisation } from '../organisations/organisations.entity.js';

/*
 * A card is what its owner edits; `listed` is the revision the lab approved and the public sees. `tokens` are
 * the segmented words of the listed revision; the search vector is generated from them by the database.
 */

@Entity()
@Index('solution_search', { synchronize: false })
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
  @Words({ default: '' }) tokens!: string;
  @Words({ nullable: true }) remark!: string | null;
  @Now() createdAt!: Date;
  @Now() updatedAt!: Date;
}

@Entity()
@Index('algorithm_search', { synchronize: false })
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
  @Words({ default: '' }) tokens!: string;
  @Words({ nullable: true }) remark!: string | null;
  @Now() createdAt!: Date;
  @Now() updatedAt!: Date;
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
  @Now() createdAt!: Date;
}

@Entity()
@Index('dataset_search', { synchronize: false })
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
  @Words({ default: '' }) tokens!: string;
  @Words({ nullable: true }) remark!: string | null;
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
  @Json({ nullable: true }) profile!: unknown;
  @Json({ default: () => "'[]'" }) problems!: unknown;
  @Json({ nullable: true }) quality!: unknown;
  @Json({ default: () => "'[]'" }) sample!: unknown;
  /** Its source has moved into the vault. */
  @Moment({ nullable: true }) sealedAt!: Date | null;
  @Now() createdAt!: Date;
}
