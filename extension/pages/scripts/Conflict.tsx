/** Somebody else has saved meanwhile: what they have, and who decides is the one who reads it. */
import type { Script } from '#shared/script/contract.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { clock, day } from '../../ui/time-words.ts'
import { Verbatim } from '../../ui/Verbatim.tsx'
import type { ScriptEditor } from './script-editor.ts'

export function Conflict({ theirs, editor }: { theirs: Script; editor: ScriptEditor }) {
  const { content, updatedAt, revision } = theirs
  return (
    <Notice
      tone="amber"
      title="Somebody else has changed this template meanwhile"
      actions={
        <>
          <Button size="small" onClick={() => void editor.takeTheirs()}>
            Take theirs, drop mine
          </Button>
          <Button size="small" onClick={() => editor.keepMine()}>
            Go on with mine
          </Button>
        </>
      }
    >
      <p>
        Version {revision}, saved on {day(updatedAt)} {clock(updatedAt)}. Nothing of yours is lost
        and nothing of theirs is overwritten until you decide. With yours, saving puts it in the
        place of this:
      </p>
      <p className="pt-2 font-medium">{content.name}</p>
      <Verbatim className="mt-1 max-h-56 rounded-md bg-sunken p-2 text-small text-ink">
        {content.text}
      </Verbatim>
    </Notice>
  )
}
