/** What others have done meanwhile, and what one can do about it; nothing is decided unasked. */
import { diffFlows } from '#shared/flow/edit/diff-flows.ts'
import { tellEdits } from '#shared/flow/edit/tell-edits.ts'
import type { FlowContent } from '#shared/flow/flow.ts'
import { Button } from '../../../ui/Button.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { clock, day } from '../../../ui/time-words.ts'
import type { EditorState, FlowEditor } from './editor-state.ts'

export function DraftConflict({ state, editor }: { state: EditorState; editor: FlowEditor }) {
  const { theirs, newer, published, content, saved, leftOut, isGone, isBusy } = state
  const goOn = async () => {
    const address = await editor.goOnAsNew()
    if (address) location.hash = address
  }
  return (
    <>
      {isGone && (
        <Notice
          tone="amber"
          title="This draft was published or dropped meanwhile"
          actions={
            <Button size="small" isBusy={isBusy} onClick={() => void goOn()}>
              Go on as a new draft
            </Button>
          }
        >
          It cannot be saved any more. What you have written is kept in this browser: go on with it
          as a new draft, together with what was published, or drop it below.
        </Notice>
      )}
      {theirs && (
        <Notice
          tone="amber"
          title={`${theirs.savedBy} has saved this draft meanwhile`}
          actions={
            <>
              {saved && (
                <Button size="small" onClick={() => editor.takeBoth()}>
                  Put both together
                </Button>
              )}
              <Button size="small" onClick={() => void editor.takeTheirs()}>
                Take theirs, drop mine
              </Button>
              <Button size="small" onClick={() => editor.keepMine()}>
                Go on with mine
              </Button>
            </>
          }
        >
          Saved on {day(theirs.savedAt)} {clock(theirs.savedAt)}. Nothing of yours is lost and
          nothing of theirs is overwritten until you decide. Yours differs from theirs in this:
          <Changes before={theirs.content} after={content} />
        </Notice>
      )}
      {newer && published && !isGone && (
        <Notice
          tone="amber"
          title="A newer version of this flow was published since this draft was begun"
          actions={
            <Button size="small" onClick={() => editor.takeNewer()}>
              Take it into this draft
            </Button>
          }
        >
          It has to be in the draft before the draft can be published. It changed this:
          <Changes before={published} after={newer.content} />
        </Notice>
      )}
      {leftOut.length > 0 && (
        <Notice tone="amber" title="Not taken in, since you have changed the same">
          <ul className="list-disc pl-5">
            {leftOut.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  )
}

const MOST_SHOWN = 12

function Changes({ before, after }: { before: FlowContent; after: FlowContent }) {
  const told = tellEdits(diffFlows(before, after), before, after)
  return (
    <ul className="list-disc pt-1 pl-5">
      {told.slice(0, MOST_SHOWN).map((sentence, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two changes may read alike
        <li key={n}>{sentence}</li>
      ))}
      {told.length === 0 && <li>Nothing.</li>}
      {told.length > MOST_SHOWN && <li>{told.length - MOST_SHOWN} more changes.</li>}
    </ul>
  )
}
