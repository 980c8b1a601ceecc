/**
 * Presses New Note once, in the ticket it is meant for, and waits for the editor.
 *
 * The button is a React control, which takes clicks of ours. When it does not answer, the
 * person is asked to press it; it is never pressed twice.
 */
import type { TicketRef } from '#shared/ticket/ticket-ref.ts'
import type { OpenNewNoteResult } from '../../bridge/insertion.ts'
import { checkTarget, refuse } from './check-target.ts'
import { editorState, findEditor } from './find-editor.ts'
import { innermost } from './innermost.ts'
import type { PageHands } from './page-hands.ts'

const PATIENCE_MS = 3_000
const LOOK_EVERY_MS = 50

export async function openNewNote(
  { ref }: { ref: TicketRef },
  hands: PageHands,
): Promise<OpenNewNoteResult> {
  const wrongTarget = checkTarget(ref, hands.look(), hands.now())
  if (wrongTarget) return wrongTarget
  const found = find(hands)
  if (found.kind === 'absent') {
    const why = 'This screen has no New Note button.'
    return refuse('noEditor', why, 'Show the notes pod in ConnectWise, or post the note instead.')
  }
  if (found.kind === 'closed') {
    innermost(found.newNote).click()
    await untilOpen(hands)
  }
  const now = find(hands)
  if (now.kind !== 'closed' && now.kind !== 'absent') {
    return { outcome: 'open', noteEditor: editorState(now) }
  }
  return refuse('notTaken', 'The New Note button did not answer.', 'Press New Note in the ticket.')
}

async function untilOpen(hands: PageHands): Promise<void> {
  const end = hands.now() + PATIENCE_MS
  while (find(hands).kind === 'closed' && hands.now() < end) await hands.pause(LOOK_EVERY_MS)
}

function find({ page, look, isShown }: PageHands) {
  return findEditor(page, look().sighting.state === 'time', isShown)
}
