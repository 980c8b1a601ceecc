/** Who did it, as a name to be shown. */
import type { Author } from './statement.ts'

export const nameOf = (by: Author): string =>
  by.kind === 'person' || by.kind === 'visitor'
    ? by.name
    : by.kind === 'assistant'
      ? 'FlowPilot'
      : 'ResolutionFlow'
