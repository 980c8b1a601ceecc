/** What is written beside the step in words of one's own; also the name under which it is kept. */
export const WRITTEN = [
  'didNotHelp',
  'notPossible',
  'notApplicable',
  'exception',
  'ownNote',
  'customStep',
  'rating',
  'pause',
] as const
export type Written = (typeof WRITTEN)[number]

/** What is said of the very step one stands at, and of no other. */
export const OF_STEP: ReadonlySet<Writing> = new Set([
  'didNotHelp',
  'notPossible',
  'notApplicable',
  'exception',
  'rating',
])

/** Under which name it is kept: what is said of a step, with the step's place. */
export const fieldOf = (written: Written, place: string | undefined): string =>
  place !== undefined && OF_STEP.has(written) ? `${written} ${place}` : written

/** What is being written beside the step, one thing at a time. */
export type Writing = Written | null
