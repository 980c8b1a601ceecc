/**
 * A script for what is at hand: choose a template, fill it in, copy what comes of it, paste its
 * output back. What is typed in lives in this screen and nowhere else: leaving it forgets it.
 */
import { ArrowLeft } from 'lucide-react'
import { useState } from 'react'
import type { Script } from '#shared/script/contract.ts'
import { IconButton } from '../../ui/Button.tsx'
import { usePanel, usePanelState, useSession } from '../PanelContext.tsx'
import { useKeys } from '../use-keys.ts'
import { FillIn } from './FillIn.tsx'
import { PickScript } from './PickScript.tsx'
import { useScripts } from './use-scripts.ts'

export default function ScriptScreen() {
  const { store } = usePanel()
  const session = useSession()
  const read = useScripts()
  const wanted = usePanelState((state) => state.wantedScript)
  const [picked, setPicked] = useState<string | null>(wanted?.templateId ?? null)
  const script = read.scripts.find(({ id }) => id === picked)
  const isProposed = script !== undefined && script.id === wanted?.templateId
  const leave = () => store.show('work')
  const back = () => (script ? setPicked(null) : leave())
  useKeys({ close: back })
  if (!session) return null
  return (
    <section aria-labelledby="script-title" className="flex min-h-full flex-col gap-3">
      <header className="flex items-start gap-2">
        <IconButton
          label={script ? 'Another template' : 'Back to the work'}
          keyLabel="Esc"
          icon={<ArrowLeft className="size-4" />}
          onClick={back}
        />
        <div className="min-w-0 flex-1 pt-0.5">
          <h2 id="script-title" className="text-title font-semibold break-words">
            {script ? script.content.name : 'Use a script'}
          </h2>
          <p className="text-small text-muted">
            A script is text for you to copy and run. Nothing is run by ResolutionFlow.
          </p>
        </div>
      </header>
      {script ? (
        <FillIn
          key={`${script.id} ${script.revision}`}
          script={script}
          session={session}
          proposed={isProposed ? (wanted?.values ?? {}) : {}}
          onStale={read.refresh}
        />
      ) : (
        <PickScript
          read={read}
          session={session}
          need={wanted?.need ?? ''}
          isGone={picked !== null && read.isLoaded}
          onPick={({ id }: Script) => setPicked(id)}
        />
      )}
    </section>
  )
}
