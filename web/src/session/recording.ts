import type { Exchange, Playground } from '../../../lessons/runtime/playground.ts';

/** The same playground, telling of every exchange that passes through it. */
export function recordExchanges(
  playground: Playground,
  onExchange: (exchange: Exchange) => void,
): Playground {
  return {
    resetDatabase: (source) => playground.resetDatabase(source),
    start: (files, entry) => playground.start(files, entry),
    async send(request, options) {
      const exchange = await playground.send(request, options);
      onExchange(exchange);
      return exchange;
    },
    hangUp: () => playground.hangUp(),
    onPart: (listener) => playground.onPart(listener),
    async race(requests) {
      const exchanges = await playground.race(requests);
      exchanges.forEach(onExchange);
      return exchanges;
    },
    advanceClock: (milliseconds) => playground.advanceClock(milliseconds),
    setServices: (conditions) => playground.setServices(conditions),
    stop: () => playground.stop(),
    query: (sql, parameters) => playground.query(sql, parameters),
    explain: (sql, parameters) => playground.explain(sql, parameters),
    runTyped: (sql, limit) => playground.runTyped(sql, limit),
    step: (session, sql, limit) => playground.step(session, sql, limit),
    endSteps: () => playground.endSteps(),
    table: (name, page) => playground.table(name, page),
    cancelReset: () => playground.cancelReset(),
    onLoading: (listener) => playground.onLoading(listener),
    tables: (limit) => playground.tables(limit),
    whenPostgresReady: () => playground.whenPostgresReady(),
    onEngine: (listener) => playground.onEngine(listener),
    dispose: () => playground.dispose(),
  };
}
