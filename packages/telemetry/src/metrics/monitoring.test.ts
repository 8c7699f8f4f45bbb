import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { registerFleetMetrics } from './fleet-metrics.ts';
import { createHttpMetrics } from './http-metrics.ts';
import { createJobMetrics } from './job-metrics.ts';

const folder = join(import.meta.dirname, '../../../../infra/monitoring');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

/** Every name that worker and API can serve: histograms have three. */
function servedNames(): Set<string> {
  const registry = new Registry();
  createHttpMetrics(registry, () => 0);
  createJobMetrics(registry);
  registerFleetMetrics(registry, {
    durationBounds: [1],
    history: () => Promise.reject(new Error('is not asked')),
    measures: () => Promise.reject(new Error('is not asked')),
    onError: () => {},
  });
  const names = registry
    .getMetricsAsArray()
    .flatMap(({ name, type }) =>
      String(type) === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    );
  return new Set(names);
}

const namedIn = (text: string) => [...new Set(text.match(/\bspringboard_[a-z_]+/g) ?? [])];
const alertsIn = (text: string) => [...text.matchAll(/\balert: (\w+)/g)].map(([, name]) => name);

describe('what watches the platform', () => {
  it.each(['alerts.yml', 'alerts.test.yml', 'grafana-dashboard.json', 'README.md'])(
    '%s names metrics that there are',
    (file) => {
      const served = servedNames();
      const named = namedIn(read(file));
      expect(named.length).toBeGreaterThan(3);
      expect(named.filter((name) => !served.has(name))).toEqual([]);
    },
  );

  it('tries each alert, where it fires and where it does not', () => {
    const tests = read('alerts.test.yml');
    for (const alert of alertsIn(read('alerts.yml'))) {
      const cases = tests.split(`alertname: ${alert}\n`).slice(1);
      expect(
        cases.some((one) => one.trimStart().startsWith('exp_alerts: []')),
        `${alert} is quiet`,
      ).toBe(true);
      expect(
        cases.some((one) => /^\s*exp_alerts:\n/.test(one)),
        `${alert} fires`,
      ).toBe(true);
    }
  });

  it('sends operators to a part of the documentation that is there', () => {
    const operations = readFileSync(join(folder, '../../docs/operations.md'), 'utf8').toLowerCase();
    const anchors = [...read('alerts.yml').matchAll(/runbook: docs\/operations\.md#(\w+)/g)].map(
      ([, name]) => name,
    );
    expect(anchors).toHaveLength(alertsIn(read('alerts.yml')).length);
    for (const anchor of anchors) expect(operations).toContain(`#### ${anchor}\n`);
  });

  it('draws no two panels over each other, each with a question and a source', () => {
    const dashboard = JSON.parse(read('grafana-dashboard.json')) as {
      panels: {
        id: number;
        type: string;
        title: string;
        gridPos: { x: number; y: number; w: number; h: number };
        targets?: { expr: string; datasource: { uid: string } }[];
      }[];
    };
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
    const taken = new Set<string>();
    for (const { type, title, gridPos, targets = [] } of dashboard.panels) {
      if (type !== 'row') expect(targets.length, title).toBeGreaterThan(0);
      for (const { expr, datasource } of targets) {
        expect(expr, title).not.toBe('');
        expect(datasource.uid).toBe(`\${datasource}`);
      }
      expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++)
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
          expect(taken.has(`${x} ${y}`), `${title} at ${x} ${y}`).toBe(false);
          taken.add(`${x} ${y}`);
        }
    }
  });
});
