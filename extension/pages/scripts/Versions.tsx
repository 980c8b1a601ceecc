/** What the template was after each change; any of it can be put back, and is then not saved yet. */
import { useState } from 'react'
import { ListScriptVersions } from '#shared/script/contract.ts'
import { Button } from '../../ui/Button.tsx'
import { Fold } from '../../ui/Fold.tsx'
import { clock, day } from '../../ui/time-words.ts'
import { Verbatim } from '../../ui/Verbatim.tsx'
import { Asked } from '../Asked.tsx'
import { useAsk } from '../page-context.ts'
import type { TypedScript } from './kept-scripts.ts'
import { STATES } from './state-words.ts'

export function Versions({
  scriptId,
  revision,
  onPutBack,
}: {
  scriptId: string
  revision: number
  onPutBack: ((content: TypedScript) => void) | undefined
}) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Fold title="Versions" aside={`${revision}`} isOpen={isOpen} onOpenChange={setOpen}>
      <List key={revision} scriptId={scriptId} revision={revision} onPutBack={onPutBack} />
    </Fold>
  )
}

function List({ scriptId, revision, onPutBack }: Parameters<typeof Versions>[0]) {
  const asked = useAsk(ListScriptVersions, { scriptId })
  return (
    <Asked of={asked} label="Reading versions">
      {({ versions }) => (
        <ol className="flex flex-col divide-y divide-line">
          {versions.map((version) => (
            <li key={version.revision} className="flex flex-col gap-1 py-2">
              <div className="flex flex-wrap items-center gap-2 text-small">
                <span className="font-medium">Version {version.revision}</span>
                <span className="text-muted">
                  {STATES[version.state].word}, {day(version.savedAt)} {clock(version.savedAt)},{' '}
                  {version.savedBy}
                </span>
                <span className="flex-1" />
                {onPutBack && version.revision !== revision && (
                  <Button size="small" look="quiet" onClick={() => onPutBack(version.content)}>
                    Put this one back
                  </Button>
                )}
              </div>
              <details>
                <summary className="text-small text-muted">{version.content.name}</summary>
                <Verbatim className="mt-1 max-h-56 rounded-md bg-sunken p-2 text-small">
                  {version.content.text}
                </Verbatim>
              </details>
            </li>
          ))}
        </ol>
      )}
    </Asked>
  )
}
