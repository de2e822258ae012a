/** What the application context provides, by name. */
export const ENV = 'ENV';
export const LOG = 'LOG';
export const DATABASE = 'DATABASE';
export const QUEUES = 'QUEUES';
export const BLOBS = 'BLOBS';
export const ENDING = 'ENDING';
