/**
 * What can be said against a write by itself, whatever the record and the ticket hold: N04, N05,
 * N26. None of it can be passed over.
 *
 * The panel asks this with every other check while the note is edited; the API asks it again of
 * what arrives, since nothing that arrives is trusted and nothing is taken back from a ticket.
 */
import { foldText } from '../text/fold-text.ts'
import { flagsFit, tabsOf } from './kinds.ts'
import type { Found, WriteToCheck } from './note-to-check.ts'

export const checkWrite = (write: WriteToCheck): Found[] => [
  ...checkFlags(write),
  ...checkSecrets(write),
  ...checkTwice(write),
]

function checkFlags({ kind, flags }: WriteToCheck): Found[] {
  const isTime = kind === 'time_entry'
  const tabs = tabsOf(flags)
  if (isTime ? tabs.length === 0 : flagsFit(kind, flags)) return []
  return [
    {
      check: 'N04',
      message: isTime
        ? 'A time entry goes to the time sheet and to no tab of the ticket.'
        : `This kind of note does not belong on ${tabs.join(' and ') || 'no tab'}.`,
      at: null,
      repair: { kind: 'confirm', label: 'Use the usual tabs' },
    },
  ]
}

function checkSecrets({ kind, text, time, findSecrets }: WriteToCheck): Found[] {
  const inText = findSecrets(text).map(
    ({ start, end, family, placeholder }): Found => ({
      check: 'N05',
      message: `This looks like a secret (${family}). A ticket is no place for it.`,
      // Never the secret itself.
      about: placeholder,
      at: { start, end },
      repair: { kind: 'replace', label: 'Mask it', start, end, with: placeholder },
    }),
  )
  const [inTime] = time && kind !== 'time_entry' ? findSecrets(time.text) : []
  if (!inTime) return inText
  return [
    ...inText,
    {
      check: 'N05',
      message: `The time entry holds what looks like a secret (${inTime.family}). A ticket is no place for it.`,
      at: null,
      repair: { kind: 'open', label: 'Take it out of the time entry', what: 'time' },
    },
  ]
}

/** A note and the entry that goes with it: a ticket shows both. */
const checkTwice = ({ kind, text, time }: WriteToCheck): Found[] =>
  time && kind !== 'time_entry' && foldText(time.text) === foldText(text)
    ? [
        {
          check: 'N26',
          message: 'Note and time entry have the same text. The ticket would show it twice.',
          at: null,
          repair: { kind: 'open', label: 'Give the time entry its own text', what: 'time' },
        },
      ]
    : []
