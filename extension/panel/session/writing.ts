/** What is being written beside the step, one thing at a time. */
export type Writing = 'didNotHelp' | 'notPossible' | 'ownNote' | 'customStep' | 'pause' | null
