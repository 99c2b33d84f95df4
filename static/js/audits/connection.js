import { DatabaseConnection } from '../toolkit/database-connection.js';
import { AuditError, storageError } from './errors.js';
import { migrate, VERSION } from './schema.js';

/**
 * The connection to the audits' database.
 *
 * @extends {DatabaseConnection<import('./schema.js').Schema>}
 */
export class Connection extends DatabaseConnection {
  /** @param {string} name of the database @param {import('../toolkit/database-connection.js').Listeners} listeners */
  constructor(name, listeners) {
    super(
      {
        ...{ name, channel: 'shelfscan-audits', version: VERSION, migrate, toError: storageError },
        error: (code, about) => new AuditError(code, about),
      },
      listeners,
    );
  }
}
