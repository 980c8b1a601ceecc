/** Among the drafts of a session: what is typed, what was confirmed and not answered, what was refused. */

/** Of a hand-over that is typed, or was given back to be typed anew. */
export const DRAFT = 'handoff'
/** Confirmed, with its id; until the server has answered. */
export const SENDING = 'handoff sending'
/** Why it was not taken; until somebody has read it. */
export const REFUSED = 'handoff refused'
