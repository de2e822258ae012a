import { Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Now, Ref, WordList, Words } from '../core/columns.js';
import { Person } from '../organisations/organisations.entity.js';

/** What the lab did to its synonyms, INSERT-only: of each key the last line counts, and what is shipped where there is none. */
@Entity()
export class SynonymChange {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_synonym_change' }) id!: string;
  @Words() key!: string;
  @Words() deed!: string;
  @WordList() zh!: string[];
  @WordList() en!: string[];
  @Words() reason!: string;
  @ForeignKey(() => Person, { name: 'FK_synonym_change_person' })
  @Ref()
  personId!: string;
  @Now() at!: Date;
}
