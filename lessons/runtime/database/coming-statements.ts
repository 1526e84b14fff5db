import type { Session } from './session.ts';
import { splitStatements } from './sql/statements.ts';
import type { FrontendMessage } from './wire/frontend.ts';

/**
 * The statements that messages are about to execute. Before they have run, the session's unnamed portal is
 * still that of the statement before: only what the messages bind themselves counts.
 */
export function comingStatements(session: Session, messages: readonly FrontendMessage[]): readonly string[] {
  const parsed = new Map<string, string>();
  const bound = new Map<string, string | undefined>();
  const coming: (string | undefined)[] = [];
  for (const message of messages) {
    switch (message.kind) {
      case 'query':
        coming.push(...splitStatements(message.sql).map(({ sql }) => sql));
        break;
      case 'parse':
        parsed.set(message.statement, message.sql);
        break;
      case 'bind': {
        const known = parsed.get(message.statement) ?? session.statements.get(message.statement)?.parse.sql;
        bound.set(message.portal, known);
        break;
      }
      case 'execute':
        coming.push(
          bound.has(message.portal)
            ? bound.get(message.portal)
            : session.portals.get(message.portal)?.statement.parse.sql,
        );
    }
  }
  return coming.filter((sql) => sql !== undefined);
}
