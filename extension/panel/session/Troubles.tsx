/** What stands in the way, each with what to do: refused steps, a full disk, a lost sign-in. */
import { lazy, Suspense } from 'react'
import type { RefusedEvent } from '../../client/session-store.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useStuckHandovers } from '../handoff/use-handover.ts'
import { usePanel, usePanelState, useSessionState } from '../PanelContext.tsx'
import { RefusedFile } from './RefusedFile.tsx'
import { useFiles } from './use-file-door.ts'

const StuckHandovers = lazy(() => import('../handoff/StuckHandovers.tsx'))

export function Troubles() {
  const { store, outside } = usePanel()
  const refusal = usePanelState((state) => state.refusal)
  const session = usePanelState((state) => state.session)
  const refused = useSessionState((state) => state.refused) ?? []
  const storageTrouble = useSessionState((state) => state.storageTrouble)
  const trouble = useSessionState((state) => state.trouble)
  const { storageTrouble: fileTrouble, refused: refusedFiles } = useFiles()
  const isAnyStuck = useStuckHandovers().length > 0
  const isWorthSaying = trouble && !['offline', 'unreachable', 'broke'].includes(trouble.kind)
  return (
    <>
      {isAnyStuck && (
        <Suspense>
          <StuckHandovers />
        </Suspense>
      )}
      {storageTrouble && (
        <Notice tone="bad" title="Not stored">
          {storageTrouble}
        </Notice>
      )}
      {fileTrouble && (
        <Notice tone="bad" title="File not stored">
          {fileTrouble}
        </Notice>
      )}
      {refusedFiles.map((one) => (
        <RefusedFile key={one.id} {...one} />
      ))}
      {refusal && (
        <Notice
          tone="amber"
          actions={
            <Button size="small" look="quiet" onClick={() => store.tell(null)}>
              Understood
            </Button>
          }
        >
          {refusal}
        </Notice>
      )}
      {isWorthSaying && (
        <Notice
          tone="amber"
          title="Saved here, not sent"
          actions={
            <>
              <Button size="small" onClick={() => void session?.send()}>
                Try again
              </Button>
              {trouble.kind === 'signedOut' && (
                <Button size="small" look="quiet" onClick={() => outside.openSettings()}>
                  Settings
                </Button>
              )}
            </>
          }
        >
          {trouble.message}
        </Notice>
      )}
      {refused.map((one) => (
        <Notice
          key={one.event.id}
          tone="bad"
          title="The server did not take this"
          actions={
            <>
              <Button size="small" onClick={() => void outside.copy(textOf(one))}>
                Copy the text
              </Button>
              <Button
                size="small"
                look="quiet"
                isOnce
                onClick={() => void session?.dismissRefused(one.event.id)}
              >
                Drop it
              </Button>
            </>
          }
        >
          <p>{one.message}</p>
          <p className="mt-1 line-clamp-3 break-words opacity-80">{textOf(one)}</p>
        </Notice>
      ))}
    </>
  )
}

/** What a person would miss if it were lost. */
function textOf({ event: { data } }: RefusedEvent): string {
  if ('says' in data && data.says) return data.says.text
  if ('text' in data && data.text) return data.text
  if ('file' in data) return data.file.fileName
  if ('title' in data) return data.title
  if ('command' in data && data.command) return data.command
  return data.type.replaceAll('_', ' ')
}
