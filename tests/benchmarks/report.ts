import os from 'node:os';

export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the value may be at most (or at least, where more is better); others are there to compare with. */
  readonly goal: { readonly atMost: number } | { readonly atLeast: number } | 'comparison';
  /** How it was measured: how often, on what, beside what. */
  readonly conditions: string;
}

/** The value below which this part of the samples lies; 0.5 is the median. */
export function percentile(samples: readonly number[], part: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)];
  if (value === undefined) throw new Error('No samples to take a percentile of.');
  return value;
}

function holds({ value, goal }: Measurement): boolean {
  if (goal === 'comparison') return true;
  return 'atMost' in goal ? value <= goal.atMost : value >= goal.atLeast;
}

function goalText({ goal }: Measurement, atMost: string, atLeast: string): string {
  if (goal === 'comparison') return goal;
  return 'atMost' in goal ? `${atMost} ${goal.atMost}` : `${atLeast} ${goal.atLeast}`;
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

/** Prints measurements as a table, or as JSON when the command was called with `--json`. */
export function printReport(measurements: readonly Measurement[]): void {
  if (process.argv.includes('--json')) {
    const rows = measurements.map((measurement) => ({
      name: measurement.name,
      value: rounded(measurement.value),
      unit: measurement.unit,
      goal: goalText(measurement, '<=', '>='),
      holds: holds(measurement),
      conditions: measurement.conditions,
    }));
    console.log(JSON.stringify(rows, undefined, 2));
    return;
  }
  console.table(
    measurements.map((measurement) => ({
      name: measurement.name,
      value: `${rounded(measurement.value)} ${measurement.unit}`,
      goal: goalText(measurement, '≤', '≥'),
      holds: measurement.goal === 'comparison' ? '' : holds(measurement) ? 'yes' : 'no',
      conditions: measurement.conditions,
    })),
  );
  console.log(machine());
}

const loadAtStart = os.loadavg()[0] ?? NaN;

/** The machine and what else it does, in one line: a figure without them says little. */
export function machine(): string {
  const [cpu] = os.cpus();
  const load = `load ${loadAtStart.toFixed(1)} at the start and ${(os.loadavg()[0] ?? NaN).toFixed(1)} now`;
  return `${os.cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}, Node ${process.versions.node}, ${os.platform()}, ${load}`;
}
