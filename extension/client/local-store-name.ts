/** By what name a browser keeps the work of one person on one server. */

export const localStoreName = (server: string, personId: string): string =>
  `resolutionflow ${server} ${personId}`

/** Under which it is written down that somebody is signing out, until it is done (`leave.ts`). */
export const leavingMark = (server: string, personId: string): string =>
  `leaving ${localStoreName(server, personId)}`
