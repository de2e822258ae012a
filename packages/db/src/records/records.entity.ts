import { Check, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { DayColumn, Flag, Json, Moment, Now, Real, Ref, Whole, Words } from '../core/columns.js';
import { Organisation, Person } from '../organisations/organisations.entity.js';

/** What one figure of an organisation's record is made of; made anew by a job. */
@Entity()
@Index('record_fact_figure', ['figure'])
@Check('record_fact_counts', '(met IS NULL) <> (excluded IS NULL) AND weight > 0')
export class RecordFact {
  @ForeignKey(() => Organisation, { name: 'record_fact_organisation' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'record_fact_key' })
  organisationId!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'record_fact_key' }) figure!: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'record_fact_key' }) thingId!: string;
  /** A criterion's id where one thing is several facts. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'record_fact_key' }) part!: string;
  @Words() thing!: string;
  @Json() title!: unknown;
  @Moment() at!: Date;
  @Flag({ nullable: true, default: null }) met!: boolean | null;
  @Whole() weight!: number;
  @Words({ nullable: true }) excluded!: string | null;
  @Json({ nullable: true }) values!: unknown;
}

/** The facts counted: all that others may read, of a published figure. */
@Entity()
@Check('record_tally_sums', 'met >= 0 AND met <= facts')
export class RecordTally {
  @ForeignKey(() => Organisation, { name: 'record_tally_organisation' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'record_tally_key' })
  organisationId!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'record_tally_key' }) figure!: string;
  @Whole() met!: number;
  @Whole() facts!: number;
  @Json() excluded!: unknown;
}

/** Of each figure: since when everybody reads it, and what its estimates are drawn towards. */
@Entity()
export class RecordFigure {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'record_figure_key' }) figure!: string;
  @DayColumn({ nullable: true }) publishedFrom!: string | null;
  @ForeignKey(() => Person, { name: 'record_figure_person' })
  @Ref({ nullable: true })
  publishedBy!: string | null;
  @Real({ default: 0.5 }) priorShare!: number;
  @Flag() priorOfLab!: boolean;
  @Moment({ nullable: true }) countedAt!: Date | null;
}

/** What an organisation says to one figure of its own record. */
@Entity()
@Check(
  'record_reply_judged',
  '(judged_by IS NOT NULL) = (shown_at IS NOT NULL OR refused_because IS NOT NULL) AND (shown_at IS NULL OR refused_because IS NULL)',
)
export class RecordReply {
  @ForeignKey(() => Organisation, { name: 'record_reply_organisation' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'record_reply_key' })
  organisationId!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'record_reply_key' }) figure!: string;
  @Words() text!: string;
  @ForeignKey(() => Person, { name: 'record_reply_person' })
  @Ref()
  personId!: string;
  @Now() at!: Date;
  @Moment({ nullable: true }) shownAt!: Date | null;
  @Words({ nullable: true }) refusedBecause!: string | null;
  @ForeignKey(() => Person, { name: 'record_reply_judge' })
  @Ref({ nullable: true })
  judgedBy!: string | null;
}
