import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Big, Flag, IdColumn, Json, Moment, Now, Ref, Status, Whole, Words } from '../core/columns.js';

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
