/** The folders of the library as a tree, one of them picked; leads move or rename it. */
import { FolderPen } from 'lucide-react'
import { useState } from 'react'
import { type Folder, listFolders, MoveFolder, tellFolder } from '#shared/flow/folders.ts'
import { Button } from '../../ui/Button.tsx'
import { SelectField } from '../../ui/Field.tsx'
import { useChange, useMay } from '../page-context.ts'
import { FolderDialog } from './FolderDialog.tsx'

export function FolderPick({
  flows,
  picked,
  onPick,
}: {
  flows: readonly { folder: Folder }[]
  picked: Folder
  onPick: (folder: Folder) => void
}) {
  const mayMove = useMay('publishFlows')
  const [isMoving, setMoving] = useState(false)
  const move = useChange(MoveFolder)
  const folders = listFolders(flows)
  if (folders.length === 0 && picked.length === 0) return null
  const options = [
    { value: '', label: 'All' },
    ...folders.map(({ folder, flows: count }) => ({
      value: tellFolder(folder),
      label: `${tellFolder(folder)} (${count})`,
    })),
  ]
  return (
    <>
      <SelectField
        label="Folder"
        value={tellFolder(picked)}
        options={options}
        onPick={(value) =>
          onPick(folders.find(({ folder }) => tellFolder(folder) === value)?.folder ?? [])
        }
        className="min-w-36 max-w-64"
      />
      {mayMove && picked.length > 0 && (
        <Button icon={<FolderPen aria-hidden className="size-4" />} onClick={() => setMoving(true)}>
          Move or rename
        </Button>
      )}
      {isMoving && (
        <FolderDialog
          title={`Move or rename “${tellFolder(picked)}”`}
          description="All that is in it and beneath it goes along."
          folder={picked}
          mayBeNone={false}
          isBusy={move.isPending}
          trouble={move.error?.message}
          onMove={(to) =>
            move.mutate(
              { from: picked, to },
              {
                onSuccess: () => {
                  setMoving(false)
                  onPick(to)
                },
              },
            )
          }
          onClose={() => setMoving(false)}
        />
      )}
    </>
  )
}
