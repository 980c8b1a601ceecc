/**
 * The line that is added when a note is posted, shown where it will stand, for when posting is
 * what the big button does. A time entry has it in the text for the team, never in the one that
 * may be printed.
 */
import type { NoteDesk } from './use-note-desk.ts'

export function PostMark({ desk: { mark, way, isTimeKind } }: { desk: NoteDesk }) {
  if (way !== 'post') return null
  return (
    <>
      {!isTimeKind && <p className="min-h-5" />}
      <p
        title="So that it is never posted twice"
        className={`text-muted ${isTimeKind ? 'text-fine' : ''}`}
      >
        {isTimeKind ? `In the entry’s text for your team: ${mark}` : mark}
      </p>
    </>
  )
}
