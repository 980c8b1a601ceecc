/** All steps of the library; what is not saved yet is among them. */
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { v7 } from 'uuid'
import type { LocalStore } from '../../client/local-store.ts'
import { Button } from '../../ui/Button.tsx'
import { useMay } from '../page-context.ts'
import { Unsaved } from '../Unsaved.tsx'
import { listKept } from './kept-steps.ts'
import { StepActs } from './StepActs.tsx'
import { StepBrowser } from './StepBrowser.tsx'
import { StepDialog, type Written } from './StepDialog.tsx'

export function StepLibrary({ db }: { db: LocalStore }) {
  const mayWrite = useMay('authorFlows')
  const kept = useQuery({ queryKey: ['kept steps', db.name], queryFn: () => listKept(db) })
  const [opened, setOpened] = useState<Written | null>(null)
  const close = () => {
    setOpened(null)
    void kept.refetch()
  }
  const newOne = mayWrite && (
    <Button
      look="primary"
      icon={<Plus aria-hidden className="size-4" />}
      onClick={() => setOpened({ stepId: v7() })}
    >
      New step
    </Button>
  )
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-start gap-3">
        <div className="min-w-0 flex-1 basis-60">
          <h1 className="text-large font-semibold">Steps</h1>
          <p className="text-muted">
            What your team does again and again, written once: put into a flow, or into the work
            beside a ticket. Steps of published checklists are here by themselves.
          </p>
        </div>
        {newOne}
      </div>
      {mayWrite && (
        <Unsaved
          things={(kept.data ?? []).map(({ id, kept: { content, basedOn } }) => ({
            ...{ id, name: content.title ?? '', isChange: basedOn > 0 },
          }))}
          onOpen={(stepId) => setOpened({ stepId })}
        />
      )}
      <StepBrowser
        newOne={newOne || undefined}
        acts={(step) => <StepActs step={step} db={db} onWrite={setOpened} />}
      />
      {opened && <StepDialog key={opened.stepId} {...opened} db={db} onClose={close} />}
    </div>
  )
}
