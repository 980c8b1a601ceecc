/** How a family takes values that a label introduces. */
import type { Family } from './family.ts'
import type { Trust } from './judge.ts'
import type { Value } from './value.ts'

export interface LabelRule {
  family: Family
  accepts(value: Value, trust: Trust, after: string): boolean
  /** Whether people speak of the value in sentences; some are only ever introduced directly. */
  prose: boolean
}
