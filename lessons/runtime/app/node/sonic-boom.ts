import EventEmitter from 'events';
import { writeStandardOutput } from '../console/standard-output.ts';

/** What pino writes its lines to where a program names a destination: here, too, the log. */
class Destination extends EventEmitter {
  readonly minLength = 0;
  readonly sync = true;

  write(text: string): boolean {
    writeStandardOutput(text);
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

function SonicBoom(): Destination {
  return new Destination();
}
SonicBoom.SonicBoom = SonicBoom;
SonicBoom.default = SonicBoom;

export { SonicBoom as 'module.exports', SonicBoom as default };
