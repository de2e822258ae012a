import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Big, Flag, IdColumn, Json, Moment, Now, Ref, Whole, Words } from '../core/columns.js';
import { Upload } from '../core/spine.entity.js';
import { Organisation } from '../organisations/organisations.entity.js';
import { Dataset, DatasetVersion } from './catalogue.entity.js';

/** A file an organisation has the lab fetch from an address: what was asked, how far it is, what came of it. */
@Entity()
@Index('dataset_fetch_open', ['askedAt'], { where: 'ended_at IS NULL' })
export class DatasetFetch {
  @IdColumn() id!: string;
  @ForeignKey(() => Dataset, { name: 'FK_dataset_fetch_dataset' })
  @Index('dataset_fetch_of')
  @Ref()
  datasetId!: string;
  @ForeignKey(() => Organisation, { name: 'FK_dataset_fetch_organisation' })
  @Ref()
  organisationId!: string;
  @Ref() personId!: string;
  /** As it was written; it may hold a key, so nobody else reads it. */
  @Words() address!: string;
  /** What is byte for byte this version is not taken once more. */
  @ForeignKey(() => DatasetVersion, { name: 'FK_dataset_fetch_against' })
  @Ref({ nullable: true })
  againstId!: string | null;
  /** Room that is held for it: no more bytes than these are taken. */
  @Big() most!: string;
  /** Asked for by the clock: what comes becomes a version by itself. */
  @Flag() scheduled!: boolean;
  @Now() askedAt!: Date;
  @Moment({ nullable: true }) cancelledAt!: Date | null;
  @Whole({ default: 0 }) tries!: number;
  /** When whoever fetches it last said so. */
  @Moment({ nullable: true }) beatAt!: Date | null;
  @Big({ default: 0 }) received!: string;
  @Big({ nullable: true }) expected!: string | null;
  @Moment({ nullable: true }) endedAt!: Date | null;
  @Json({ nullable: true }) problem!: unknown;
  @Flag() unchanged!: boolean;
  @Words({ nullable: true }) sha256!: string | null;
  @Words({ nullable: true }) cameFrom!: string | null;
  @Words({ nullable: true }) etag!: string | null;
  @Words({ nullable: true }) lastModified!: string | null;
  @Words({ nullable: true }) contentType!: string | null;
  @ForeignKey(() => Upload, { name: 'FK_dataset_fetch_upload' })
  @Index('UQ_dataset_fetch_upload', { unique: true })
  @Ref({ nullable: true })
  uploadId!: string | null;
  /** What was made of it. */
  @ForeignKey(() => DatasetVersion, { name: 'FK_dataset_fetch_version' })
  @Index('dataset_fetch_version')
  @Ref({ nullable: true })
  datasetVersionId!: string | null;
}

/** How often data are expected anew, and where from the lab fetches them by itself. */
@Entity()
@Index('dataset_upkeep_due', ['nextAt'], { where: 'next_at IS NOT NULL' })
export class DatasetUpkeep {
  @ForeignKey(() => Dataset, { name: 'FK_dataset_upkeep_dataset' })
  @PrimaryColumn('uuid')
  datasetId!: string;
  @Ref() organisationId!: string;
  /** In whose name it is fetched. */
  @Ref() personId!: string;
  @Words() every!: string;
  /** It may hold a key, so nobody else reads it. */
  @Words({ nullable: true }) address!: string | null;
  /** Bytes of one file, and of all its organisation has here, beyond which nothing is taken. */
  @Big() most!: string;
  @Big() quota!: string;
  @Moment({ nullable: true }) nextAt!: Date | null;
  @Whole({ default: 0 }) failures!: number;
  @Now() setAt!: Date;
}
