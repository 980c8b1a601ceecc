/** What a measure is given, and what it yields. */
import type { Section } from './table.ts'

export interface Given {
  /** Few rounds and small sizes. */
  isQuick: boolean
  seed: number
  /** Undoes what was started, last first, when the run ends or is broken off. */
  atEnd: (act: () => unknown) => void
}

export type Measure = (given: Given) => Promise<Section>
