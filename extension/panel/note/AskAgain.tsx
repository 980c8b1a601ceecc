/** Asked before a text goes in that may stand in the ticket: yes is a second press, no leaves it. */
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import type { NoteDesk } from './use-note-desk.ts'

export function AskAgain({ desk }: { desk: NoteDesk }) {
  const { question } = desk.again
  if (!question) return null
  return (
    <Notice
      tone="amber"
      title="A second copy?"
      actions={
        <>
          <Button
            size="small"
            why={desk.whyNot(question.way)}
            onClick={() => desk.write(question.way, { isAgain: true })}
          >
            {question.way === 'post' ? 'Post all the same' : 'Insert all the same'}
          </Button>
          <Button size="small" look="quiet" onClick={desk.again.leave}>
            Leave it
          </Button>
        </>
      }
    >
      {question.said}
    </Notice>
  )
}
