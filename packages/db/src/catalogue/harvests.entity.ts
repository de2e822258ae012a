import { Entity, ForeignKey, Index } from 'typeorm';
import { Big, Flag, IdColumn, Json, Moment, Now, Ref, Status, Whole, Words } from '../core/columns.js';
import { Organisation } from '../organisations/organisations.entity.js';

/** A catalogue of another house at an address, read again by the clock. */
@Entity()
@Index('catalogue_source_due', ['nextAt'], { where: "status IN ('active', 'failing')" })
@Index('UQ_catalogue_source_name', ['organisationId', 'name'], {
  unique: true,
  where: "status <> 'removed'",
})
export class CatalogueSource {
  @IdColumn() id!: string;
  @ForeignKey(() => Organisation, { name: 'FK_catalogue_source_organisation' })
  @Ref()
  organisationId!: string;
  /** Who set it up. */
  @Ref() personId!: string;
  @Status() status!: string;
  /** Part of what its entries are known by where they have no address of their own: it never changes. */
  @Words() name!: string;
  /** It may hold a key; the lab alone reads it. */
  @Words() address!: string;
  @Words() kind!: string;
  @Words({ nullable: true }) licence!: string | null;
  @Json({ nullable: true }) mapping!: unknown;
  @Words() every!: string;
  @Moment({ nullable: true }) nextAt!: Date | null;
  /** Harvests in a row that came to nothing. */
  @Whole({ default: 0 }) failures!: number;
  @Now() createdAt!: Date;
}

/** One reading of a source: asked for or due, how far it is, what came of it. The row is the queue. */
@Entity()
@Index('catalogue_harvest_open', ['askedAt'], { where: 'ended_at IS NULL' })
@Index('UQ_catalogue_harvest_open', ['sourceId'], { unique: true, where: 'ended_at IS NULL' })
export class CatalogueHarvest {
  @IdColumn() id!: string;
  @ForeignKey(() => CatalogueSource, { name: 'FK_catalogue_harvest_source' })
  @Index('catalogue_harvest_of')
  @Ref()
  sourceId!: string;
  /** Who asked for it; null: the clock. */
  @Ref({ nullable: true }) personId!: string | null;
  /** A look: nothing is kept but what would become of each entry. */
  @Flag() trial!: boolean;
  @Flag() acceptVanished!: boolean;
  @Now() askedAt!: Date;
  @Whole({ default: 0 }) tries!: number;
  /** When whoever reads it last said so. */
  @Moment({ nullable: true }) beatAt!: Date | null;
  @Whole({ default: 0 }) pages!: number;
  @Whole({ default: 0 }) entries!: number;
  @Big({ default: 0 }) received!: string;
  @Moment({ nullable: true }) endedAt!: Date | null;
  @Json({ nullable: true }) problem!: unknown;
  @Json({ nullable: true }) counts!: unknown;
  /** Without those that are as they were. */
  @Json({ default: () => "'[]'" }) lines!: unknown;
  /** Of records: what was read as what, and what there is. */
  @Json({ nullable: true }) mapping!: unknown;
  @Json({ default: () => "'[]'" }) paths!: unknown;
  /** By which it is undone. */
  @ForeignKey(() => CatalogueImport, { name: 'FK_catalogue_harvest_import' })
  @Ref({ nullable: true })
  importId!: string | null;
}

/** One file of another catalogue that was taken over, or one harvest: each entry's line, and what stood before. */
@Entity()
export class CatalogueImport {
  @IdColumn() id!: string;
  @ForeignKey(() => Organisation)
  @Ref()
  organisationId!: string;
  @Ref() personId!: string;
  @Words() kind!: string;
  @Words() fileName!: string;
  @Words() source!: string;
  /** Of a harvest. */
  @ForeignKey(() => CatalogueSource, { name: 'FK_catalogue_import_source' })
  @Ref({ nullable: true })
  sourceId!: string | null;
  @Json() counts!: unknown;
  @Json() lines!: unknown;
  /** By data set: the card that stood before (null where it was added) and the digest of what was written. */
  @Json() before!: unknown;
  @Now() at!: Date;
  @Moment({ nullable: true }) undoneAt!: Date | null;
  @Whole({ default: 0 }) kept!: number;
}
