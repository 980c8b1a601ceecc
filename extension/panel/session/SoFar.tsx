/** The record under the work, where what one said can be set right. */
import { useState } from 'react'
import type { Session } from '#shared/session/session.ts'
import { RecordList } from '../../ui/session/RecordList.tsx'
import { usePanel } from '../PanelContext.tsx'
import { useKeys } from '../use-keys.ts'
import { useFileDoor } from './use-file-door.ts'

export function SoFar({ session }: { session: Session }) {
  const { store, walk } = usePanel()
  const files = useFileDoor()
  const [isOpen, setOpen] = useState(false)
  useKeys({ record: () => setOpen(!isOpen) })
  return (
    <RecordList
      session={session}
      files={files}
      isOpen={isOpen}
      onOpenChange={setOpen}
      onChange={(statementId, text) =>
        void store.act([{ type: 'statement_changed', statementId, text }])
      }
      onWithdraw={(statementId) => void store.act([{ type: 'statement_withdrawn', statementId }])}
      onLink={(link) => void walk.openLink(link)}
    />
  )
}
