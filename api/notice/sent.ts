/** How sending went: taken, to be tried again, or not worth trying again as things are. */
export type Sent = { kind: 'taken' } | { kind: 'later' | 'never'; why: string }
