/** Which folder a flow is in; leads put it into another. */
import { Folder as FolderSign } from 'lucide-react'
import { useState } from 'react'
import type { FlowSummary } from '#shared/flow/contract.ts'
import { PutInFolder, tellFolder } from '#shared/flow/folders.ts'
import { Button } from '../../ui/Button.tsx'
import { useChange, useMay } from '../page-context.ts'
import { FolderDialog } from './FolderDialog.tsx'

export function FlowFolder({ flow: { id, name, folder } }: { flow: FlowSummary }) {
  const mayMove = useMay('publishFlows')
  const [isMoving, setMoving] = useState(false)
  const put = useChange(PutInFolder)
  if (folder.length === 0 && !mayMove) return null
  return (
    <div className="flex flex-wrap items-center gap-2 text-small text-muted">
      <FolderSign aria-hidden className="size-3.5 shrink-0" />
      <span className="min-w-0 break-words">{tellFolder(folder) || 'In no folder'}</span>
      {mayMove && (
        <Button size="small" look="quiet" onClick={() => setMoving(true)}>
          Move to a folder
        </Button>
      )}
      {isMoving && (
        <FolderDialog
          title="Move to a folder"
          description={`Where the team keeps “${name}”. It is found by the names of its folders too.`}
          folder={folder}
          mayBeNone
          isBusy={put.isPending}
          trouble={put.error?.message}
          onMove={(next) =>
            put.mutate({ flowId: id, folder: next }, { onSuccess: () => setMoving(false) })
          }
          onClose={() => setMoving(false)}
        />
      )}
    </div>
  )
}
