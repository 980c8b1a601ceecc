/** What is written beside the step in words of one's own; also the name under which it is kept. */
export const WRITTEN = ['didNotHelp', 'notPossible', 'ownNote', 'customStep', 'rating'] as const
export type Written = (typeof WRITTEN)[number]

/** What is being written beside the step, one thing at a time. */
export type Writing = Written | 'pause' | null
