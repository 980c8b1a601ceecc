/** The value a flow asks for at an input. */
import type { FlowContent, FlowNode } from '#shared/flow/flow.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { usePanel } from '../PanelContext.tsx'
import { AskWhoseValue } from './AskWhoseValue.tsx'
import { KeptValues } from './KeptValues.tsx'
import { useKeptFact } from './use-client-facts.ts'
import { useGiveValue } from './use-give-value.ts'
import { useKeptText } from './use-kept-text.ts'

export function InputForm({
  runId,
  node,
  flow,
  known,
}: {
  runId: string
  node: Extract<FlowNode, { kind: 'input' }>
  flow: FlowContent
  known: string
}) {
  const { walk } = usePanel()
  const { text: value, type, forget } = useKeptText(`${runId} ${node.id}`, known)
  const variable = flow.variables.find((v) => v.name === node.variable)
  const { client, fact } = useKeptFact(variable)
  const giving = useGiveValue({
    ...{ typed: value, fact, keep: variable?.keep ?? 'session' },
    onGive: (given, how) => void walk.give(given, how).then((isGiven) => isGiven && forget()),
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        giving.submit()
      }}
      className="flex flex-col gap-2"
    >
      {fact && <KeptValues client={client} fact={fact} onPick={giving.pick} />}
      <TextField
        autoFocus
        label={variable?.label ?? node.variable}
        placeholder={variable?.example}
        hint={
          variable?.keep === 'client' ? 'Kept for this client and filled in next time' : undefined
        }
        value={value}
        maxLength={500}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
      {giving.isAsked && fact ? (
        <AskWhoseValue client={client} fact={fact} giving={giving} />
      ) : (
        <Button
          look="primary"
          type="submit"
          keyLabel="↵"
          why={value.trim() ? undefined : 'Type the value first.'}
        >
          Continue
        </Button>
      )}
    </form>
  )
}
