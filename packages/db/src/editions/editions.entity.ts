import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Big, Flag, IdColumn, Json, Moment, Now, Real, Ref, Status, Whole, Words } from '../core/columns.js';

/** A list of needs or of solution cards, dated and numbered once it is published. */
@Entity()
@Index('edition_number', ['kind', 'number'], { unique: true })
export class Edition {
  @IdColumn() id!: string;
  @Status() status!: string;
  @Words() kind!: string;
  @Whole({ nullable: true }) number!: number | null;
  @Json() title!: unknown;
  @Json({ nullable: true }) note!: unknown;
  /** Needs or cards in the order they are printed in. */
  @Ref({ array: true, default: () => "'{}'" }) itemIds!: string[];
  @Flag() contacts!: boolean;
  /** `EditionContent`, frozen when it is submitted; null while it is changed. */
  @Json({ nullable: true }) content!: unknown;
  @Words({ nullable: true }) digest!: string | null;
  @Flag() alone!: boolean;
  @Words({ nullable: true }) remark!: string | null;
  @Moment({ nullable: true }) publishedAt!: Date | null;
  @Now() createdAt!: Date;
  @Now() updatedAt!: Date;
}

/** A file of a published edition, written once. `language` is empty where the file holds both. */
@Entity()
export class EditionFile {
  @ForeignKey(() => Edition)
  @PrimaryColumn('uuid')
  editionId!: string;
  @PrimaryColumn('text') format!: string;
  @PrimaryColumn('text') language!: string;
  @Words() sha256!: string;
  @Big() bytes!: string;
}

/** A list that came as a file. It is read in the sandbox; the lab looks at its lines before anything is made of them. */
@Entity()
export class ListImport {
  @IdColumn() id!: string;
  @Ref() organisationId!: string;
  @Ref() personId!: string;
  @Words() fileName!: string;
  @Words() sha256!: string;
  @Moment({ nullable: true }) readAt!: Date | null;
  /** Why it could not be read. */
  @Json({ nullable: true }) problems!: unknown;
  @Moment({ nullable: true }) undoneAt!: Date | null;
  @Now() createdAt!: Date;
}

@Entity()
@Index('list_import_row_digest', ['digest'])
export class ListImportRow {
  @ForeignKey(() => ListImport)
  @PrimaryColumn('uuid')
  importId!: string;
  @PrimaryColumn('integer') number!: number;
  @Words() kind!: string;
  @Words() sheet!: string;
  @Whole() row!: number;
  @Json() said!: unknown;
  /** Yuan the budget's heading counts in. */
  @Real({ nullable: true }) unit!: number | null;
  /** Of kind and values, set when it is imported: the same line is not made twice. */
  @Words({ nullable: true }) digest!: string | null;
  /** The draft it became. */
  @Ref({ nullable: true }) thingId!: string | null;
  /** The organisation that was entered for it. */
  @Ref({ nullable: true }) madeOrganisationId!: string | null;
  /** The draft's `updated_at` when it was made: whoever has changed it keeps it. */
  @Moment({ nullable: true }) madeAt!: Date | null;
}
