import EventEmitter from 'events';
import type { LogEntry } from '../../playground.ts';
import { writeOutput } from '../console/output.ts';
import { positionIn } from '../stack.ts';

/** What pino writes its lines to: here, the log of the program, each with pino's level. */
class Destination extends EventEmitter {
  readonly minLength = 0;
  readonly sync = true;

  write(line: string): boolean {
    const text = line.replace(/\n$/, '');
    writeOutput(levelOf(text), text, positionIn(text));
    return true;
  }

  flush(done?: () => void): void {
    done?.();
  }

  flushSync(): void {
    // Every line is out already.
  }

  reopen(): void {
    // There is no file.
  }

  end(): void {
    this.emit('finish');
    this.emit('close');
  }

  destroy(): void {
    this.emit('close');
  }
}

function levelOf(line: string): LogEntry['level'] {
  const level = Number(/"level":(\d+)/.exec(line)?.[1] ?? 30);
  if (level >= 50) return 'error';
  if (level >= 40) return 'warn';
  return level >= 30 ? 'info' : 'debug';
}

function SonicBoom(): Destination {
  return new Destination();
}
SonicBoom.SonicBoom = SonicBoom;
SonicBoom.default = SonicBoom;

export { SonicBoom as 'module.exports', SonicBoom as default };
