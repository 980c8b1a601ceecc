/** The versions of flows that a session runs on, those that can be entered from them among it. */
import type { Run } from './session.ts'

export const flowVersionsOf = (runs: readonly Run[]): string[] => [
  ...new Set(runs.flatMap(({ flow, pins }) => [flow, ...pins].map(({ version }) => version))),
]
