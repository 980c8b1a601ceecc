/** Every measure by name, in the order of the table. Loaded when its turn comes. */
import type { Measure } from './given.ts'

export const MEASURES: Record<string, () => Promise<Measure>> = {
  note: async () => (await import('./rules/note.ts')).measureNote,
  redaction: async () => (await import('./rules/redaction.ts')).measureRedaction,
  fold: async () => (await import('./rules/fold.ts')).measureFold,
  ranking: async () => (await import('./rules/ranking.ts')).measureRanking,
  flow: async () => (await import('./rules/flow.ts')).measureFlowRules,
  proposals: async () => (await import('./rules/proposals.ts')).measureProposals,
  records: async () => (await import('./api/records.ts')).measureRecords,
  search: async () => (await import('./api/flow-search.ts')).measureFlowSearch,
  publish: async () => (await import('./api/publish.ts')).measurePublish,
  learning: async () => (await import('./api/learning.ts')).measureLearning,
  batches: async () => (await import('./api/batches.ts')).measureBatches,
  handoffs: async () => (await import('./api/handoffs.ts')).measureHandoffs,
  live: async () => (await import('./api/live.ts')).measureLive,
  tokens: async () => (await import('./assistant/tokens.ts')).measureTokens,
  turns: async () => (await import('./assistant/turns.ts')).measureTurns,
  retrieval: async () => (await import('./assistant/retrieval.ts')).measureRetrieval,
  start: async () => (await import('./api/cold-start.ts')).measureColdStart,
  size: async () => (await import('./browser/size.ts')).measureSize,
  content: async () => (await import('./browser/content-script.ts')).measureContentScript,
  editor: async () => (await import('./browser/editor.ts')).measureEditor,
  panel: async () => (await import('./browser/panel.ts')).measurePanel,
  // Last: these leave many sessions behind, of others and of the team.
  scaling: async () => (await import('./api/scaling.ts')).measureScaling,
  numbers: async () => (await import('./api/numbers.ts')).measureNumbers,
}
