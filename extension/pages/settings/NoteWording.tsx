/** How much of the proposed words of notes is changed by hand, so that a lead knows what they are worth. */
import { NOTE_KINDS } from '#shared/note/kinds.ts'
import { NOTE_WORDS_DAYS, type NoteWords, ReadNoteWords } from '#shared/note/note-words.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Asked } from '../Asked.tsx'
import { Part } from '../Part.tsx'
import { useAsk } from '../page-context.ts'

export function NoteWording() {
  const asked = useAsk(ReadNoteWords, {})
  return (
    <Part
      title="How notes were worded"
      about={`Notes of the last ${NOTE_WORDS_DAYS} days: how much of the proposed words was changed before they were written. Counted in words; no text is kept for this.`}
    >
      <Asked of={asked} label="Counting words">
        {({ kinds }) =>
          kinds.length === 0 ? (
            <Notice>No note was written with the panel in that time.</Notice>
          ) : (
            <ul className="flex flex-col divide-y divide-line rounded-md border border-line bg-surface text-small">
              {kinds.map((one) => (
                <li key={`${one.noteKind} ${one.mode}`} className="flex flex-col px-3 py-2">
                  <span className="font-medium">
                    {NOTE_KINDS[one.noteKind].label}, {MODE_WORDS[one.mode]}
                  </span>
                  <span className="text-muted tabular-nums">{tellWords(one)}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Asked>
    </Part>
  )
}

function tellWords({ notes, unchanged, words, changedWords, flagged, taken }: NoteWords): string {
  const changed = words > 0 ? Math.min(100, Math.round((100 * changedWords) / words)) : 0
  const count = `${notes} ${notes === 1 ? 'note' : 'notes'}, ${unchanged} as proposed`
  const doubtful = flagged > 0 ? `; ${taken} of ${flagged} doubtful sentences taken` : ''
  return `${count}; ${changed} % of the words changed${doubtful}`
}

const MODE_WORDS: Record<NoteWords['mode'], string> = {
  model: 'FlowPilot’s words',
  demo: 'the demonstration’s words',
  rules: 'the record’s own words',
}
