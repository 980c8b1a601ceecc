/**
 * How fast one person may ask what writes or costs. Generous for whoever works, at a speed no
 * hand and no panel of theirs reaches; a stop for a loop that has gone wild and for a stolen token.
 *
 * Each pace is a bucket: `burst` questions at once, and `perMinute` more as time passes. What was
 * asked too fast is refused before anything is done, with the time after which to ask again.
 */

export interface Pace {
  readonly burst: number
  readonly perMinute: number
  /** What was too fast, and what becomes of it. */
  readonly says: string
}

export const PACES = {
  /** Batches of the record, each of up to hundreds of events: also a day's work without a network. */
  append: {
    burst: 300,
    perMinute: 600,
    says: 'This is more of the record at once than one person may send. It is kept where you are and goes on by itself.',
  },
  /** Notes and time entries into tickets. */
  post: {
    burst: 30,
    perMinute: 30,
    says: 'These are more notes at once than one person may post. Those that wait are kept and go on by themselves.',
  },
  /** Texts composed and worded, summaries, scripts. */
  compose: {
    burst: 60,
    perMinute: 120,
    says: 'This is more at once than one person may have composed.',
  },
  /** Files of a session: also those of a day without a network. */
  attach: {
    burst: 100,
    perMinute: 60,
    says: 'These are more files at once than one person may send. Those that wait are kept where you are and go on by themselves.',
  },
  /** Templates, saved and taken away. */
  author: {
    burst: 60,
    perMinute: 60,
    says: 'These are more changes at once than one person may make.',
  },
  /** Questions to what the team knows. */
  ask: {
    burst: 20,
    perMinute: 20,
    says: 'These are more questions at once than one person may ask.',
  },
  /** As one types. */
  search: {
    burst: 120,
    perMinute: 300,
    says: 'These are more searches at once than one person may make.',
  },
  /** What asks another server with keys somebody has typed. */
  reachOut: {
    burst: 10,
    perMinute: 10,
    says: 'These are more tests at once than one person may make.',
  },
} as const satisfies Record<string, Pace>

export type PaceName = keyof typeof PACES
