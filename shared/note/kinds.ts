/**
 * The kinds of text a session yields, who will read each, and under which flags it may be
 * written. One record, several texts: the audience is fixed by the kind, not picked for a
 * finished text.
 *
 * ConnectWise shows a note by three flags. Four combinations are in use and nothing else is
 * offered: internal; internal with resolution; discussion; discussion with resolution. What
 * carries the resolution flag can reach an invoice and a portal, so the internal resolution
 * text is internal alone unless a person says otherwise.
 */
import type { NoteFlags, NoteKind } from '../session/event.ts'

export interface NoteKindFacts {
  kind: NoteKind
  label: string
  /** In one breath: what it is for. */
  purpose: string
  /** The same where a checklist was worked through: it has no fault and no cause. */
  purposeOfChecklist?: string
  /** The first is the one taken unless a person picks another. Empty: goes as a time entry. */
  flags: readonly NoteFlags[]
  /** Length beyond which a hint is shown, in characters. */
  targetChars: number
}

const INTERNAL: NoteFlags = { internal: true, discussion: false, resolution: false }
const INTERNAL_RESOLUTION: NoteFlags = { internal: true, discussion: false, resolution: true }
const DISCUSSION: NoteFlags = { internal: false, discussion: true, resolution: false }
const DISCUSSION_RESOLUTION: NoteFlags = { internal: false, discussion: true, resolution: true }

export const NOTE_KINDS: Readonly<Record<NoteKind, NoteKindFacts>> = {
  working: {
    kind: 'working',
    label: 'Working note',
    purpose: 'Where it stands, for whoever goes on',
    flags: [INTERNAL],
    targetChars: 2500,
  },
  resolution: {
    kind: 'resolution',
    label: 'Resolution',
    purpose: 'Problem, what we confirmed, root cause, resolution',
    purposeOfChecklist: 'Request, what was done in each group, result',
    flags: [INTERNAL, INTERNAL_RESOLUTION],
    targetChars: 4000,
  },
  client_update: {
    kind: 'client_update',
    label: 'Client update',
    purpose: 'What is known, what happens next, what we need',
    purposeOfChecklist: 'What is ready, what is still to come, what we need',
    flags: [DISCUSSION, DISCUSSION_RESOLUTION],
    targetChars: 900,
  },
  time_entry: {
    kind: 'time_entry',
    label: 'Time entry',
    purpose: 'One block of work, for the time sheet',
    flags: [],
    targetChars: 300,
  },
  escalation: {
    kind: 'escalation',
    label: 'Escalation',
    purpose: 'Everything that whoever takes over needs, so as not to start again',
    flags: [INTERNAL],
    targetChars: 4000,
  },
}

export const purposeOf = (kind: NoteKind, isOfChecklist: boolean): string => {
  const { purpose, purposeOfChecklist } = NOTE_KINDS[kind]
  return isOfChecklist ? (purposeOfChecklist ?? purpose) : purpose
}

/** Whether a kind may be written with these flags; check N04 and the API ask the same. */
export const flagsFit = (kind: NoteKind, flags: NoteFlags): boolean =>
  NOTE_KINDS[kind].flags.some(
    (f) =>
      f.internal === flags.internal &&
      f.discussion === flags.discussion &&
      f.resolution === flags.resolution,
  )

/** True when the client may read it: in the discussion, in a portal, on an invoice. */
export const clientMaySee = (flags: NoteFlags): boolean => flags.discussion || flags.resolution

/** Shown beside each draft: who will see it, and whether it can reach an invoice. */
export function describeAudience(flags: NoteFlags): { readers: string; invoice: string } {
  const readers = flags.discussion
    ? 'The client and your team'
    : flags.resolution
      ? 'Your team; the client may see it as the resolution'
      : 'Your team only'
  return {
    readers,
    invoice: flags.resolution ? 'Can be printed on the invoice' : 'Not on the invoice',
  }
}

/** The tabs of the ticket on which it will stand, in ConnectWise’s own words. */
export const tabsOf = (flags: NoteFlags): string[] => [
  ...(flags.discussion ? ['Discussion'] : []),
  ...(flags.internal ? ['Internal'] : []),
  ...(flags.resolution ? ['Resolution'] : []),
]
