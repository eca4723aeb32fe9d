import { createServer, type Server } from 'node:http';
import { gzipSync } from 'node:zlib';
import { collectDefaultMetrics, Registry } from 'prom-client';

/** Names that promtool refuses: gauges that end in _total. */
const ILL_NAMED = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
];

export function createRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const name of ILL_NAMED) registry.removeSingleMetric(name);
  return registry;
}

/** `/metrics` for Prometheus on a listener of its own, never through the public proxy. */
export function metricsServer(registry: Registry): Server {
  return createServer((request, response) => {
    if (request.url !== '/metrics') {
      response.writeHead(404).end('metrics are at /metrics\n');
      return;
    }
    registry.metrics().then(
      (text) => {
        const zipped = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
        response.writeHead(200, {
          'Content-Type': registry.contentType,
          ...(zipped ? { 'Content-Encoding': 'gzip' } : {}),
        });
        response.end(zipped ? gzipSync(text, { level: 1 }) : text);
      },
      () => response.writeHead(500).end('metrics cannot be read now\n'),
    );
  });
}
