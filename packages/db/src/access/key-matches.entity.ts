import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { DatasetVersion } from '../catalogue/catalogue.entity.js';
import { IdColumn, Moment, Now, Ref, Whole, WordList, Words } from '../core/columns.js';
import { Grant } from '../organisations/organisations.entity.js';

/** One question under a contract: how many keys both sides have. */
@Entity()
@Index('key_match_once', ['granteeId', 'datasetVersionId'], { unique: true, where: 'ended_at IS NULL' })
export class KeyMatch {
  @IdColumn() id!: string;
  @ForeignKey(() => Grant, { name: 'FK_key_match_grant_id' })
  @Index('key_match_grant')
  @Ref()
  grantId!: string;
  @Index('key_match_dataset')
  @Ref()
  datasetId!: string;
  @ForeignKey(() => DatasetVersion, { name: 'FK_key_match_dataset_version_id' })
  @Ref()
  datasetVersionId!: string;
  @Ref() ownerId!: string;
  @Ref() granteeId!: string;
  @Ref() personId!: string;
  @Words() keyColumn!: string;
  @Words() list!: string;
  @Now() askedAt!: Date;
  @Moment({ nullable: true }) agreedAt!: Date | null;
  @Ref({ nullable: true }) agreedById!: string | null;
  /** How many points each side has handed in, of each round. */
  @Whole({ nullable: true }) ownerFirst!: number | null;
  @Whole({ nullable: true }) granteeFirst!: number | null;
  @Whole({ nullable: true }) ownerSecond!: number | null;
  @Whole({ nullable: true }) granteeSecond!: number | null;
  @Moment({ nullable: true }) endedAt!: Date | null;
  @Words({ nullable: true }) reason!: string | null;
  @Moment({ nullable: true }) countedAt!: Date | null;
  /** As it is told. */
  @Whole({ nullable: true }) count!: number | null;
}

/** Blinded keys on their way; gone once they are counted. */
@Entity()
export class KeyMatchPoints {
  @ForeignKey(() => KeyMatch, { name: 'FK_key_match_points_match' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_key_match_points' })
  keyMatchId!: string;
  /** Who handed them in. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'PK_key_match_points' }) side!: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'PK_key_match_points' }) round!: number;
  @WordList() points!: string[];
}
