/**
 * How sending went: taken, to be tried again, or not worth trying again as things are. Where it was
 * sent and nothing was answered, it may be there all the same.
 */
export type Sent =
  | { kind: 'taken' }
  | { kind: 'later' | 'never'; why: string; mayHaveArrived?: boolean }
