/** Told as it is: where what stands in the ticket is not what was asked for. */
import { withMark } from '#shared/note/mark.ts'
import type { NoteFlags } from '#shared/session/event.ts'
import type { NoteFound, TimeFound } from '../psa/psa.ts'
import type { Half } from './plan-write.ts'
import type { WriteRow } from './queries.ts'

export type Found = NoteFound | TimeFound

export function remarksOn(
  row: Pick<WriteRow, 'id' | 'text' | 'flags' | 'time'>,
  half: Half,
  first: Found,
  all: readonly Found[],
): string[] {
  const remarks: string[] = []
  if (all.length > 1) {
    const ids = all.map((one) => one.id).join(', ')
    remarks.push(`It stands there ${all.length} times (${ids}): delete all but one by hand.`)
  }
  const wanted = half === 'note' ? withMark(row.text, row.id) : (row.time?.text ?? '')
  if (collapse(first.text) !== collapse(wanted)) {
    remarks.push('ConnectWise changed its text: read it there.')
  }
  if ('flags' in first && !sameFlags(first.flags, row.flags)) {
    remarks.push('It does not stand where it was meant to: check its tabs in ConnectWise at once.')
  }
  return remarks
}

/** Line ends and spaces may come back otherwise than they went. */
const collapse = (text: string) => text.replace(/\s+/g, ' ').trim()

const sameFlags = (a: NoteFlags, b: NoteFlags) =>
  a.discussion === b.discussion && a.internal === b.internal && a.resolution === b.resolution
