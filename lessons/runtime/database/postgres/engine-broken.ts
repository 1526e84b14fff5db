import { DatabaseFailure } from '../database-failure.ts';

/** PGlite has stopped to answer as the protocol demands: it has crashed, and nothing of it can be used. */
export class EngineBroken extends DatabaseFailure {
  constructor() {
    super({
      code: '57P02',
      message:
        'PostgreSQL crashed at this statement. It was started again, with the schema and the seed; ' +
        'what the program wrote is lost.',
    });
    this.name = 'EngineBroken';
  }
}
