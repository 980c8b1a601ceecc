/** Where something of the library is to be: a folder, written with slashes, those there are at hand. */
import { type FormEvent, useId, useState } from 'react'
import { ListFlows } from '#shared/flow/contract.ts'
import { type Folder, listFolders, readFolder, tellFolder } from '#shared/flow/folders.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useAsk } from '../page-context.ts'

const LONGEST = 260

export function FolderDialog({
  title,
  description,
  folder,
  mayBeNone,
  isBusy,
  trouble,
  onMove,
  onClose,
}: {
  title: string
  description: string
  /** As it is now. */
  folder: Folder
  mayBeNone: boolean
  isBusy: boolean
  trouble: string | undefined
  onMove: (folder: Folder) => void
  onClose: () => void
}) {
  const [formId, listId] = [useId(), useId()]
  const { data } = useAsk(ListFlows, {})
  const [text, setText] = useState(tellFolder(folder))
  const [problem, setProblem] = useState<string>()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const read = readFolder(text)
    if ('problem' in read) setProblem(read.problem)
    else if (read.folder.length === 0 && !mayBeNone) setProblem('Write where it is to be.')
    else onMove(read.folder)
  }
  return (
    <Dialog
      title={title}
      description={description}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} look="primary" isBusy={isBusy}>
            Move it
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-3">
        {trouble && <Notice tone="bad">{trouble}</Notice>}
        <TextField
          label="Folder"
          list={listId}
          value={text}
          maxLength={LONGEST}
          placeholder="Printing / North site"
          hint={
            mayBeNone
              ? 'With slashes between folders in one another; empty for none'
              : 'With slashes between folders in one another'
          }
          problem={problem}
          onChange={(event) => {
            setText(event.target.value)
            setProblem(undefined)
          }}
        />
        <datalist id={listId}>
          {listFolders(data?.flows ?? []).map((one) => (
            <option key={tellFolder(one.folder)} value={tellFolder(one.folder)} />
          ))}
        </datalist>
      </form>
    </Dialog>
  )
}
