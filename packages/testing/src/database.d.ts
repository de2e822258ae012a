import { type RoleUrls } from '@scenario-lab/db/migrate';
import pg from 'pg';
export declare const rolePasswords: {
  public: string;
  api: string;
  execute: string;
  score: string;
};
export interface TestDatabase {
  urls: RoleUrls;
  /** As the owner: past every policy, for arranging and for looking. */
  owner: pg.Client;
  drop(): Promise<void>;
}
/** A database of this test file's own, cloned from the migrated template in some 50 ms. */
export declare function testDatabase(): Promise<TestDatabase>;
//# sourceMappingURL=database.d.ts.map
