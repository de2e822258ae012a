import { Entity, Index } from 'typeorm';
import { IdColumn, Now, Ref, Words } from '../core/columns.js';

/** What happened at the doors, for the lab's admin alone; swept after 180 days. */
@Entity()
export class SecurityEntry {
  @IdColumn() id!: string;
  @Index()
  @Now()
  at!: Date;
  @Words() kind!: string;
  @Words({ nullable: true }) email!: string | null;
  /** No foreign key: what is written here outlives an account. */
  @Ref({ nullable: true }) personId!: string | null;
  @Words() address!: string;
  @Words() agent!: string;
  @Words({ nullable: true }) route!: string | null;
  @Words({ nullable: true }) code!: string | null;
}
