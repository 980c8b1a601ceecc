/** Whether a time entry fits its time and stands beside the others: N23 to N25. */
import { msOf } from '../ids.ts'
import { foldText } from '../text/fold-text.ts'
import type { Found, NoteToCheck } from './note-to-check.ts'

export function checkTime(note: NoteToCheck): Found[] {
  const { time } = note
  if (!time) return []
  const text = note.kind === 'time_entry' ? note.text : time.text
  const minutes = (msOf(time.to) - msOf(time.from)) / 60_000
  const words = text.trim().split(/\s+/).filter(Boolean).length
  const found: Found[] = []
  const openTime = (label: string) => ({ kind: 'open', label, what: 'time' }) as const
  // Ninety minutes need more than five words; five minutes no essay.
  if (minutes >= 60 && words < 8) {
    found.push({
      check: 'N23',
      message: `${Math.round(minutes)} minutes told in ${words} words.`,
      at: null,
      repair: openTime('Say more, or correct the time'),
    })
  } else if (minutes > 0 && minutes <= 10 && words > 80) {
    found.push({
      check: 'N23',
      message: `${words} words for ${Math.round(minutes)} minutes.`,
      at: null,
      repair: openTime('Shorten it, or correct the time'),
    })
  }
  const other = time.others?.find(
    (o) => msOf(o.from) < msOf(time.to) && msOf(time.from) < msOf(o.to),
  )
  if (other) {
    found.push({
      check: 'N24',
      message: `This time overlaps your entry on #${other.ticketId}.`,
      at: null,
      repair: openTime('Change the time'),
    })
  }
  if (text.trim() !== '' && time.before?.some((before) => foldText(before) === foldText(text))) {
    found.push({
      check: 'N25',
      message: 'The time entry is word for word the one before.',
      at: null,
      repair: openTime('Say what was different'),
    })
  }
  return found
}
