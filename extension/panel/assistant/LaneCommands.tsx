/** Commands that a check or a fix names, copied with the safety class of the whole. */
import type { SafetyClass } from '#shared/flow/flow.ts'
import type { Session } from '#shared/session/session.ts'
import { usePanel } from '../PanelContext.tsx'
import { CommandRows } from '../session/Commands.tsx'

export function LaneCommands({
  commands,
  safety,
  session,
  hasKeys,
}: {
  commands: readonly { text: string; where?: string }[]
  safety: SafetyClass
  session: Session
  hasKeys: boolean
}) {
  const { walk } = usePanel()
  if (commands.length === 0) return null
  return (
    <CommandRows
      rows={commands.map((command) => ({ ...command, safety, missing: [] }))}
      session={session}
      hasKeys={hasKeys}
      onCopied={(row) => walk.copied({ safety }, row.text)}
    />
  )
}
