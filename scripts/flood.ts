/**
 * `node scripts/flood.ts [MESSAGES]`: the floods of test/fuzz/floods.test.ts at any size, printed as a
 * table. Virtual: a transaction layer without sockets. Real: UDP on 127.0.0.1, in bursts of 40.
 */
import { type FloodKind, floodEndpoint, floodKinds, floodLayer } from '../test/fuzz/flood.ts'

const messages = Number(process.argv[2] ?? 2_000_000)
if (!(messages > 0)) {
  console.error('node scripts/flood.ts [MESSAGES]')
  process.exit(2)
}

const mebibytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1)

function virtual(kinds: readonly FloodKind[], sources: number, bytes: number) {
  const share = bytes > 0 ? 100 : 1
  const report = floodLayer({
    messages: Math.ceil(messages / share),
    kinds,
    sources,
    bytes,
    transactionsMax: 100_000,
    seed: 1,
  })
  const { honest } = report
  return {
    flood: `virtual: ${kinds.join(' ')}${bytes > 0 ? ` of ${bytes} bytes` : ''}`,
    sources,
    messages: report.messages,
    'messages/s': Math.round(report.messages / (report.milliseconds / 1000)),
    'transactions at most': report.transactionsAtMost,
    'MiB during': mebibytes(report.heapGrowthAtMost),
    'MiB after': mebibytes(report.heapGrowthAfter),
    honest: `${honest.answered}/${honest.sent}`,
  }
}

async function real() {
  const report = await floodEndpoint({
    messages: Math.ceil(messages / 10),
    sockets: 8,
    kinds: floodKinds,
    burst: 40,
  })
  return {
    flood: `real UDP: ${floodKinds.join(' ')}`,
    sources: 8,
    messages: report.messages,
    'messages/s': Math.round(report.messages / (report.milliseconds / 1000)),
    'transactions at most': report.transactionsAtMost,
    'MiB after': mebibytes(report.heapGrowthAfter),
    honest: `${report.honest.answered}/${report.honest.sent}, ${Math.round(report.honestMsAtMost)} ms at most`,
  }
}

console.table([
  virtual(floodKinds, 1, 0),
  virtual(floodKinds, 60_000, 0),
  virtual(['INVITE'], 60_000, 0),
  virtual(['INVITE'], 1, 60_000),
  await real(),
])
