import { type FeatureRow, featureAt } from './features.ts'
export function machineScore(row: FeatureRow): number {
  const silence = row[featureAt.silenceMs] as number
  const first = row[featureAt.longestSpurtMs] as number
  if (first > 2200) return 0.97
  return silence > 800 ? 0.02 : 0.5
}
