import { v7 } from 'uuid';

/** Ids are made by the application (UUIDv7), so that any Postgres from 15 on serves. */
export const newId = (): string => v7();
