import { Gauge, type Registry } from 'prom-client';

/** A gauge whose samples are computed from something read a moment ago. */
export interface GaugeSpec<Source> {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  readonly of: (
    source: Source,
  ) => readonly (readonly [labels: Readonly<Record<string, string>>, value: number])[];
}

/** Registers the gauges; returns what sets all their samples anew, or none when nothing was read. */
export function registerGauges<Source>(
  register: Registry,
  specs: readonly GaugeSpec<Source>[],
): (source: Source | null) => void {
  const gauges = specs.map(({ name, help, labels, of }) => ({
    of,
    gauge: new Gauge({ name, help, labelNames: [...labels], registers: [register] }),
  }));
  return (source) => {
    for (const { gauge, of } of gauges) {
      gauge.reset();
      if (source !== null) for (const [labels, value] of of(source)) gauge.set(labels, value);
    }
  };
}
