import type { StoreApi } from 'zustand/vanilla';
import type { Attack } from '../../../lessons/runtime/attack/attack.ts';
import type { Check, Finding } from '../../../lessons/runtime/checks/check.ts';
import type { Exchange, HttpResponse, Playground, SourceFiles } from '../../../lessons/runtime/playground.ts';
import { announce } from '../shell/announce.ts';
import { describeExchange } from './describe-exchange.ts';
import type { History } from './history.ts';
import { recordExchanges } from './recording.ts';
import type { Sending } from './sending.ts';
import { conditionsOf } from './service-settings.ts';
import { checksEnded, checksStarted, describeChecks, isSolvedBy, withResult } from './check-rows.ts';
import type { SessionState } from './state.ts';
import { messageOf, type Turns } from './turns.ts';

/** What judges the code of a lesson. */
export interface Grading {
  readonly checks: readonly Check[];
  readonly attack: Attack | undefined;
}

interface JudgingParts {
  readonly store: StoreApi<SessionState>;
  readonly grading: Grading;
  readonly playground: Playground;
  readonly history: History;
  readonly sending: Sending;
  readonly turns: Turns;
  readonly advanceClock: (milliseconds: number) => Promise<void>;
  readonly lint: (files: SourceFiles) => Promise<readonly Finding[]>;
}

/** The lesson's attack on the learner's program, and its checks. */
export function createJudging(parts: JudgingParts) {
  const { store, grading, playground, history, sending, turns, advanceClock, lint } = parts;
  const { inTurn, isBusy } = turns;
  return {
    async runAttack(): Promise<void> {
      const { attack } = grading;
      if (!attack || isBusy()) return;
      const start = { requests: 0, stolen: '', length: 0, step: 'Starting' };
      store.setState({ attack: { kind: 'running', progress: start } });
      await inTurn('attacking', async () => {
        try {
          const keep = (exchange: Exchange): HttpResponse => {
            history.add('attack', exchange);
            if (exchange.outcome.kind === 'response') return exchange.outcome.response;
            throw new Error(describeExchange(exchange));
          };
          const steps = attack(async (request) => keep(await sending.sendNow(request)), {
            race: async (requests) => (await playground.race(requests)).map(keep),
            advanceClock,
          });
          for (;;) {
            const step = await steps.next();
            if (step.done) {
              store.setState({ attack: { kind: 'done', report: step.value } });
              announce(`The attack ${step.value.outcome}: ${step.value.step}.`);
              return;
            }
            store.setState({ attack: { kind: 'running', progress: step.value } });
            await nextFrame();
          }
        } catch (error) {
          store.setState({ attack: { kind: 'broken', message: messageOf(error) } });
          announce(`The attack could not go on: ${messageOf(error)}`);
        }
      });
    },

    async runChecks(): Promise<void> {
      if (isBusy()) return;
      store.setState((state) => ({ checks: checksStarted(state.checks) }));
      announce('Checks are running.');
      await inTurn('checking', async () => {
        const { files, project } = store.getState();
        store.setState({ checkedFiles: files });
        const recorded = recordExchanges(playground, (exchange) => history.add('checks', exchange));
        const { runChecks } = await import('../../../lessons/runtime/checks/run-checks.ts');
        const results = runChecks({
          playground: recorded,
          database: project.safeDatabase,
          files,
          entry: project.entry,
          rules: project.rules,
          checks: grading.checks,
          ...(grading.attack ? { attack: grading.attack } : {}),
          lint,
        });
        try {
          for await (const result of results) {
            store.setState((state) => ({ checks: withResult(state.checks, result) }));
          }
          // The tables are the reader's again.
          await playground.resetDatabase(project.safeDatabase);
        } catch (error) {
          announce(`The checks could not be run: ${messageOf(error)}`);
          throw error;
        } finally {
          store.setState((state) => ({
            checks: checksEnded(state.checks),
            program: { kind: 'none' },
            made: undefined,
          }));
          await playground.setServices(conditionsOf(store.getState().services));
        }
        const { checks } = store.getState();
        if (isSolvedBy(checks)) store.setState({ isSolved: true });
        announce(describeChecks(checks));
      });
    },
  };
}

function nextFrame(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 16));
}
