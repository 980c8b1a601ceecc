/** The way from a check or a fix to a script: the one that FlowPilot names, or one to choose. */
import { FileCode } from 'lucide-react'
import { Button } from '../../ui/Button.tsx'
import { keyOf } from '../../ui/keys.ts'
import { usePanel } from '../PanelContext.tsx'
import { useKeys } from '../use-keys.ts'
import { useScripts } from './use-scripts.ts'

export function UseScript({
  of: { title, scriptTemplate = null, scriptValues = {} },
  hasKeys,
}: {
  of: {
    title: string
    scriptTemplate?: string | null
    scriptValues?: Readonly<Record<string, string>>
  }
  hasKeys: boolean
}) {
  const { store } = usePanel()
  const { scripts } = useScripts({ isKeptEnough: scriptTemplate === null })
  const named = scripts.find(({ id }) => id === scriptTemplate)
  const use = () =>
    store.takeScript({ templateId: named?.id ?? null, values: scriptValues, need: title })
  useKeys(hasKeys ? { script: use } : {})
  return (
    <Button
      size="small"
      look={named ? 'secondary' : 'quiet'}
      className={
        named ? 'h-auto min-h-7 self-start py-1 text-left whitespace-normal' : 'self-start'
      }
      icon={<FileCode aria-hidden="true" className="size-3.5 shrink-0" />}
      keyLabel={hasKeys ? keyOf('script') : undefined}
      onClick={use}
    >
      {named ? `Use the script “${named.content.name}”` : 'Use a script'}
    </Button>
  )
}
