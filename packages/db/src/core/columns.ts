import { Column, type ColumnOptions, PrimaryColumn } from 'typeorm';

/** The column kinds of this schema, so that an entity reads as a list of facts. */
export const IdColumn = () => PrimaryColumn('uuid');
export const Ref = (options: ColumnOptions = {}) => Column({ type: 'uuid', ...options });
export const Words = (options: ColumnOptions = {}) => Column({ type: 'text', ...options });
export const Json = (options: ColumnOptions = {}) => Column({ type: 'jsonb', ...options });
export const WordList = () => Column('text', { array: true, default: () => "'{}'" });
export const Whole = (options: ColumnOptions = {}) => Column({ type: 'integer', ...options });
export const Big = (options: ColumnOptions = {}) => Column({ type: 'bigint', ...options });
export const Real = (options: ColumnOptions = {}) => Column({ type: 'double precision', ...options });
export const Flag = (options: ColumnOptions = {}) => Column({ type: 'boolean', default: false, ...options });
export const Moment = (options: ColumnOptions = {}) => Column({ type: 'timestamptz', ...options });
export const Now = () => Column('timestamptz', { default: () => 'now()' });
export const DayColumn = (options: ColumnOptions = {}) => Column({ type: 'date', ...options });
/** Search vector; the database writes its default with a cast. */
export const Vector = () => Column('tsvector', { default: () => "''" });
/** `new` until `transition()` brings the thing into being in the same transaction. */
export const Status = () => Column('text', { default: 'new' });
