/** A flow that a step goes into, by the name that people know it by; the way to it is a link. */
import { ListFlows } from '#shared/flow/contract.ts'
import { useAsk } from '../page-context.ts'

export function FlowName({ slug }: { slug: string }) {
  const { data } = useAsk(ListFlows, {})
  const flow = data?.flows.find((one) => one.slug === slug)
  if (!flow) return <code>{slug}</code>
  return (
    <a href={`/flows.html#${flow.id}`} className="text-accent-ink underline">
      {flow.name}
    </a>
  )
}
